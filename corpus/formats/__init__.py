"""File formats: a registry, and one module for each format."""
