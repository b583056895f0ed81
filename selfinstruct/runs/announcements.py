"""Say which teacher a command uses, and what may not be intended."""

from __future__ import annotations

from selfinstruct.runs.options import TeacherOptions
from selfinstruct.runs.progress import Reporter
from selfinstruct.runs.request_fields import as_json
from selfinstruct.teachers.connection import Connection


def announce_teacher(
    connection: Connection, options: TeacherOptions, say: Reporter, topic: str = "", is_new: bool = True
) -> None:
    """Say which teacher is used, what is added to its requests, and how to change what may not be intended.

    `is_new` is false for a run that is resumed.
    """
    if connection.is_offline:
        say("using the built-in offline teacher, which writes tasks by rules")
        if topic:
            say("the offline teacher ignores --topic; only a real teacher follows it")
    hint_at_teacher(connection, options, say, is_new)


def hint_at_teacher(connection: Connection, options: TeacherOptions, say: Reporter, is_new: bool = True) -> None:
    """Say how to use a real teacher instead of the offline one, or what is known about the provider of a real one."""
    if connection.is_offline and options.teacher is None and is_new:
        say(f"to use a real teacher, pass --model, with --base-url for a local server or a key in {connection.key_env}")
    if connection.provider.name:
        say(_about_provider(connection, is_recognised=is_new and options.provider is None))
    if connection.lacks_key:
        say(f"no API key is set ({connection.key_env}); sending requests without one")


def _about_provider(connection: Connection, is_recognised: bool) -> str:
    provider = connection.provider
    if not provider.base_url:
        return f"provider {provider.name} is not known on this machine; its error codes and headers are not used"
    found = ", recognised from the address (--provider none turns this off)" if is_recognised else ""
    note = provider.fields_of(connection.model).note
    more = f"; requests contain {as_json(connection.preset)}" if connection.preset else f". {note}" if note else ""
    return f"provider {provider.name}{found}: {provider.title}{more}"
