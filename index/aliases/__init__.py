"""Alternative names: well-known ones, abbreviations that articles introduce, and the user's own file."""
