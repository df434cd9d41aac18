"""Training and evaluation of the reader."""
