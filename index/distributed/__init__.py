"""Passages in a distributed engine, if there are more than one machine can serve.

engines       the interface to engines, and their registry
collections   a generation's collection: filling, checking, comparing, dropping
parts         passages as they are sent to an engine, with digests
terms         a question's words as a sparse vector, and scores for the passages that it finds
qdrant        Qdrant: connecting, filling, aliases
qdrant_points  convert passages to points and back
qdrant_retriever  search a Qdrant collection
"""
