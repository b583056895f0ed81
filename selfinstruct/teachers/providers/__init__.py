"""Providers of teachers by name: addresses, keys, request fields and what their errors ask for, with sources."""
