"""The answers of a base and its students to held-out tasks in, numbers, verdicts and a table out. Needs no torch."""
