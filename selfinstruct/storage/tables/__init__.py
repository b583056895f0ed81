"""Read and write files of rows, one row at a time: JSON lines, JSON arrays, CSV and TSV, optionally gzipped."""

from selfinstruct.storage.tables.formats import format_of
from selfinstruct.storage.tables.reader import TableRow, json_mistake, read_rows, size_of, why_unreadable
from selfinstruct.storage.tables.writer import NewTable, check_table, check_writable

__all__ = [
    "NewTable",
    "TableRow",
    "check_table",
    "check_writable",
    "format_of",
    "json_mistake",
    "read_rows",
    "size_of",
    "why_unreadable",
]
