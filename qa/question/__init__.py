"""What a question asks: its kind, attribute, measure and time; several questions at once; follow-ups."""
