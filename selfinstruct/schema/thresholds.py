"""The numbers that more than one package must agree on."""

from __future__ import annotations

NEAR_DUPLICATE = 0.7
"""ROUGE-L F1 over which two instructions are near-duplicates, as in Self-Instruct (Wang et al. 2023) and Alpaca."""
