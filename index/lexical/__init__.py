"""Lexical retrieval: tokens, postings and BM25."""
