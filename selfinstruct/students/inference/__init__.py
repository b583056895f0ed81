"""Answer questions with a loaded model and measure the likelihood of the references."""
