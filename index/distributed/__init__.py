"""Passages kept in a distributed engine, once they are more than one machine can serve.

engines       the seam, and the registry of engines
collections   a generation's collection: filled, checked, compared, dropped
parts         passages as they go to an engine, and their digests
terms         a question's words as weights of a sparse vector, and scores of what it finds
qdrant        Qdrant: connecting, filling, aliases
qdrant_points  passages as points, and back
qdrant_retriever  questions to a Qdrant collection
"""
