"""Read files of rows, one row at a time and in any common format, and write them as JSON or CSV."""

from selfinstruct.storage.tables.bad_row import BadFile, BadRow, NoRows
from selfinstruct.storage.tables.data_folder import (
    TRAIN,
    DataFolder,
    check_formats,
    chosen_split,
    data_files,
    files_by_split,
    in_natural_order,
    visible_data,
)
from selfinstruct.storage.tables.formats import format_of, stem_of
from selfinstruct.storage.tables.formulas import Formulas, check_safe_csv
from selfinstruct.storage.tables.json_text import json_mistake
from selfinstruct.storage.tables.reader import read_rows, size_of, unreadable
from selfinstruct.storage.tables.table_row import TableRow
from selfinstruct.storage.tables.writer import NewTable, check_table, check_writable

__all__ = [
    "TRAIN",
    "BadFile",
    "BadRow",
    "DataFolder",
    "Formulas",
    "NewTable",
    "NoRows",
    "TableRow",
    "check_formats",
    "check_safe_csv",
    "check_table",
    "check_writable",
    "chosen_split",
    "data_files",
    "files_by_split",
    "format_of",
    "in_natural_order",
    "json_mistake",
    "read_rows",
    "size_of",
    "stem_of",
    "unreadable",
    "visible_data",
]
