"""Send a key only where the user wants it: a `./selfinstruct.toml` may come with a repository of another person."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import fields
from pathlib import Path
from typing import Any

from selfinstruct.errors import InputError
from selfinstruct.runs.file_settings import FileSettings, file_settings
from selfinstruct.runs.layers import Completed, Options, complete
from selfinstruct.runs.options import GenerateOptions, flag_of
from selfinstruct.runs.progress import Reporter
from selfinstruct.runs.provider_choice import Environ
from selfinstruct.runs.teacher_settings import TeacherSettings, resolve_teacher
from selfinstruct.storage.confirmations import confirm, is_confirmed
from selfinstruct.teachers.urls import each_of, host_of, is_loopback, public_urls


def resolve_trusted_teacher(
    options: Options, environ: Environ, say: Reporter
) -> tuple[Completed[Options], TeacherSettings]:
    """Resolve the settings of a teacher that is used outside of a run, with those of a settings file.

    Raises InputError, also for a file that was not confirmed.
    """
    completed = complete(options, file_settings(options.config), environ)
    with completed.errors_named():
        settings = resolve_teacher(completed.options, environ)
    completed.announce(say)
    require_trusted_file(completed, settings, environ)
    return completed, settings


def require_trusted_file(completed: Completed[Any], settings: TeacherSettings, environ: Environ) -> None:
    """Check what only a file that the user did not name decides. Raises InputError.

    An address, a provider, a key's variable and files outside of its folder have to be confirmed, by --trust. Without
    a key, a server on this machine needs no confirmation.
    """
    file = completed.file
    if file.is_named or not (dangers := [*_dangers(completed, settings, environ)]):
        return
    values = _confirmation(file)
    if completed.options.trust:
        with suppress(OSError, RuntimeError):  # the next command is refused, and says the same
            confirm(file.path, values, environ)
    elif not is_confirmed(file.path, values, environ):
        raise InputError(
            f"{file.path}: this file {' and '.join(dangers)}, which was not confirmed on this machine; read the file, "
            f"and if that is what you want, repeat the command with --trust (or with --config {file.path})"
        )


def is_own_teacher(completed: Completed[Any], environ: Environ) -> bool:
    """Return False if the teacher comes from a file that the user neither named nor confirmed."""
    file = completed.file
    return file.is_named or not _names_teacher(completed) or is_confirmed(file.path, _confirmation(file), environ)


def _names_teacher(completed: Completed[Any]) -> bool:
    return any(flag_of(each).needs_trust for each in fields(completed.options) if each.name in completed.names)


def _dangers(completed: Completed[Any], settings: TeacherSettings, environ: Environ) -> Iterator[str]:
    """Yield what the applied values of the file would do that has to be confirmed."""
    has_key = bool(environ.get(settings.key_env, "").strip())
    urls = each_of(settings.base_url)
    if _names_teacher(completed) and settings.teacher != "offline" and (has_key or not all(map(is_loopback, urls))):
        what = f"the key in {settings.key_env}" if has_key else "requests"
        yield f"would send {what} to {' and '.join(map(host_of, urls))}"
    if completed.file.prices and settings.max_cost is not None:
        yield "sets the prices that --max-cost is measured with"
    if outside := [str(path) for name in sorted(completed.names) for path in _outside(completed.file, name)]:
        yield f"names {' and '.join(outside)}, outside of its folder"


def _outside(file: FileSettings, name: str) -> list[Path]:
    """Return the paths in a value that lead out of the folder of the file."""
    value = file.values[name]
    paths = [each for each in (value if isinstance(value, tuple) else (value,)) if isinstance(each, Path)]
    return [path for path in paths if not _is_inside(path, file.path.parent)]


def _is_inside(path: Path, folder: Path) -> bool:
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # links in a circle
        return False


def _confirmation(file: FileSettings) -> dict[str, str]:
    """Return the values of the file that can need a confirmation, whether or not they apply to this command."""
    named = {each.name for each in fields(GenerateOptions) if flag_of(each).needs_trust}
    values = {name: _as_text(name, value) for name, value in file.values.items() if name in named}
    outside = {name: " ".join(str(path.absolute()) for path in _outside(file, name)) for name in file.values}
    prices = {"prices": repr(file.prices)} if file.prices else {}
    return values | prices | {name: paths for name, paths in outside.items() if paths}


def _as_text(name: str, value: Any) -> str:
    text = " ".join(value) if isinstance(value, tuple) else str(value)
    return public_urls(text) if name == "base_url" else text
