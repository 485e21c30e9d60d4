"""Whose press is followed, and the editions made of it."""

from django.db import models

from tearsheet.store.rows.fields import KeyField


class WatchRow(models.Model):
    """A `Watch`."""

    key = KeyField(max_length=100, primary_key=True)
    noun = models.BinaryField()


class EditionRow(models.Model):
    """A `Digest`, numbered within its watch.

    ``version`` is the number of the version that ``noun`` is; 0 for one that was kept before
    there were versions. ``by_hand`` tells what a person has changed. ``corrects`` is the number
    of the edition that this one puts right, 0 for none.
    """

    watch = models.ForeignKey(WatchRow, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    first = models.DateField()
    last = models.DateField()
    form = models.CharField(max_length=40)
    language = models.CharField(max_length=35)
    state = models.CharField(max_length=10)
    version = models.PositiveIntegerField(default=0)
    by_hand = models.BooleanField(default=False)
    corrects = models.PositiveIntegerField(default=0)
    noun = models.BinaryField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["watch", "number"], name="one_edition_a_number"),
        )
