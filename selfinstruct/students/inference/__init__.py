"""Questions and a loaded model in, the texts that it generates and the likelihood of the references out."""
