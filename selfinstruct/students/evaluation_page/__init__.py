"""The HTML page of a comparison: charts, tables and sentences in a self-contained file."""
