"""The domains that are reserved for examples and tests, which cannot be in use (RFC 2606 and RFC 6762)."""

RESERVED = r"(?:[\w-]+\.)*(?:example\.(?:com|net|org)|example|test|invalid|localhost|local)(?![\w-]|\.\w)"
"""Such a domain with its subdomains, as a fragment of a regular expression. Case matters."""
