"""The stories an editor is shown, what was decided of them, and what has to be worked out anew."""

from django.db import models

from tearsheet.store.rows.fields import KeyField
from tearsheet.store.rows.lengths import KEY

_WATCH, _WHO, _CHOICE = 100, 200, 12


class CardRow(models.Model):
    """A `Card`, and what is decided of it.

    The days are those of its articles about the watch, each in its own zone. ``traits`` holds
    what it is filtered and counted by, a line for each value. ``score``, ``last_at`` and
    ``outlets`` put it in its place; ``ranks`` are the places it had before ``moved_at``.
    ``standing``, a `Standing`, follows from the marks on its articles; ``choice`` is its choice.
    """

    watch_key = models.CharField(max_length=_WATCH)
    story_key = models.CharField(max_length=KEY)
    first_day = models.DateField()
    last_day = models.DateField()
    arrived_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    score = models.FloatField()
    last_at = models.DateTimeField()
    outlets = models.PositiveIntegerField()
    traits = models.TextField()
    ranks = models.TextField(blank=True, default="")
    choice = models.CharField(max_length=_CHOICE, default="new")
    standing = models.BinaryField(default=b"{}")
    noun = models.BinaryField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["watch_key", "story_key"], name="one_card_a_story"),
        )
        indexes = (models.Index(fields=["watch_key", "last_day", "choice"], name="cards_of_days"),)


class CardMemberRow(models.Model):
    """An article of a card's story, about the watch or not."""

    card = models.ForeignKey(CardRow, on_delete=models.CASCADE, related_name="members")
    article_key = models.CharField(max_length=KEY, db_index=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["card", "article_key"], name="one_member_a_card"),
        )


class MatchRow(models.Model):
    """What an article has to do with each watch, as far as it was asked."""

    article_key = models.CharField(max_length=KEY, primary_key=True)
    noun = models.BinaryField()


class TouchedRow(models.Model):
    """An article whose cards have to be looked at anew, for one watch or (empty) for all."""

    article_key = models.CharField(max_length=KEY)
    watch_key = models.CharField(max_length=_WATCH, blank=True, default="")


class NotedRow(models.Model):
    """A thing that cards are made of, and the digest of what it was when they were made."""

    what = KeyField(max_length=400, primary_key=True)
    digest = models.CharField(max_length=KEY)


class UseRow(models.Model):
    """That an edition rests on an article."""

    watch_key = models.CharField(max_length=_WATCH)
    number = models.PositiveIntegerField()
    article_key = models.CharField(max_length=KEY, db_index=True)

    class Meta:
        indexes = (models.Index(fields=["watch_key", "number"], name="uses_of_an_edition"),)


class StepRow(models.Model):
    """A `TriageStep`: added, never changed and never removed.

    ``pairings`` are the pairs of articles that a merge or a split joined or parted. An undo names
    in ``undoes`` the step that it takes back.
    """

    watch_key = models.CharField(max_length=_WATCH)
    kind = models.CharField(max_length=6)
    choice = models.CharField(max_length=_CHOICE, default="new")
    who = models.CharField(max_length=_WHO)
    at = models.DateTimeField()
    reason = models.TextField(blank=True, default="")
    pairings = models.JSONField(default=list)
    undoes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="undone_by"
    )

    class Meta:
        indexes = (models.Index(fields=["watch_key", "who"], name="steps_of_a_person"),)


class MarkRow(models.Model):
    """What a step decided for a watch of the story that an article is in, wherever it goes."""

    step = models.ForeignKey(StepRow, on_delete=models.PROTECT, related_name="marks")
    watch_key = models.CharField(max_length=_WATCH)
    article_key = models.CharField(max_length=KEY, db_index=True)
    choice = models.CharField(max_length=_CHOICE)
