"""What holds for every test."""

from hypothesis import settings

# How long an example takes is the machine's business: on a busy one any may be slow once.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
