"""Models by name in, loaded models out: finding, downloading, loading, and the built-in tiny base."""
