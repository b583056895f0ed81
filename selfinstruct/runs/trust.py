"""Send a key only where the user wants it: a run folder from another person may name any address and variable."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from selfinstruct.errors import InputError
from selfinstruct.runs.file_trust import is_own_teacher
from selfinstruct.runs.options import GenerateOptions
from selfinstruct.runs.prepare import RunPlan
from selfinstruct.runs.progress import Reporter
from selfinstruct.runs.provider_choice import DEFAULT_KEY_ENV, Environ, provider_of
from selfinstruct.runs.teacher_settings import TeacherSettings
from selfinstruct.storage.confirmations import confirm, is_confirmed
from selfinstruct.teachers.urls import each_of, host_of, is_loopback, public_urls


def require_confirmation(plan: RunPlan, options: GenerateOptions, environ: Environ) -> None:
    """Check an address and a key's variable that come only from a stored `run.toml`. Raises InputError.

    They have to be confirmed for this folder: by the command that started the run, by options (here with those of a
    settings file), or by --trust. Without a key, a server on this machine needs no confirmation.
    """
    settings = plan.settings
    if options.trust or not _comes_from_folder(plan, options, environ):
        return
    has_key = bool(environ.get(settings.key_env, "").strip())
    urls = each_of(settings.base_url)
    if (all(map(is_loopback, urls)) and not has_key) or is_confirmed(plan.folder, _confirmation(settings), environ):
        return
    what = f"the key in {settings.key_env}" if has_key else "requests"
    raise InputError(
        f"{plan.folder}: its run.toml would send {what} to {' and '.join(map(host_of, urls))}, which was not "
        "confirmed for this folder on this machine; if that is what you want, repeat the command with --trust"
    )


def remember_teacher(plan: RunPlan, environ: Environ, say: Reporter) -> None:
    """Store the teacher of a run that starts, unless it is the default one, or that of a file of another person."""
    settings = plan.settings
    if not is_own_teacher(plan.completed, environ):
        return
    if settings.teacher == "offline" or not (settings.base_url or settings.key_env != DEFAULT_KEY_ENV):
        return
    confirmation = _confirmation(settings)
    if is_confirmed(plan.folder, confirmation, environ):
        return
    try:
        confirm(plan.folder, confirmation, environ)
    except (OSError, RuntimeError) as error:
        say(f"the teacher of this run cannot be remembered ({error}); to resume the run, pass --trust")


def remember_copy(old: Path, new: Path, settings: TeacherSettings, environ: Environ) -> None:
    """Confirm the teacher of a run for a new folder that continues it, if it is confirmed for the old one."""
    confirmation = _confirmation(settings)
    if is_confirmed(old, confirmation, environ):
        with suppress(OSError):
            confirm(new, confirmation, environ)


def _comes_from_folder(plan: RunPlan, options: GenerateOptions, environ: Environ) -> bool:
    if plan.stored is None or plan.settings.teacher == "offline":
        return False
    named = provider_of(options.provider or "", environ)
    is_stored = bool(plan.stored.get("base_url") or plan.stored.get("provider"))
    has_address = options.base_url is None and is_stored and plan.settings.base_url not in ("", named.base_url)
    own_keys = named.key_variables if named.name else (DEFAULT_KEY_ENV,)
    has_key = options.key_env is None and plan.settings.key_env not in own_keys
    return has_address or has_key


def _confirmation(settings: TeacherSettings) -> dict[str, str]:
    """Return the teacher's address ("" is OpenAI's own) and the environment variable with the key that it gets."""
    return {"address": public_urls(settings.base_url), "key_env": settings.key_env}
