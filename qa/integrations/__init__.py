"""The articles in other frameworks; each module needs its own extra."""
