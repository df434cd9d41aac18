"""The time that a question names: words, parts of the calendar, and what search makes of them."""
