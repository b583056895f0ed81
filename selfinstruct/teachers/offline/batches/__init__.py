"""The Files and Batches API of the offline teacher, with the rules of a provider and optional faults."""
