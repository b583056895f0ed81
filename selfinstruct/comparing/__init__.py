"""Answers of a base model and its students to held-out tasks in, an honest comparison out."""

from selfinstruct.comparing.answers import Answer, Kind, System
from selfinstruct.comparing.comparison import Comparison, compare
from selfinstruct.comparing.describing import describe
from selfinstruct.comparing.held_out import HeldOut

__all__ = ["Answer", "Comparison", "HeldOut", "Kind", "System", "compare", "describe"]
