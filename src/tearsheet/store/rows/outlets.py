"""What people say of outlets, in place of what the register says."""

from django.db import models

from tearsheet.store.rows.fields import KeyField


class OutletCorrectionRow(models.Model):
    """An `OutletCorrection` that stands, and what it stands on.

    ``found`` is the `Outlet` as it was before anybody corrected it, ``earlier`` the corrections
    that stood before this one, the latest first, so that it can be taken back. ``same_as`` is the
    key of the outlet that it is, empty for one of its own.
    """

    key = KeyField(max_length=300, primary_key=True)
    same_as = KeyField(max_length=300, blank=True, default="", db_index=True)
    noun = models.BinaryField()
    found = models.BinaryField()
    earlier = models.BinaryField(default=b"[]")
