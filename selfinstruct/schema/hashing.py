"""SHA-256 of texts, used in identities, folder names and cache keys."""

from __future__ import annotations

import hashlib


def sha256(text: str) -> str:
    """Return the SHA-256 of the UTF-8 text, in hexadecimal; lone surrogates are hashed as `?`."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
