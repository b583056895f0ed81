"""`selfinstruct push`: build a folder with card, Parquet, statistics and provenance, and upload it to a hub."""
