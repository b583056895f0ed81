"""What a download asks a hub for, as its messages name it."""

from __future__ import annotations

from dataclasses import dataclass

from selfinstruct.schema.hub_address import HubAddress


@dataclass(frozen=True, slots=True)
class Asked:
    """A model or dataset on a hub. `name` is how the user wrote it, `page` the path of its web page.

    `before` begins the messages about a missing one; `instead` and `other` say what to pass instead.
    """

    name: str
    kind: str
    page: str
    revision: str | None
    before: str
    instead: str
    other: str


def asked_model(name: str, revision: str | None) -> Asked:
    """Return what a download of a model asks for. Its name may also have been meant as a folder."""
    before, instead = "not a local folder, and ", "pass a model folder"
    return Asked(name, "model", name, revision, before, instead, "choose another --base")


def asked_set(address: HubAddress) -> Asked:
    """Return what a download of a dataset asks for."""
    page, instead = f"datasets/{address.repo}", "pass a dataset file"
    return Asked(address.text, "dataset", page, address.revision, "", instead, "choose another one")
