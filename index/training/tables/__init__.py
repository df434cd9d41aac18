"""Tables learnt from parallel text and a dictionary: translations and transliterations."""
