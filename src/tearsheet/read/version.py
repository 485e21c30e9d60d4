"""Which version of extraction is this? Every article's report names it."""

# Raise it when the same page may come out with other words: the old article stays readable.
VERSION = "2"
