"""What holds for every test."""

import os

from hypothesis import settings

from tearsheet.desk.site import prepare

# Django is set up once a process: as the desk wants it, which is all that the store wants and more.
prepare("of the tests")

# How long an example takes is the machine's business: on a busy one any may be slow once.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

# Opening the model takes a second a process: tests of what vectors do ask for it.
os.environ.setdefault("TEARSHEET_VECTORS", "none")
