"""The command line: flags in, a function call, exit code out."""
