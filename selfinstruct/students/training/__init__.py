"""Tasks and a base model in, trained students out, in sessions that can be interrupted and resumed."""
