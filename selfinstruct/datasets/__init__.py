"""What is done with a finished dataset: classify, deduplicate, report, export, push."""
