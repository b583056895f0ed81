"""The built-in teacher: rule-made tasks, computed answers, the protocol of a real one."""

OFFLINE_MODEL = "offline"
"""The name of its model, in records, requests and run folders."""
