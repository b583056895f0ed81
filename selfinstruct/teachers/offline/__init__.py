"""The built-in teacher: rule-made tasks, computed answers, the protocol of a real one."""
