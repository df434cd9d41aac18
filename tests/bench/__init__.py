"""How this project compares in speed, memory and size with others; run by hand, `python -m tests.bench`.

passages      the texts, questions and vectors that are measured on
apart, table  one measurement in a process of its own; figures as a Markdown table
terms         bigrams or words for BM25: which finds more
lexical       BM25 engines side by side
embedding     the bundled model, and the same through sentence-transformers
answers       the sentence that answers, citations and silence, with and without parts
news_questions  questions about news, made by rule
systems       indexing and searching, beside LangChain with FAISS and txtai
"""
