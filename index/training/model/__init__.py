"""The embedder while it is trained: the student, its pruning, its rounding and its graph."""
