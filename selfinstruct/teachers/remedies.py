"""What to do after an error: rules that look at status, codes and words, and the first that applies decides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase


class Action(StrEnum):
    """What to do after a fault."""

    RETRY = "retry"
    """Transient fault: try again, up to the limit of attempts."""
    WAIT = "wait"
    """Rate limit or overload: wait, then try again. Does not count towards the limit of attempts."""
    QUOTA = "quota"
    """A limit of a minute or an empty account: wait as long as other requests are answered, otherwise stop."""
    AWAY = "away"
    """The server is not there: an outage, unless it answers other requests."""
    AGAIN = "again"
    """Send the request again, after an outage or in another way. Does not count towards the limit of attempts."""
    CLOSE = "close"
    """This request cannot succeed, so its slot ends. Other requests may still succeed."""
    REFUSED = "refused"
    """This request cannot succeed; whether others can, they show."""
    STOP = "stop"
    """No request can succeed until a setting or the account is changed."""


class Why(StrEnum):
    """Why no request can succeed, which decides what the user is advised to do."""

    KEY = "key"
    ACCOUNT = "account"
    QUOTA = "quota"
    ACCESS = "access"
    ADDRESS = "address"
    MODEL = "model"
    REQUEST = "request"
    PLAN = "plan"


ACTIONS_OF_RULES = (Action.CLOSE, Action.WAIT, Action.QUOTA, Action.RETRY, Action.AWAY, Action.REFUSED, Action.STOP)
_WORDS_OF_CODE = re.compile(r"(?<=[a-z])(?=[A-Z])|[_.\-]+")


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the table of remedies.

    It applies to an error if each condition that it has is met: the HTTP status is one of `status`, one of the error's
    codes is one of `codes` (lower case, with wildcards), its text contains `words` and does not contain `unless`.
    `why` is the reason of a stop, `about` says in words what `words` mean, `example` is a message of a server.
    """

    action: Action
    status: frozenset[int] = frozenset()
    codes: tuple[str, ...] = ()
    words: re.Pattern[str] | None = None
    unless: re.Pattern[str] | None = None
    why: Why | None = None
    about: str = ""
    example: str = ""
    source: str = ""

    def applies(self, status: int, codes: Sequence[str], text: str) -> bool:
        """Return True if the rule decides about this error. `codes` are in lower case."""
        if self.status and status not in self.status:
            return False
        if self.codes and not any(fnmatchcase(code, pattern) for code in codes for pattern in self.codes):
            return False
        if self.words and not self.words.search(text):
            return False
        return not (self.unless and self.unless.search(text))


def decide(rules: Iterable[Rule], status: int, codes: Sequence[str], message: str) -> Rule | None:
    """Return the first rule that applies to an error, or None. The words of its codes count as words of its message."""
    lower = [code.lower() for code in codes]
    text = " ".join((message, *(_WORDS_OF_CODE.sub(" ", code) for code in codes)))
    return next((rule for rule in rules if rule.applies(status, lower, text)), None)
