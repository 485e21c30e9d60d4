"""Which articles belong together."""

from django.db import models

from tearsheet.store.rows.fields import KeyField
from tearsheet.store.rows.lengths import KEY


class RelatedRow(models.Model):
    """An article that has been related to the others; ``id`` is its place in the order of arrival.

    The order is what stories are made in, so that they can be made again. ``fingerprint`` is what
    copies are looked for by (``relate.copies``); ``twins`` are the articles before it that were
    seen to print the same text. Translations are looked for by ``vector`` (of title and lead,
    little-endian float16, empty without one), by the ``outlet``, by the outlets that it
    ``credits`` (keys), and for one that calls itself ``translated`` everywhere, among the articles
    of about its ``day``. All are of the version that ``version`` names; where it is not the
    present one, the article waits to be related anew.
    """

    article_key = models.CharField(max_length=KEY, unique=True)
    version = models.CharField(max_length=200, db_index=True)
    fingerprint = models.BinaryField()
    twins = models.JSONField(default=list)
    language = models.CharField(max_length=8, default="")
    outlet = KeyField(max_length=300, default="", db_index=True)
    credits = models.JSONField(default=list)
    translated = models.BooleanField(default=False)
    day = models.DateField(null=True, db_index=True)
    vector = models.BinaryField(default=b"")


class LinkRow(models.Model):
    """A `Link` between two articles."""

    one = models.CharField(max_length=KEY)
    other = models.CharField(max_length=KEY, db_index=True)
    relation = models.CharField(max_length=10)
    noun = models.BinaryField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["one", "other"], name="one_link_a_pair"),)


class GroupRow(models.Model):
    """A `CopyGroup` of two or more articles."""

    key = models.CharField(max_length=KEY, primary_key=True)
    noun = models.BinaryField()


class GroupMemberRow(models.Model):
    """Which copy group an article is in; an article without a row is the only printing."""

    article_key = models.CharField(max_length=KEY, primary_key=True)
    group = models.ForeignKey(GroupRow, on_delete=models.CASCADE, related_name="members")


class StoryRow(models.Model):
    """A story as the machine tells it; what editors decided is laid over it when it is read.

    ``noun`` is a `Story`. ``first_at`` and ``last_at`` are its first and last article's times.
    """

    key = models.CharField(max_length=KEY, primary_key=True)
    first_at = models.DateTimeField(db_index=True)
    last_at = models.DateTimeField(db_index=True)
    noun = models.BinaryField()


class StoryMemberRow(models.Model):
    """Which story an article is in, and why; ``noun`` is an `Assignment`."""

    article_key = models.CharField(max_length=KEY, primary_key=True)
    story_key = models.CharField(max_length=KEY, db_index=True)
    noun = models.BinaryField()
