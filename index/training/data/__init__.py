"""Training data: sources, examples, batches and the vocabulary."""
