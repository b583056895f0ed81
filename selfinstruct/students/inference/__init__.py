"""What a model writes for questions, and how likely it finds the reference answers."""
