"""Index articles on disk, and find passages for questions.

build            build and publish a generation
progress         timing and progress of a rebuild
search           find passages with both retrievers
query            analyse a question: words, names, translations, quoted phrases
aliases          alternative names: well-known ones, those that articles introduce, the user's own
phrases          find the passages that contain quoted phrases
fusion           fuse the scores of both retrievers
relevance        drop irrelevant hits
collapse         list each text once, with its reprints
near_duplicates  find articles that print the same text
retriever        the interface to the passages of a generation, in files or in an engine
dense            embedders and vector stores
lexical          tokens, postings and BM25
crosslingual     English questions over Chinese articles: names, translations, transliterations
distributed      vectors and postings in an engine on other machines
reading          readers: which sentence of a passage answers a question, if any
storage          generations on disk: writing, checking, opening, comparing and removing
onnx_model       run a bundled model
hub              load any other model by its name
atomic_io        durable, verified file reads and writes
model            the bundled models
workers          do the work of a rebuild on several machines
training         how the bundled models are made; not installed
types            shared types
errors           shared errors
"""
