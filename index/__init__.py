"""Articles to an index on disk, and questions to passages.

embed, embed_*     texts -> vectors, by one of several models
tokens, lexical    texts -> terms -> BM25
names              romanised names in a question -> the corpus's Chinese names
vectors, fuse      nearest vectors; two scores made one
store, files       articles in SQLite; bytes written and checked
generation, build  one immutable state of the index; how it is made
search, verify     one state, searched; one state, doubted
"""
