"""What is only kept to save work."""

from django.db import models

from tearsheet.store.rows.lengths import KEY


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
