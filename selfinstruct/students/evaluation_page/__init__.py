"""The page of a comparison: its numbers and the answers in, one HTML text out that needs nothing else."""
