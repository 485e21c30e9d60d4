"""What holds for every test."""

import os

from hypothesis import settings

# How long an example takes is the machine's business: on a busy one any may be slow once.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

# Opening the model takes a second a process: tests of what vectors do ask for it.
os.environ.setdefault("TEARSHEET_VECTORS", "none")
