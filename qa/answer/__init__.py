"""From a question to its answer: candidates, selection, confidence and wording."""
