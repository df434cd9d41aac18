"""Reading: question and sentences together, each sentence scored as the answer."""
