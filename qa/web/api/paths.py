"""Where programs find what is for them; every other path is the page's."""

OPENAPI, DOCS = "/openapi.json", "/docs"
HEALTH = ("/healthz", "/readyz")
"""Answered without a password: they tell nothing but whether the server is well."""
PATHS = frozenset((OPENAPI, DOCS, *HEALTH, "/metrics", "/retrieval"))
BELOW = ("/api/", "/v1/")


def is_for_programs(path: str) -> bool:
    """Whether a path is for programs."""
    return path in PATHS or path.startswith(BELOW)
