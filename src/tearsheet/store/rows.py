"""The tables. A noun is kept whole as JSON in ``noun``; columns exist to be searched by."""

from django.db import models

KEY = 64  # hexadecimal digits of a SHA-256


class LocatedRow(models.Model):
    """A record of the archive: where it lies, and the digest of its bytes on disk."""

    file = models.CharField(max_length=200)
    offset = models.BigIntegerField()
    length = models.BigIntegerField()
    sha256 = models.CharField(max_length=KEY)

    class Meta:
        abstract = True


class CaptureRow(LocatedRow):
    """A `Capture`, and what became of reading it."""

    key = models.CharField(max_length=KEY, primary_key=True)
    url = models.TextField(db_index=True)
    requested_url = models.TextField()
    captured_at = models.DateTimeField(db_index=True)
    status = models.PositiveSmallIntegerField()
    headers = models.JSONField()
    media_type = models.CharField(max_length=200)
    payload_sha256 = models.CharField(max_length=KEY, db_index=True)
    payload_length = models.BigIntegerField()
    source = models.TextField()
    # Empty until read; then kept, skipped or failed, with the reason that is counted.
    reading = models.CharField(max_length=8, blank=True, default="", db_index=True)
    reason = models.CharField(max_length=100, blank=True, default="")
    detail = models.TextField(blank=True, default="")
    # The article of the newest version of extraction; older ones stay readable.
    article_key = models.CharField(max_length=KEY, blank=True, default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["file", "offset"], name="one_capture_a_record"),
        )


class TextRow(LocatedRow):
    """A ``conversion`` record: the fixed text of an article, as the archive keeps it."""

    article_key = models.CharField(max_length=KEY, primary_key=True)
    capture_key = models.CharField(max_length=KEY, db_index=True)


class OutletRow(models.Model):
    """An `Outlet` that printed something we have."""

    key = models.CharField(max_length=300, primary_key=True)
    name = models.TextField()
    country = models.CharField(max_length=2, blank=True, default="")
    noun = models.BinaryField()


class ArticleRow(models.Model):
    """An `Article` with its `Annotations`."""

    key = models.CharField(max_length=KEY, primary_key=True)
    capture = models.ForeignKey(CaptureRow, on_delete=models.PROTECT, related_name="articles")
    outlet = models.ForeignKey(OutletRow, on_delete=models.PROTECT, related_name="articles")
    url = models.TextField(db_index=True)
    title = models.TextField()
    language = models.CharField(max_length=35)
    published_at = models.DateTimeField(null=True, db_index=True)
    noun = models.BinaryField()
    annotations = models.BinaryField()


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


class DecisionRow(models.Model):
    """A `Decision`. Rows are added, never changed and never removed."""

    subject = models.CharField(max_length=300, db_index=True)
    verdict = models.CharField(max_length=100)
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
