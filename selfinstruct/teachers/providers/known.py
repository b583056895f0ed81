"""The providers of the data file that comes with the package."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from selfinstruct.teachers.providers.reading import Providers, read_providers
from selfinstruct.teachers.remedies import Rule

_FILE = "presets.toml"


@cache
def known_providers() -> Providers:
    """Read the data file once."""
    return read_providers(files(__package__).joinpath(_FILE).read_text(encoding="utf-8"), _FILE, Providers())


def general_rules() -> tuple[Rule, ...]:
    """Return the rules for errors of any provider."""
    return known_providers().rules
