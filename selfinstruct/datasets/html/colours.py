"""Chart colours and legend position. The stylesheet sets the colours of text and background."""

from __future__ import annotations

FIRST, SECOND, THIRD, FOURTH = "#3b82c4", "#e08a2c", "#3f9d6b", "#9a73c4"
FIFTH, SIXTH, SEVENTH, EIGHTH, NINTH, TENTH = "#c9606c", "#4fa3a8", "#b58e3e", "#7f8fa6", "#d183b5", "#6f9e3d"
"""Readable on white and on black. Adjacent colours differ in lightness, for readers with red-green colour blindness."""
COLOURS = (FIRST, SECOND, THIRD, FOURTH, FIFTH, SIXTH, SEVENTH, EIGHTH, NINTH, TENTH)
ABOVE = {"orientation": "h", "yanchor": "bottom", "y": 1.02, "x": 0}
"""Position of a legend above its chart."""
