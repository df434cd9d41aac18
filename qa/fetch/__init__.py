"""Pages from the web: fetched on request, within limits, and saved, so that a rebuild needs no network."""
