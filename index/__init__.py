"""Articles to an index on disk, and questions to passages.

embed, embed_*     texts -> vectors, by one of several models
tokens, lexical    texts -> terms -> BM25
query              a question as the retrievers see it: words, names, translations, quoted phrases
names              romanised names in a question -> the corpus's Chinese names
translations       English words -> Chinese terms
vectors, fuse      nearest vectors; two scores made one
store, files       articles in SQLite; bytes written and checked
generation, hold   one immutable state of the index, published and retired; one that is being read
manifest, parts    what a state holds, with digests; how its files are written
build              from paths to a published state
tables, recipe     what the retrievers need beside the articles; by what an index is made
ledger, earlier    the files and records a state was read from; the state before, so that only what changed is done
cache, changes     what was worked out for a text once; what is different from before, in words
opened, agreement  one state, opened and held; whether its parts speak of the same passages
search, distinct   passages for a question; each text once
reprints           articles that print the same text
verify, removal    one state, doubted; what of an article is where
distill            how the bundled model and the table of translations are made
"""
