"""Work in the background."""

from django.db import models


class JobRow(models.Model):
    """A `Job`. ``tries`` counts how often it was begun: a killed desk leaves it running."""

    kind = models.CharField(max_length=40)
    words = models.JSONField()
    who = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=10)
    state = models.CharField(max_length=7, db_index=True)
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    tries = models.IntegerField(default=0)
    done = models.IntegerField(default=0)
    whole = models.IntegerField(default=0)
    doing = models.TextField(blank=True, default="")
    told = models.TextField(blank=True, default="")
    leads_to = models.TextField(blank=True, default="")
