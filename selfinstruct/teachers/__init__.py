"""Clients for teachers: single requests with faults and retries, and the stream of slot endings."""
