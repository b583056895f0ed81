"""Train students on a base model, in sessions that can be interrupted and resumed."""
