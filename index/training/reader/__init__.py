"""The recipe of the bundled reader: trunk, examples, model, training, evaluation, export."""
