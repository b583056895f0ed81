"""The steps from a prompt to a dataset row, without access to run files, network, clock or processes."""
