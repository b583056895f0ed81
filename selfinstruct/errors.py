"""What can end a command early. One class an exit code; each message says what, where and what to do next.

SelfinstructError            1   unexpected
├── InputError               2   usage, settings or an input file (seeds, template, another run's folder)
├── StoppedShort             3   the run stopped before its target (saturation)
├── TeacherRefused           4   key, quota, model or request refused: trying again would not help
├── HubRefused               4   token, its rights or the request refused by a hub
├── TeacherUnreachable       5   the teacher is unreachable or keeps failing
├── HubUnreachable           5   a hub is unreachable or keeps failing
├── StorageError             6   disk full, damaged journal, folder locked by another process
└── Interrupted            130   stopped by a signal, resumable
"""

from __future__ import annotations

import errno


class SelfinstructError(Exception):
    """The root: anything this package raises on purpose."""

    exit_code = 1


class InputError(SelfinstructError):
    """Usage, settings or an input file is wrong."""

    exit_code = 2


class StoppedShort(SelfinstructError):
    """The run stopped by itself before its target."""

    exit_code = 3


class TeacherRefused(SelfinstructError):
    """The teacher refuses key, quota, model or request."""

    exit_code = 4


class HubRefused(SelfinstructError):
    """A hub refuses the token, its rights or the request."""

    exit_code = 4


class TeacherUnreachable(SelfinstructError):
    """The teacher cannot be reached, or fails again and again."""

    exit_code = 5


class HubUnreachable(SelfinstructError):
    """A hub cannot be reached, or fails again and again; the same command tries again."""

    exit_code = 5


class StorageError(SelfinstructError):
    """What is on disk cannot be written, read or owned."""

    exit_code = 6


class Interrupted(SelfinstructError):
    """A signal stopped the run; the same command goes on with it."""

    exit_code = 130


def is_disk_full(error: OSError) -> bool:
    """Whether there is no room, on the disk or in what this user may have of it."""
    return error.errno in (errno.ENOSPC, errno.EDQUOT)
