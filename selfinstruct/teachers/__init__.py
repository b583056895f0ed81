"""Clients for teachers: one request with its faults and retries, and the stream of slot endings."""
