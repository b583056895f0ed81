"""A dataset's rows in the files that trainers and other tools read."""

from selfinstruct.datasets.export.formats import Format
from selfinstruct.datasets.export.paths import ExportPaths, paths_for
from selfinstruct.datasets.export.row_filters import RowFilters

__all__ = ["ExportPaths", "Format", "RowFilters", "paths_for"]
