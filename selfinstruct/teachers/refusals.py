"""Errors that end a run because of its teacher: what the server said, and what to do next."""

from __future__ import annotations

from collections.abc import Collection

from selfinstruct.errors import SelfinstructError, TeacherRefused, TeacherUnreachable
from selfinstruct.schema.reply import FinalFault
from selfinstruct.teachers.connection import Connection
from selfinstruct.teachers.endpoint import Endpoint
from selfinstruct.teachers.faults import Fault
from selfinstruct.teachers.protocol import RequestRefused
from selfinstruct.teachers.providers.provider import LIMITS
from selfinstruct.teachers.remedies import Action, Why
from selfinstruct.teachers.request import mentions
from selfinstruct.teachers.urls import OPENAI, public_url

_HINTS = {
    Why.ACCOUNT: "top up the account",
    Why.QUOTA: "the quota is used up: raise it or wait until it is renewed",
    Why.ACCESS: "use a key that has access to this model and region",
    Why.PLAN: "use the address and the key of pay-as-you-go requests",
}
_OPTIONS = {
    "temperature": "--temperature none",
    "top_p": "--top-p none",
    "service_tier": "--service-tier none",
}
"""The options that leave a field out."""
_WITHOUT = """--extra-body '{"NAME": null}'"""


def refused(
    connection: Connection, sent: Collection[str], endpoint: Endpoint, fault: Fault, ending: FinalFault
) -> SelfinstructError:
    """Return the error for a refusal. `sent` are the names of the fields that were sent.

    `ending` is how the slot ends if the refusal concerns this request alone.
    """
    code = "" if fault.code == str(fault.status) else f" ({fault.code})"
    hint = _hint(connection, sent, endpoint, fault)
    at = f" at {public_url(endpoint.base_url)}" if len(connection.urls) > 1 else ""
    message = f"the teacher{at} refused the request: {fault.message}{code}; {hint}, then run the command again"
    return RequestRefused(message, ending) if fault.action is Action.REFUSED else TeacherRefused(message)


def asks_for_model(found: object) -> bool:
    """Return True for a fault that may be due to the name of the model."""
    return isinstance(found, Fault) and found.why in (Why.MODEL, Why.ADDRESS)


def unreachable(endpoint: Endpoint) -> TeacherUnreachable:
    """Return the error for a server that was never reached, or that was away for too long."""
    url = public_url(endpoint.base_url)
    at = f" at {url}" if url else ""
    if endpoint.reached:
        return TeacherUnreachable(
            f"the teacher{at} was away for {endpoint.outage.lasts():.0f} s ({endpoint.outage.why}), which is as long "
            "as --outage allows; run the same command again when it is back"
        )
    check = "start the server or check --base-url" if url else "check the network connection"
    return TeacherUnreachable(
        f"the teacher{at} cannot be reached ({endpoint.outage.why}); {check}, then run the same command again"
    )


def wrong_address(endpoint: Endpoint, fault: Fault) -> TeacherUnreachable:
    """Return the error for an address that has answered with something else only, such as web pages."""
    return TeacherUnreachable(f"{_address(endpoint)} returned {fault.message}; check --base-url (most end in /v1)")


def _address(endpoint: Endpoint) -> str:
    return public_url(endpoint.base_url) or OPENAI


def _hint(connection: Connection, sent: Collection[str], endpoint: Endpoint, fault: Fault) -> str:
    if fault.why is Why.ADDRESS:
        return (
            f"check --base-url ({_address(endpoint)}; most end in /v1) and --model "
            f"({connection.model}; once there are replies, a different model needs a new --out)"
        )
    if fault.why is Why.MODEL:
        return f"check --model ({connection.model}; once there are replies, a different model needs a new --out)"
    if fault.why is Why.KEY:
        return f"check the key in {connection.key_env}"
    return _HINTS[fault.why] if fault.why in _HINTS else _hint_at_fields(sent, fault.message)


def _hint_at_fields(sent: Collection[str], message: str) -> str:
    """Return the options that change the fields which a refusal names."""
    named = [name for name in sent if mentions(message, name) and name != "stream"]
    if not named:
        return "change --extra-body, --max-tokens or --temperature (once there are replies, a change needs a new --out)"
    return f"{' and '.join(map(_way_out, named))} (once there are replies, a change needs a new --out)"


def _way_out(field: str) -> str:
    if field in LIMITS:
        return "lower --max-tokens, or send no limit with --max-tokens 0"
    return f"leave {field} out with {_OPTIONS.get(field) or _WITHOUT.replace('NAME', field)}"
