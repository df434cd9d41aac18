"""Plain text: folding, scripts, dates, sentences, passages and encodings."""
