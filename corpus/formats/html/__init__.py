"""Web pages: their tree, the metadata in their head, and lines that the extraction lost."""
