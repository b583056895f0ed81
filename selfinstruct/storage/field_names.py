"""Names that the parts of a task have in common datasets. Formats are recognized and tasks are found by them."""

QUESTIONS = ("instruction", "prompt", "query", "question", "input")
ANSWERS = ("output", "response", "completion", "answer", "target")
"""Of several, the first one that a row has is used."""
