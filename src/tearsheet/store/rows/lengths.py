"""How long keys may be."""

KEY = 64  # hexadecimal digits of a SHA-256
ADDRESS = 600  # characters of a page's canonical key, which is cut to less than that
