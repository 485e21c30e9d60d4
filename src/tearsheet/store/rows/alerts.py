"""What people want to be told of, and what they were told."""

from django.db import models

from tearsheet.store.rows.accounts import AccountRow
from tearsheet.store.rows.editions import WatchRow
from tearsheet.store.rows.lengths import KEY


class AlertRow(models.Model):
    """An `Alert`; ``upto`` is the last place in the order of arrival that it has looked at."""

    key = models.CharField(max_length=KEY, primary_key=True)
    watch = models.ForeignKey(WatchRow, on_delete=models.CASCADE, related_name="alerts")
    owner = models.ForeignKey(AccountRow, on_delete=models.CASCADE, related_name="alerts")
    secret = models.CharField(max_length=KEY, unique=True)
    paused = models.BooleanField(default=False)
    upto = models.BigIntegerField()
    noun = models.BinaryField()


class NoticeRow(models.Model):
    """A `Notice` and how it fares: ``state`` is waiting, sent or failed.

    ``next_at`` is when to try (again), and is moved ahead by whoever tries, so that nobody else
    does meanwhile.
    """

    key = models.CharField(max_length=KEY, primary_key=True)
    alert = models.ForeignKey(AlertRow, on_delete=models.CASCADE, related_name="notices")
    at = models.DateTimeField(db_index=True)
    state = models.CharField(max_length=7, default="waiting")
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True, db_index=True)
    why = models.TextField(blank=True, default="")
    noun = models.BinaryField()


class ToldRow(models.Model):
    """An article whose story an alert has told, so that it is not told again."""

    alert = models.ForeignKey(AlertRow, on_delete=models.CASCADE, related_name="told")
    article_key = models.CharField(max_length=KEY)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["alert", "article_key"], name="told_once"),)
