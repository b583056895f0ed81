"""The hash that names texts in identities, folders and keys. Text in, hexadecimal out."""

from __future__ import annotations

import hashlib


def sha256(text: str) -> str:
    """SHA-256 of the UTF-8 text, in hexadecimal; lone surrogates are hashed as `?`."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
