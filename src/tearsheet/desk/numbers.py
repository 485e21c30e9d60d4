"""Numbers as an address or a form gives them."""


def number_in(text: str) -> int:
    """The number, not negative; 0 for what is none, or is too large for any of ours."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0
