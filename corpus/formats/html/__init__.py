"""Web pages: the tree, what their head says, and lines that the extraction lost."""
