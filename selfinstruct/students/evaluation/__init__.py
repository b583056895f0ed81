"""Answers of a base model and its students to held-out tasks in, an honest comparison out."""

from selfinstruct.students.evaluation.comparison import Comparison, compare
from selfinstruct.students.evaluation.held_out import HeldOut
from selfinstruct.students.evaluation.systems import Kind, Prediction, System
from selfinstruct.students.evaluation.table import describe

__all__ = ["Comparison", "HeldOut", "Kind", "Prediction", "System", "compare", "describe"]
