"""Training a student: rows of tokens, a recipe, sessions that resume."""
