"""Data types that all packages share: tasks, prompts, replies, verdicts and rows. Nothing here does I/O."""
