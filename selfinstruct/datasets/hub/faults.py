"""What can go wrong at a hub, in words that all hubs and both directions, push and download, have in common."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class FaultKind(Enum):
    """What went wrong with a request to a hub."""

    BAD_NAME = auto()
    """No repository can have this name."""
    NO_REVISION = auto()
    """The repository has no such branch, tag or commit."""
    BAD_TOKEN = auto()
    """The hub does not accept the token, or wants one."""
    NO_ACCESS = auto()
    """The repository is not there, or not for the owner of this token."""
    GATED = auto()
    """The repository is open only to users who accept its terms."""
    DISABLED = auto()
    """The hub has disabled the repository."""
    REFUSED = auto()
    """The hub refuses the request for another reason."""
    UPLOAD_REFUSED = auto()
    """The hub's storage refuses the bytes of a file."""
    NO_XET = auto()
    """The hub lacks the storage that Hugging Face's library uploads to by default."""
    OFFLINE = auto()
    """The library was told not to use the network."""
    DISK_FULL = auto()
    BUSY = auto()
    """The hub answers that it fails or has too much to do; this may pass."""
    UNREACHABLE = auto()
    """The hub does not answer; this may pass."""
    OTHER = auto()
    """Anything else that the library raises; this may pass."""


@dataclass(frozen=True, slots=True)
class HubFault:
    """A failed request. `said` is one line to show, without the token.

    `status` is that of the hub's answer, 0 without one. `pause` is how many seconds the hub asks to wait, None if it
    does not say.
    """

    kind: FaultKind
    said: str
    status: int = 0
    pause: float | None = None
