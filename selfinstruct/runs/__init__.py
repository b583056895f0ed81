"""A run: options, settings, identity, and the commands that generate tasks or inspect a run."""
