"""What people decided, and what runs counted."""

from django.db import models

from tearsheet.store.rows.fields import KeyField


class DecisionRow(models.Model):
    """A `Decision`. Rows are added, never changed and never removed."""

    subject = KeyField(max_length=300, db_index=True)
    verdict = models.CharField(max_length=400)
    who = models.CharField(max_length=200)
    at = models.DateTimeField()
    reason = models.TextField(blank=True, default="")


class RunRow(models.Model):
    """One run of a command, and how many things came in, were kept, skipped and failed."""

    command = models.CharField(max_length=100)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    kept = models.PositiveIntegerField(default=0)
    skipped = models.JSONField(default=dict)
    failed = models.JSONField(default=dict)
