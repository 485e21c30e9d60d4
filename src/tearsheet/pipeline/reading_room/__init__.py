"""What a person reads at the desk, put together: a story, an article, two printings of one text.

Nouns in, nouns out: whoever shows them asks nobody else.
"""
