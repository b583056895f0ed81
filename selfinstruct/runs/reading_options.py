"""The options of all commands that read a dataset file. Imports nothing heavy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from selfinstruct.runs.options import option
from selfinstruct.schema.columns import Columns, columns_of

if TYPE_CHECKING:
    from selfinstruct.storage.source import Reading

READING = "Reading a file"


class ReadsFiles(Protocol):
    """Options with those of this module."""

    @property
    def columns(self) -> Columns | None:
        """Columns by part of a task."""

    @property
    def skip_bad(self) -> bool:
        """Whether rows that cannot be used are left out."""

    @property
    def encoding(self) -> str | None:
        """Encoding of text files."""


def columns_option() -> Any:
    """Define `--columns`."""
    return option(
        "Columns that hold the parts of a task, for example instruction=ask,output=reply. [default: by known names]",
        heading=READING,
        metavar="PART=COLUMN,...",
        read=columns_of,
    )


def skip_bad_option() -> Any:
    """Define `--skip-bad`."""
    return option("Leave out rows that cannot be used, and count them.", heading=READING, default=False)


def encoding_option() -> Any:
    """Define `--encoding`."""
    return option(
        "Encoding of text files, for example gb18030. [default: by the content]", heading=READING, metavar="NAME"
    )


def reading_of(options: ReadsFiles) -> Reading:
    """Return how the files of a command are read."""
    from selfinstruct.storage.source import Reading

    return Reading(options.columns or {}, options.skip_bad, options.encoding or "")
