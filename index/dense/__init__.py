"""Dense retrieval: embedders and vector stores, each behind a registry."""
