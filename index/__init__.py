"""Articles to an index on disk, and questions to passages.

build            paths -> a published generation
progress         times and counts of a rebuild
search           a question -> passages, from both retrievers
query            a question as the retrievers see it: words, names, translations, quoted phrases
aliases          names in several forms: well-known ones, those that articles introduce, a person's own
phrases          quoted phrases: which articles hold them
fusion           two scores made one
relevance        where a list of results ends
collapse         each text once, with its reprints
near_duplicates  articles that print the same text
retriever        what search asks of the passages, wherever they are kept
dense            embedders and vector stores
lexical          tokens, postings and BM25
crosslingual     English questions over Chinese articles: names, translations, transliterations
distributed      vectors and postings in an engine on other machines
reading          which sentence of a passage answers, if any
storage          generations on disk: written, checked, opened, compared and removed
onnx_model       running a bundled model
hub              loading any other model by its name
atomic_io        bytes written and checked
model            the bundled models
workers          the work of a rebuild on several machines
training         how the bundled models are made; not installed
types            shared types
errors           shared errors
"""
