"""What the press calls its subjects: names in data, and the forms they take in a text."""
