"""Read and write files of rows, one row at a time: JSON lines, JSON arrays, CSV and TSV, optionally gzipped."""

from selfinstruct.storage.tables.arrays import BadArray, array_values
from selfinstruct.storage.tables.bounded import RowFile
from selfinstruct.storage.tables.encodings import why_not_text
from selfinstruct.storage.tables.formats import format_of
from selfinstruct.storage.tables.formulas import Formulas, check_safe_csv
from selfinstruct.storage.tables.joined_fields import JoinedFields
from selfinstruct.storage.tables.json_text import json_mistake, parse
from selfinstruct.storage.tables.reader import TableRow, holds_array, read_rows, size_of, unreadable
from selfinstruct.storage.tables.writer import NewTable, check_table, check_writable

__all__ = [
    "BadArray",
    "Formulas",
    "JoinedFields",
    "NewTable",
    "RowFile",
    "TableRow",
    "array_values",
    "check_safe_csv",
    "check_table",
    "check_writable",
    "format_of",
    "holds_array",
    "json_mistake",
    "parse",
    "read_rows",
    "size_of",
    "unreadable",
    "why_not_text",
]
