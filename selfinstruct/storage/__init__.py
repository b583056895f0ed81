"""Everything on disk: run folders and their journals, seed files, tables of rows."""
