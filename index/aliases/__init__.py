"""Names in several forms: well-known ones, those that the articles abbreviate themselves, and a person's own file."""
