"""The time that a question names: its words, calendar units, and how search uses them."""
