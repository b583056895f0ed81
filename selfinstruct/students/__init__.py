"""Evaluate a dataset: train students on it and compare them with their base model."""
