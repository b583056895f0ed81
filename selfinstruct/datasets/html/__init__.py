"""Shared parts of all HTML pages: layout, style, script, colours, and truncation of long texts."""
