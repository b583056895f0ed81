"""Addresses of datasets on hubs, such as `hf://datasets/alice/tasks@v2/en:test`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from selfinstruct.errors import InputError
from selfinstruct.schema.hub import Hub

_ADDRESS = re.compile(r"(hf|modelscope):/+(.*)", re.DOTALL)
"""The second slash is missing in a `pathlib.Path`."""
_SEGMENT = r"[A-Za-z0-9_][\w.-]*"
_REST = r"(?:@(?P<revision>refs/(?:convert|pr)/[^/:@]+|[^/:@]+))?(?:/(?P<inside>[^:]+))?(?::(?P<split>[^/:]+))?"
_SETS = {
    "hf": re.compile(rf"datasets/(?P<repo>{_SEGMENT}/{_SEGMENT}|{_SEGMENT}(?=[@:]|$)){_REST}", re.ASCII),
    "modelscope": re.compile(rf"(?P<repo>{_SEGMENT}/{_SEGMENT}){_REST}", re.ASCII),
}
_HUBS = {"hf": Hub.HUGGING_FACE, "modelscope": Hub.MODELSCOPE}
_FORMS = {
    "hf": "hf://datasets/NAME/SET[@REVISION][/CONFIGURATION][:SPLIT]",
    "modelscope": "modelscope://NAME/SET[@REVISION][/CONFIGURATION][:SPLIT]",
}


@dataclass(frozen=True, slots=True)
class HubAddress:
    """Address of a dataset on a hub. `text` is the whole address, `root` that of the repository and its revision.

    `inside` is a configuration of the dataset, or the path of a file or folder in the repository; "" if not given.
    """

    text: str
    root: str
    hub: Hub
    repo: str
    revision: str | None
    inside: str
    split: str | None

    @property
    def name(self) -> str:
        """Name of the dataset, without that of its owner."""
        return self.repo.rpartition("/")[2]


def address_text(target: str) -> str:
    """Return an address as it is written, also if it comes from a path; another text is returned as it is."""
    found = _ADDRESS.fullmatch(target)
    return f"{found[1]}://{found[2]}" if found else target


def is_address(target: str) -> bool:
    """True for an address on a hub, also for one that does not name a dataset."""
    return _ADDRESS.fullmatch(target) is not None


def address_of(target: str) -> HubAddress | None:
    """Return the address that a text is; None if it is a path. Raises InputError for an address of another form."""
    found = _ADDRESS.fullmatch(target)
    if found is None:
        return None
    scheme, rest = found[1], found[2]
    parts = _SETS[scheme].fullmatch(rest)
    if parts is None:
        raise InputError(f"{address_text(target)}: not the address of a dataset; write {_FORMS[scheme]}")
    end = parts.end("revision") if parts["revision"] else parts.end("repo")
    return HubAddress(
        address_text(target),
        f"{scheme}://{rest[:end]}",
        _HUBS[scheme],
        parts["repo"],
        re.sub("%2[Ff]", "/", parts["revision"]) if parts["revision"] else None,
        parts["inside"] or "",
        parts["split"],
    )
