"""Tables of rows in files, one row at a time: JSON lines, JSON arrays, CSV and TSV, each of them gzipped or not."""

from selfinstruct.tables.formats import format_of
from selfinstruct.tables.reading import TableRow, read_rows, size_of, why_unreadable
from selfinstruct.tables.writing import NewTable, check_place, check_target

__all__ = ["NewTable", "TableRow", "check_place", "check_target", "format_of", "read_rows", "size_of", "why_unreadable"]
