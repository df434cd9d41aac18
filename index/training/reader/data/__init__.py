"""Training examples of the reader: from questions by people, from text written for it, and by rules from news."""
