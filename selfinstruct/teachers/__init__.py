"""Talking to a teacher: one request, its faults and retries, and the stream of how slots ended."""
