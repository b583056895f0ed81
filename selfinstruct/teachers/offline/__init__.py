"""The built-in teacher: rule-based tasks with computed answers, served over the protocol of a real teacher."""

OFFLINE_MODEL = "offline"
"""Model name of the offline teacher in records, requests and run folders."""
