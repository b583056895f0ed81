"""Find, download and load models; build the built-in tiny base."""
