"""The colours of charts, and a legend's place; the page sets the colours of text and paper."""

from __future__ import annotations

FIRST, SECOND, THIRD, FOURTH = "#3b82c4", "#e08a2c", "#3f9d6b", "#9a73c4"
FIFTH, SIXTH, SEVENTH, EIGHTH, NINTH, TENTH = "#c9606c", "#4fa3a8", "#b58e3e", "#7f8fa6", "#d183b5", "#6f9e3d"
"""Readable on white and on black; of neighbours one is lighter, for people who don't see red and green apart."""
COLOURS = (FIRST, SECOND, THIRD, FOURTH, FIFTH, SIXTH, SEVENTH, EIGHTH, NINTH, TENTH)
ABOVE = {"orientation": "h", "yanchor": "bottom", "y": 1.02, "x": 0}
"""A legend over its chart."""
