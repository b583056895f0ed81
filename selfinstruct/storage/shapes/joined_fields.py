"""The text of several fields of a row, for `--field`."""

from __future__ import annotations

from collections.abc import Sequence

from selfinstruct.errors import InputError
from selfinstruct.storage.shapes.reader import ShapedRow
from selfinstruct.storage.shapes.values import BadValue, field_text, is_null, named, text_of
from selfinstruct.storage.tables import TableRow

_PARTS = ("instruction", "input", "output")


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

    @property
    def are_parts(self) -> bool:
        """True if the fields are parts of a task, which every known shape has under one name or another."""
        return set(self._names) <= set(_PARTS)

    def text_of_task(self, shaped: ShapedRow) -> str:
        """Return the joined parts of the task in a row, without those that are empty.

        `instruction` is the question of the row; a field that the row has under the given name is used as it is. Raises
        BadValue if the row has none of the parts.
        """
        task, fields = shaped.tasks[0], shaped.row.fields
        texts = {"instruction": shaped.question, "input": task.input, "output": task.output}
        own = {name: str(text_of(fields[name])) for name in _PARTS[1:] if not is_null(fields.get(name))}
        there = [name for name in self._names if name == _PARTS[0] or name in own or texts[name]]
        self._see(shaped.row, there)
        return "\n".join(filter(None, ((texts | own)[name] for name in there)))

    def text_of(self, row: TableRow) -> str:
        """Return the joined text of a row, without the fields that are empty, null or missing.

        Raises BadValue if the row has none of the fields.
        """
        there = [name for name in self._names if not is_null(row.fields.get(name))]
        self._see(row, there)
        texts = [field_text(row, name) for name in there or self._names]
        return "\n".join(filter(None, texts))

    def _see(self, row: TableRow, there: Sequence[str]) -> None:
        """Note which fields a row has. Raises BadValue if it has none of several."""
        if not there and len(self._names) > 1:
            fields = " and ".join(f"`{name}`" for name in self._names)
            raise BadValue(
                f"the fields {fields} are all missing or null (the row has: {named(row.fields)}); choose other ones "
                "with --field, or fix the row"
            )
        self._first = self._first or row
        if self._unseen:
            self._unseen = [name for name in self._unseen if name not in there]

    def require_all_seen(self) -> None:
        """Check that every field is in one of the rows that were read. Raises InputError about the first row."""
        if self._unseen and self._first:
            try:
                field_text(self._first, self._unseen[0])
            except ValueError as error:
                raise InputError(f"{self._first.file}:{self._first.line}: {error}") from None
