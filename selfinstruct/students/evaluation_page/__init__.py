"""The page of a comparison: charts, tables and sentences from its numbers, in one self-contained HTML file."""
