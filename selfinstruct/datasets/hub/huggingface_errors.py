"""What Hugging Face's library raises, as ours: refused, to be tried again, or a mistake of the user's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from huggingface_hub.constants import ENDPOINT
from huggingface_hub.errors import HfHubHTTPError, OfflineModeIsEnabled

from selfinstruct.datasets.hub.retries import Transient
from selfinstruct.errors import HubRefused, InputError
from selfinstruct.schema.redaction import redact

HTTP_ERROR: type[Exception] = next(base for base in HfHubHTTPError.__mro__ if base.__name__ == "HTTPError")
"""What the library's HTTP client raises, under whatever name that client is installed."""

RAISED = (OSError, RuntimeError, ValueError, HTTP_ERROR)
"""All that pushing raises for something outside: the library's errors, hf_xet's, answers that are not JSON."""

_PASSING = frozenset({408, 409, 412, 425, 429})
"""Beside all of 500 and more. 412: somebody committed meanwhile, perhaps this push, whose answer was lost."""
_XET_REFUSES = re.compile(r"client error \((?:401|403)\b")
"""hf_xet says so by a PermissionError, or inside of a message about the network."""
_NO_XET = re.compile(r"404\b.*\bxet-write-token\b|\bxet-write-token\b.*\b404\b", re.DOTALL)
"""What a mirror answers that knows only the older way to store large files."""
_RESET = re.compile(r"\bt\s*=\s*(\d+)")
_MAX_SHOWN = 300


def translate(error: Exception, repo: str, token: str) -> Exception:
    """What to raise instead. The library wraps what went wrong, so the whole chain of causes is looked through."""
    for link in _chain(error):
        if isinstance(link, HfHubHTTPError):
            return _answered(link, repo, token)
        if isinstance(link, OfflineModeIsEnabled):
            return InputError("HF_HUB_OFFLINE is set, so nothing can be pushed; unset it, or look with --dry-run")
        if _NO_XET.search(str(link)):
            return HubRefused(f"this hub has no Xet storage; set HF_HUB_DISABLE_XET=1, and push to {repo} again")
        if isinstance(link, PermissionError) or _XET_REFUSES.search(str(link)):
            return HubRefused(f"the Hub refuses the upload to {repo} ({_plain(link, token)}); check the token's rights")
        if isinstance(link, HTTP_ERROR):
            return Transient(f"the Hub cannot be reached at {ENDPOINT} ({_plain(link, token)})")
    return Transient(f"the upload failed ({type(error).__name__}: {_plain(error, token)})")


def _chain(error: BaseException) -> Iterator[BaseException]:
    link: BaseException | None = error
    while link is not None:
        yield link
        link = link.__cause__ or link.__context__


def _answered(error: HfHubHTTPError, repo: str, token: str) -> Exception:
    status = error.response.status_code
    said = f"{status}: {_short(error.server_message, token)}" if error.server_message else str(status)
    if status == 401:
        return HubRefused(
            f"the Hub does not accept the token ({status}); make one with write rights in the settings there, and set "
            "HF_TOKEN or log in with: hf auth login"
        )
    if status in (403, 404):
        return HubRefused(f"the Hub refuses the push ({said}); the token needs the right to write to {repo}")
    if status in _PASSING or status >= 500:
        return Transient(f"the Hub answered {said}", _pause(error.response.headers))
    return HubRefused(f"the Hub refuses the push to {repo} ({said})")


def _pause(headers: Mapping[str, str]) -> float | None:
    """The seconds that an answer asks to wait, by `Retry-After` (a number or a date) or by the rest of a rate limit."""
    after = headers.get("retry-after", "").strip()
    if after.isdigit():
        return float(after)
    try:
        return max(0.0, (parsedate_to_datetime(after) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        reset = _RESET.search(headers.get("ratelimit", ""))
    return float(reset[1]) if reset and re.search(r"\br\s*=\s*0\b", reset.string) else None


def _plain(error: BaseException, token: str) -> str:
    return _short(str(error) or type(error).__name__, token)


def _short(text: str, token: str) -> str:
    """A message on one line, not too long, and never with the token."""
    line = " ".join(redact(text, [token]).split())
    return line if len(line) <= _MAX_SHOWN else line[:_MAX_SHOWN] + "…"
