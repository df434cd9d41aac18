"""Bundled tables made from parallel text and a dictionary: translations, transliterations, aliases, glosses."""
