"""Articles of the library: uploads, rebuilds, the listing and the map."""
