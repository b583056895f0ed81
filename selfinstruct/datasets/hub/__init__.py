"""A dataset for others to load: one folder with a card, Parquet, figures and provenance, and the way to a hub."""
