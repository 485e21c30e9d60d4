"""What editors made of an edition, version by version, and what they could not save."""

from django.db import models

from tearsheet.store.rows.editions import EditionRow


class VersionRow(models.Model):
    """An `EditionVersion`. Rows are added, never changed; ``noun`` is its `Digest`, packed."""

    edition = models.ForeignKey(EditionRow, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    who = models.CharField(max_length=200, blank=True)
    what = models.TextField()
    names = models.JSONField()
    changes = models.JSONField(default=list)
    restores = models.PositiveIntegerField(default=0)
    noun = models.BinaryField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["edition", "number"], name="one_version_a_number"),
        )


class ProposalRow(models.Model):
    """A `Proposal`: changes that clashed with somebody's, kept until their writer drops them."""

    edition = models.ForeignKey(EditionRow, on_delete=models.PROTECT, related_name="proposals")
    base = models.PositiveIntegerField()
    who = models.CharField(max_length=200)
    at = models.DateTimeField()
    changes = models.JSONField()
