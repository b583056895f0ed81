"""A small model trained on a dataset, and what it and its base answer. Needs the `sft` extra."""
