"""Facts in a sentence: figures, dates, entities and names."""
