"""A dataset's rows in the files that trainers and other tools read."""
