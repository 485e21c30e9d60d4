"""Whose press is followed, and the editions made of it."""

from django.db import models


class WatchRow(models.Model):
    """A `Watch`."""

    key = models.CharField(max_length=100, primary_key=True)
    noun = models.BinaryField()


class EditionRow(models.Model):
    """A `Digest`, numbered within its watch."""

    watch = models.ForeignKey(WatchRow, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    first = models.DateField()
    last = models.DateField()
    form = models.CharField(max_length=40)
    language = models.CharField(max_length=35)
    state = models.CharField(max_length=10)
    noun = models.BinaryField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["watch", "number"], name="one_edition_a_number"),
        )
