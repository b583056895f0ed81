"""A dataset in, the answer to whether it teaches out: students trained on it, and compared with their base."""
