"""The recipe of the bundled model: `python -m index.training --help`.

Needs the extra `train`. The rest of the project imports nothing from here.
"""
