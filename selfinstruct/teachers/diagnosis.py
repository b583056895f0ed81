"""What a fault means, given the state of its address: the action for this request."""

from __future__ import annotations

import time
from dataclasses import replace

from selfinstruct.teachers.endpoint import Endpoint, Sent
from selfinstruct.teachers.faults import CONNECTION, DISCONNECTED, TIMEOUT, UNDECIDED, Fault
from selfinstruct.teachers.outage import Missed
from selfinstruct.teachers.remedies import Action, Why

MAX_WAIT = 60.0
"""Longest wait in seconds before the next attempt, unless there is a rate limit."""
MAX_LIMITED = 900.0
"""Time in seconds after which a request is no longer retried, including a wait that the server asks for."""
_WORKED = 1.0
"""Seconds after which a closed connection means that a server was there and worked on the request."""
_AFTER_MISS = {Missed.ALONE: Action.RETRY, Missed.BY_ACCIDENT: Action.WAIT, Missed.IN_OUTAGE: Action.AGAIN}


def diagnose(endpoint: Endpoint, fault: Fault, sent: Sent) -> Fault:
    """Let the address know of a fault. Returns it with the action for this request."""
    is_limit = fault.action in (Action.WAIT, Action.QUOTA) or fault.why is Why.QUOTA
    if not is_limit and fault.retry_after is not None:
        fault = replace(fault, retry_after=min(fault.retry_after, MAX_WAIT))
    if fault.action is Action.AWAY:
        return _missed(endpoint, fault, sent)
    if fault.code in UNDECIDED:
        endpoint.undecided(sent)
    else:
        endpoint.responded()
    if fault.action is Action.RETRY:
        endpoint.failed(sent, is_timeout=fault.code == TIMEOUT)
    if fault.action is Action.QUOTA or (fault.why is Why.QUOTA and fault.retry_after is not None):
        fault = replace(fault, action=Action.WAIT if _may_be_renewed(endpoint, fault) else Action.STOP)
    if fault.action is Action.WAIT:
        endpoint.limited(sent, fault.retry_after, fault.message)
    return fault


def _missed(endpoint: Endpoint, fault: Fault, sent: Sent) -> Fault:
    worked = fault.code == DISCONNECTED and time.monotonic() - sent.at >= _WORKED
    reached = worked or fault.code not in (CONNECTION, DISCONNECTED)
    missed = endpoint.missed(sent, fault.message, reached, fault.retry_after)
    return replace(fault, action=_AFTER_MISS[missed])


def _may_be_renewed(endpoint: Endpoint, fault: Fault) -> bool:
    """Return True if a used-up quota is worth waiting for: until a time that is named, or a minute."""
    if fault.retry_after is not None:
        return fault.retry_after <= MAX_LIMITED
    return endpoint.may_be_a_rate_limit()
