"""The paths of the API; every other path belongs to the page."""

OPENAPI, DOCS, RETRIEVAL, METRICS = "/openapi.json", "/docs", "/retrieval", "/metrics"
HEALTH = ("/healthz", "/readyz")
"""Answered without a password: they only say whether the server is healthy."""
PATHS = frozenset((OPENAPI, DOCS, *HEALTH, RETRIEVAL, METRICS))
BELOW = ("/api/", "/v1/")


def is_for_programs(path: str) -> bool:
    """Whether a path belongs to the API."""
    return path in PATHS or path.startswith(BELOW)
