"""How the bundled model is made: `python -m index.training --help`.

Needs the extra `train`. The rest of the project imports nothing from here.
"""
