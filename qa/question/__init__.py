"""Query analysis: answer type, attribute, measure and time of a question; several questions at once; follow-ups."""
