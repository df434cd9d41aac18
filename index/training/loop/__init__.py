"""The training loop: losses, checkpoints, evaluation and export."""
