"""The nouns of the project, frozen: tasks, prompts and replies, verdicts, rows. Nothing here reads or writes."""
