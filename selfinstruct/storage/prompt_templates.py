"""Load prompt templates by name or path, as given by `--prompt` or stored in a `run.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from selfinstruct.errors import InputError
from selfinstruct.pipeline.languages import Language
from selfinstruct.pipeline.template import Template, read_template
from selfinstruct.schema.hashing import sha256
from selfinstruct.schema.layout import Layout
from selfinstruct.storage.regular_files import read_regular
from selfinstruct.storage.resources import BUILT_IN_PROMPT, resource

_MAX_TEMPLATE = 1 << 20
"""Maximum size of a template in bytes: it is a part of every prompt."""


def is_built_in(prompt: str) -> bool:
    """True if `prompt` is empty, or is the name of the built-in template and no file has this name."""
    return not prompt or (prompt == BUILT_IN_PROMPT and not Path(prompt).exists())


def load_template(
    prompt: str, count: int, language: Language, topic: str, with_types: bool, layout: Layout = Layout.LIST
) -> Template:
    """Load a template file, or the built-in template. The other arguments are those of `read_template`.

    Raises InputError if the file cannot be read or the template is invalid.
    """
    path = resource("prompts", f"{BUILT_IN_PROMPT}.txt") if is_built_in(prompt) else Path(prompt)
    try:
        text = read_regular(path, _MAX_TEMPLATE).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 text (byte {error.start}); save it as UTF-8") from error
    except OSError as error:
        raise InputError(f"{path}: the prompt template cannot be read ({error.strerror}); check --prompt") from error
    return read_template(text, str(path), count, language, topic, with_types, layout)


def unchanged_template(run: Mapping[str, Any]) -> str | None:
    """Return the text of the template named in a `run.toml`; None if the file has changed or cannot be read."""
    identity = run["identity"]
    try:
        template = load_template(
            run["settings"].get("prompt", ""),
            identity.get("tasks", 10),
            Language(identity.get("language", Language.CHINESE)),
            identity.get("topic", ""),
            with_types=bool(identity.get("mix")),
            layout=Layout(identity.get("layout", Layout.LIST)),
        )
    except (InputError, ValueError, TypeError, OSError):
        return None
    return template.text if sha256(template.text) == identity.get("template") else None
