"""The steps from a prompt to a dataset row, as pure functions: no files, network, clock or processes."""
