"""One run: options, settings, identity, and the commands that generate tasks or look at a run."""
