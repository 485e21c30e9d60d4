"""The tables. A noun is kept whole as JSON in ``noun``; columns exist to be searched by."""

from django.db import models

KEY = 64  # hexadecimal digits of a SHA-256
ADDRESS = 600  # characters of a page's canonical key, which is cut to less than that


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
    reserved = models.JSONField(default=list)
    # The page's address in its canonical form (`press.url_key`): one page, however it was linked.
    url_key = models.CharField(max_length=ADDRESS, default="", db_index=True)
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
    url_key = models.CharField(max_length=ADDRESS, default="", db_index=True)
    title = models.TextField()
    language = models.CharField(max_length=35)
    published_at = models.DateTimeField(null=True, db_index=True)
    noun = models.BinaryField()
    annotations = models.BinaryField()


class NameRow(models.Model):
    """A printed name of a person, or of a body that speaks; ``language`` is a primary subtag."""

    text = models.CharField(max_length=300)
    language = models.CharField(max_length=8)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["text", "language"], name="one_name_a_spelling"),
        )


class NameKeyRow(models.Model):
    """What spellings of one name share (`text.names.name_keys`), so that they are found."""

    name = models.ForeignKey(NameRow, on_delete=models.CASCADE, related_name="keys")
    key = models.CharField(max_length=100, db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["name", "key"], name="one_key_a_name"),)


class NamedRow(models.Model):
    """A name in an article, and whether its bearer is quoted there."""

    article = models.ForeignKey(ArticleRow, on_delete=models.CASCADE, related_name="named")
    name = models.ForeignKey(NameRow, on_delete=models.CASCADE, related_name="named")
    role = models.TextField(blank=True, default="")
    speaks = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["article", "name"], name="one_name_an_article"),
        )


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


class SourceRow(models.Model):
    """A `Source`, what its last visit taught, and which collector is at it.

    ``address`` is where it is fetched: its own URL, or where a permanent redirect led.
    """

    key = models.CharField(max_length=300, primary_key=True)
    noun = models.BinaryField()
    address = models.TextField()
    host = models.CharField(max_length=255, db_index=True)
    paused = models.BooleanField(default=False)
    etag = models.TextField(blank=True, default="")
    modified = models.TextField(blank=True, default="")
    due_at = models.DateTimeField(db_index=True)
    claimed_by = models.CharField(max_length=100, blank=True, default="", db_index=True)
    claimed_until = models.DateTimeField(null=True)


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

    url_key = models.CharField(max_length=ADDRESS, primary_key=True)
    url = models.TextField()
    source_key = models.CharField(max_length=300, db_index=True)
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

    key = models.CharField(max_length=300, primary_key=True)
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
    url_key = models.CharField(max_length=ADDRESS, db_index=True)
    edit = models.CharField(max_length=10)
    older = models.CharField(max_length=KEY, db_index=True)
    newer = models.CharField(max_length=KEY, blank=True, default="", db_index=True)
    at = models.DateTimeField(db_index=True)
    noun = models.BinaryField()


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
    outlet = models.CharField(max_length=300, default="", db_index=True)
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


class VectorRow(models.Model):
    """A text's vector as one encoder gave it: ``words`` are little-endian float16.

    ``text`` is the SHA-256 of the text, hexadecimal.
    """

    text = models.CharField(max_length=KEY)
    encoder = models.CharField(max_length=100)
    words = models.BinaryField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["text", "encoder"], name="one_vector_each"),)


class SnapshotRow(models.Model):
    """The state of a thing that is a pure function of the store, kept to start from.

    ``upto`` is the last `RelatedRow` that it knows; a snapshot of another ``version`` is no use.
    """

    what = models.CharField(max_length=20, primary_key=True)
    version = models.CharField(max_length=200)
    upto = models.BigIntegerField()
    state = models.BinaryField()
