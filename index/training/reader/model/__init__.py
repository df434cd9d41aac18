"""The reader in training: trunk, model, and its exported form in both directions."""
