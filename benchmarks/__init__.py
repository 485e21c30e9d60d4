"""The measure: one command prints each figure beside its bar and its peers."""
