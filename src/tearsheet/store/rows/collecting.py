"""Where the press is looked for, and what became of each page."""

from django.db import models

from tearsheet.store.rows.fields import KeyField
from tearsheet.store.rows.lengths import ADDRESS, KEY


class SourceRow(models.Model):
    """A `Source`, what its last visit taught, and which collector is at it.

    ``address`` is where it is fetched: its own URL, or where a permanent redirect led. ``outlet``
    is its publisher's key, ``words`` what it is searched by (folded). ``health`` is the `Health`
    that the last visit left, ``condition`` and ``since`` of it; empty until somebody looked.
    """

    key = KeyField(max_length=300, primary_key=True)
    noun = models.BinaryField()
    address = models.TextField()
    host = KeyField(max_length=255, db_index=True)
    paused = models.BooleanField(default=False)
    etag = models.TextField(blank=True, default="")
    modified = models.TextField(blank=True, default="")
    due_at = models.DateTimeField(db_index=True)
    claimed_by = models.CharField(max_length=100, blank=True, default="", db_index=True)
    claimed_until = models.DateTimeField(null=True)
    outlet = KeyField(max_length=300, blank=True, default="", db_index=True)
    words = models.TextField(blank=True, default="")
    condition = models.CharField(max_length=10, blank=True, default="")
    since = models.DateTimeField(null=True)
    health = models.BinaryField(default=b"")

    class Meta:
        indexes = (models.Index(fields=["condition", "since", "key"], name="sources_by_condition"),)


class VisitRow(models.Model):
    """A `Visit`."""

    source = models.ForeignKey(SourceRow, on_delete=models.CASCADE, related_name="visits")
    at = models.DateTimeField()
    noun = models.BinaryField()

    class Meta:
        indexes = (models.Index(fields=["source", "-at"], name="visits_newest_first"),)


class SubscriptionRow(models.Model):
    """What was asked of a WebSub hub for a source, and what the hub said.

    ``state`` is offered, asked, confirmed, denied or failed (``why`` says more of these two).
    ``token`` ends the address that the hub calls, ``secret`` signs its calls. ``until`` is when
    the lease ends, None without one; ``ask_at`` when to ask (again); ``called_for`` when the
    source was to be visited for the hub's last call.
    """

    source = models.OneToOneField(
        SourceRow, on_delete=models.CASCADE, primary_key=True, related_name="subscription"
    )
    hub = models.TextField()
    topic = models.TextField()
    secret = models.CharField(max_length=KEY)
    token = models.CharField(max_length=KEY, unique=True)
    state = models.CharField(max_length=9, default="offered")
    why = models.TextField(blank=True, default="")
    asked_at = models.DateTimeField(null=True)
    ask_at = models.DateTimeField(db_index=True)
    until = models.DateTimeField(null=True)
    called_for = models.DateTimeField(null=True)


class PageRow(models.Model):
    """A page that a source named: to be fetched, fetched, or given up, and when to look again.

    ``state`` is waiting, kept, failed or gone. ``looks`` are the times of every answer;
    ``look_at`` is when to try or to look again, None for never.
    """

    url_key = KeyField(max_length=ADDRESS, primary_key=True)
    url = models.TextField()
    source_key = KeyField(max_length=300, db_index=True)
    state = models.CharField(max_length=8, default="waiting")
    reason = models.CharField(max_length=100, blank=True, default="")
    first_seen = models.DateTimeField()
    updated = models.DateTimeField(null=True)
    looks = models.JSONField(default=list)
    look_at = models.DateTimeField(null=True, db_index=True)
    etag = models.TextField(blank=True, default="")
    modified = models.TextField(blank=True, default="")
    capture_key = models.CharField(max_length=KEY, blank=True, default="", db_index=True)
    claimed_by = models.CharField(max_length=100, blank=True, default="", db_index=True)


class MailboxRow(models.Model):
    """How far a mailbox has been read; ``noun`` is a ``collect.mail.MailboxState``."""

    key = KeyField(max_length=300, primary_key=True)
    noun = models.BinaryField()


class CrawlRow(models.Model):
    """How far a web archive has been read: everything before ``offset`` is archived or left out.

    ``where`` is the path or URL, ``sought`` what was looked for (a digest; empty for everything).
    ``version`` and ``length`` (bytes, -1 if unknown) tell whether it is still the same file.
    """

    key = models.CharField(max_length=KEY, primary_key=True)
    where = models.TextField()
    sought = models.CharField(max_length=KEY, blank=True, default="")
    version = models.TextField(blank=True, default="")
    length = models.BigIntegerField(default=-1)
    offset = models.BigIntegerField(default=0)
    seen = models.PositiveBigIntegerField(default=0)
    kept = models.PositiveBigIntegerField(default=0)
    done = models.BooleanField(default=False)
    at = models.DateTimeField()


class ChangeRow(models.Model):
    """A `Change`: ``key`` is a digest of the two article keys, ``newer`` empty for a page gone."""

    key = models.CharField(max_length=KEY, primary_key=True)
    url_key = KeyField(max_length=ADDRESS, db_index=True)
    edit = models.CharField(max_length=10)
    older = models.CharField(max_length=KEY, db_index=True)
    newer = models.CharField(max_length=KEY, blank=True, default="", db_index=True)
    at = models.DateTimeField(db_index=True)
    noun = models.BinaryField()


class LookRow(models.Model):
    """What somebody found at an address, kept until it is added or a while has passed."""

    at = models.DateTimeField(db_index=True)
    noun = models.BinaryField()
