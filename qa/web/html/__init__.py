"""HTML of the page: pure functions from objects to markup."""
