"""Models: finding, downloading and loading them."""
