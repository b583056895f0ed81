"""Everything on disk: run folders and their journals, seed files, prompt templates, tables of rows."""
