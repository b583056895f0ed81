"""Errors that end a run because of its teacher: what the server said, and what to do next."""

from __future__ import annotations

from selfinstruct.errors import SelfinstructError, TeacherRefused, TeacherUnreachable
from selfinstruct.schema.reply import FinalFault
from selfinstruct.teachers.connection import Connection
from selfinstruct.teachers.endpoint import Endpoint
from selfinstruct.teachers.faults import QUOTA_CODES, WRONG_PATH_STATUSES, Fault
from selfinstruct.teachers.protocol import RequestRefused
from selfinstruct.teachers.urls import OPENAI, public_url

_REQUEST = "change --extra-body, --max-tokens or --temperature (a change needs a new --out)"
_QUOTA = "the quota is used up: raise it or wait until it is renewed"


def refused(connection: Connection, endpoint: Endpoint, fault: Fault, ending: FinalFault) -> SelfinstructError:
    """Return the error for a refusal. `ending` is how the slot ends if the refusal concerns this request alone."""
    code = "" if fault.code == str(fault.status) else f" ({fault.code})"
    hint = _hint(connection, endpoint, fault)
    at = f" at {public_url(endpoint.base_url)}" if len(connection.urls) > 1 else ""
    message = f"the teacher{at} refused the request: {fault.message}{code}; {hint}, then run the command again"
    return RequestRefused(message, ending) if fault.status in (400, 422) else TeacherRefused(message)


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


def _hint(connection: Connection, endpoint: Endpoint, fault: Fault) -> str:
    if fault.status in WRONG_PATH_STATUSES:
        return (
            f"check --base-url ({_address(endpoint)}; most end in /v1) and --model "
            f"({connection.model}; a different model needs a new --out)"
        )
    hints = {
        401: f"check the key in {connection.key_env}",
        402: "top up the account",
        403: "use a key that has access to this model and region",
        400: _REQUEST,
    }
    return hints.get(fault.status, _QUOTA if fault.code in QUOTA_CODES else _REQUEST)
