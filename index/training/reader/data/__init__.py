"""Training data of the reader: what people asked and what rules make of news, as examples."""
