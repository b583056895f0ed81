"""Thresholds that several packages share."""

from __future__ import annotations

NEAR_DUPLICATE = 0.7
"""ROUGE-L F1 above which two tasks are near-duplicates, as in Self-Instruct (Wang et al. 2023) and Alpaca."""
