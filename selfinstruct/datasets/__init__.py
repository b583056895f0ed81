"""Commands for finished datasets: classify, deduplicate, report, export and push."""
