"""Training data of the reader: what people asked, what was written for it, and what rules make of news, as examples."""
