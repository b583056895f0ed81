"""Kinds of hub faults, shared by all hubs and by push and download."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class FaultKind(Enum):
    """Reason for a failed request to a hub."""

    BAD_NAME = auto()
    """The repository name is invalid."""
    NO_REVISION = auto()
    """The repository has no such branch, tag or commit."""
    BAD_TOKEN = auto()
    """The token is missing, or the hub does not accept it."""
    NO_ACCESS = auto()
    """The repository does not exist, or the token does not give access to it."""
    GATED = auto()
    """Only users who accept the terms of the repository have access to it."""
    DISABLED = auto()
    """The hub has disabled the repository."""
    REFUSED = auto()
    """The hub refused the request for another reason."""
    UPLOAD_REFUSED = auto()
    """The hub's storage refused the upload of a file."""
    NO_XET = auto()
    """The hub does not have Xet storage, which Hugging Face's library uploads to by default."""
    OFFLINE = auto()
    """The library is in offline mode."""
    DISK_FULL = auto()
    BUSY = auto()
    """The hub reports a temporary error or is overloaded; a retry may succeed."""
    UNREACHABLE = auto()
    """The hub does not respond; a retry may succeed."""
    OTHER = auto()
    """Any other error of the library; a retry may succeed."""


@dataclass(frozen=True, slots=True)
class HubFault:
    """A failed request. `said` is a one-line message without the token.

    `status` is the status code of the hub's response, or 0 without a response. `pause` is the waiting time in seconds
    that the hub requests, or None.
    """

    kind: FaultKind
    said: str
    status: int = 0
    pause: float | None = None
