"""`selfinstruct push`: a dataset as a folder with card, Parquet, statistics and provenance, and its upload to a hub."""
