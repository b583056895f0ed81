"""The service tier of requests, and the timeout that belongs to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from selfinstruct.errors import InputError
from selfinstruct.schema.choices import NONE
from selfinstruct.teachers.providers.provider import Provider

FLEX = "flex"
TIMEOUT = 180.0
_FLEX_TIMEOUT = 900.0
"""OpenAI advises 15 minutes for requests of the flex tier (https://platform.openai.com/docs/guides/flex-processing)."""


def tier_values(given: Mapping[str, Any], stored: Mapping[str, Any], provider: Provider) -> dict[str, Any]:
    """Return the settings of the tier that is given or stored. Another provider does not keep a stored tier.

    Raises InputError if the provider does not have the tier that is given.
    """
    named = str(given.get("service_tier") or "")
    is_known = not provider.name or named in (*provider.service_tiers, NONE, "")
    if not is_known:
        known = f"its tiers are {', '.join(provider.service_tiers)}" if provider.service_tiers else "it has no tiers"
        raise InputError(f"--service-tier {named!r} is not known for {provider.name}: {known}")
    before = str(stored.get("service_tier") or "")
    kept = before if not provider.name or before in provider.service_tiers else ""
    tier = {NONE: "", "": kept}.get(named, named)
    return {"service_tier": tier, **_timeout(tier, before, given)}


def _timeout(tier: str, before: str, given: Mapping[str, Any]) -> dict[str, float]:
    """Return the timeout of a tier that is new, unless one is given."""
    if "timeout" in given or tier == before:
        return {}
    return {"timeout": _FLEX_TIMEOUT if tier == FLEX else TIMEOUT}
