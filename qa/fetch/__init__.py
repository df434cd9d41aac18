"""Pages of the web, taken in when they are asked for: fetched within limits and kept, so that a rebuild needs no network."""
