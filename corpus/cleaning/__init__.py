"""From the text of a page to the text of its article."""
