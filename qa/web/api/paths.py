"""Where programs find what is for them; every other path is the page's."""

OPENAPI, DOCS, RETRIEVAL, METRICS = "/openapi.json", "/docs", "/retrieval", "/metrics"
HEALTH = ("/healthz", "/readyz")
"""Answered without a password: they tell nothing but whether the server is well."""
PATHS = frozenset((OPENAPI, DOCS, *HEALTH, RETRIEVAL, METRICS))
BELOW = ("/api/", "/v1/")


def is_for_programs(path: str) -> bool:
    """Whether a path is for programs."""
    return path in PATHS or path.startswith(BELOW)
