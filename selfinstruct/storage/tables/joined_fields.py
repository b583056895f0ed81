"""The text of several fields of a row, for `--field`."""

from __future__ import annotations

from collections.abc import Sequence

from selfinstruct.errors import InputError
from selfinstruct.storage.tables.reader import TableRow


class JoinedFields:
    """Fields whose texts are joined by line breaks, in this order.

    Of several fields, a row may lack some. Raises InputError if a field is named twice, or none is.
    """

    def __init__(self, names: Sequence[str]) -> None:
        if not names:
            raise InputError("--field is empty; name the field to compare, such as instruction")
        if twice := [name for name in names if names.count(name) > 1]:
            raise InputError(f"--field {twice[0]} is given twice; leave one of them out")
        self._names = tuple(names)
        self._unseen = list(names)
        self._first: TableRow | None = None

    def text_of(self, row: TableRow) -> str:
        """Return the joined text of a row, without the fields that are empty, null or missing.

        Raises InputError if a field is not text, or if the row has none of the fields.
        """
        self._first = self._first or row
        there = [name for name in self._names if row.fields.get(name) is not None]
        if not there and len(self._names) > 1:
            raise InputError(self._none_of(row))
        texts = [row.text(name) for name in there or self._names]
        if self._unseen:
            self._unseen = [name for name in self._unseen if name not in there]
        return "\n".join(filter(None, texts))

    def require_all_seen(self) -> None:
        """Check that every field is in one of the rows that were read. Raises InputError about the first row."""
        if self._unseen and self._first:
            self._first.text(self._unseen[0])

    def _none_of(self, row: TableRow) -> str:
        names = " and ".join(f"`{name}`" for name in self._names)
        return (
            f"{row.file}:{row.line}: the fields {names} are all missing or null (the row has: {row.shown_names}); "
            "choose other ones with --field, or fix the row"
        )
