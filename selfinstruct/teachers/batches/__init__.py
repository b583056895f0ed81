"""Batches: requests that are sent as a file, and results that are read from one."""
