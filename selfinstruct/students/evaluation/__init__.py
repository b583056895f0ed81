"""Evaluation of a base and its students on held-out tasks: scores, intervals and verdicts. Needs no torch."""
