"""The shapes in which datasets hold their tasks: which fields or turns are instruction, input and output."""

from selfinstruct.storage.shapes.joined_fields import JoinedFields
from selfinstruct.storage.shapes.preferences import rejected_answer
from selfinstruct.storage.shapes.reader import ShapedRow, ShapeReader
from selfinstruct.storage.shapes.values import BadValue, field_text, text_of

__all__ = ["BadValue", "JoinedFields", "ShapeReader", "ShapedRow", "field_text", "rejected_answer", "text_of"]
