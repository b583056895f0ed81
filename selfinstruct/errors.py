"""Errors that end a command early, and their exit codes. Messages say what, where and what to do next.

SelfinstructError            1   unexpected
├── InputError               2   usage, settings or an input file (seeds, template, another run's folder)
├── StoppedShort             3   the run stopped before its target (saturation)
├── TeacherRefused           4   key, quota, model or request refused; retrying does not help
├── HubRefused               4   token, permissions or request refused by a hub
├── TeacherUnreachable       5   the teacher is unreachable or keeps failing
├── HubUnreachable           5   a hub is unreachable or keeps failing
├── StorageError             6   disk full, damaged journal, folder locked by another process
└── Interrupted            130   stopped by a signal, resumable
"""

from __future__ import annotations

import errno


class SelfinstructError(Exception):
    """Base class of all errors raised by this package."""

    exit_code = 1


class InputError(SelfinstructError):
    """Usage, settings or an input file is wrong."""

    exit_code = 2


class StoppedShort(SelfinstructError):
    """The run stopped before its target for a reason other than an interrupt."""

    exit_code = 3


class TeacherRefused(SelfinstructError):
    """The teacher refuses the key, the quota, the model or the request."""

    exit_code = 4


class HubRefused(SelfinstructError):
    """A hub refuses the token, its permissions or the request."""

    exit_code = 4


class TeacherUnreachable(SelfinstructError):
    """The teacher cannot be reached or keeps failing."""

    exit_code = 5


class HubUnreachable(SelfinstructError):
    """A hub cannot be reached or keeps failing; run the same command to try again."""

    exit_code = 5


class StorageError(SelfinstructError):
    """Data on disk cannot be written, read or locked."""

    exit_code = 6


class Interrupted(SelfinstructError):
    """A signal stopped the command; run the same command to resume."""

    exit_code = 130


def is_disk_full(error: OSError) -> bool:
    """True if the disk is full or the user's quota is used up."""
    return error.errno in (errno.ENOSPC, errno.EDQUOT)
