"""What the press printed: captures, their texts, outlets, articles."""

from django.db import models

from tearsheet.store.rows.fields import KeyField
from tearsheet.store.rows.lengths import ADDRESS, KEY


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
    url = models.TextField()
    requested_url = models.TextField()
    captured_at = models.DateTimeField(db_index=True)
    status = models.PositiveSmallIntegerField()
    headers = models.JSONField()
    media_type = models.CharField(max_length=200)
    payload_sha256 = models.CharField(max_length=KEY, db_index=True)
    payload_length = models.BigIntegerField()
    source = models.TextField()
    reserved = models.JSONField(default=list)
    # The page's address in its canonical form (`press.url_key`): one page, however it was linked.
    url_key = KeyField(max_length=ADDRESS, default="", db_index=True)
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

    key = KeyField(max_length=300, primary_key=True)
    name = models.TextField()
    country = models.CharField(max_length=2, blank=True, default="")
    noun = models.BinaryField()


class ArticleRow(models.Model):
    """An `Article` with its `Annotations`."""

    key = models.CharField(max_length=KEY, primary_key=True)
    capture = models.ForeignKey(CaptureRow, on_delete=models.PROTECT, related_name="articles")
    outlet = models.ForeignKey(OutletRow, on_delete=models.PROTECT, related_name="articles")
    url = models.TextField()
    url_key = KeyField(max_length=ADDRESS, default="", db_index=True)
    title = models.TextField()
    language = models.CharField(max_length=35)
    published_at = models.DateTimeField(null=True, db_index=True)
    noun = models.BinaryField()
    annotations = models.BinaryField()
