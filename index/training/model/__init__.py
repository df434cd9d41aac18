"""The embedder in training: student, initialisation, averaging, pruning, quantisation, head and ONNX graph."""
