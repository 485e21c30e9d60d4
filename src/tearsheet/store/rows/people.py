"""Printed names, and where they stand."""

from django.db import models

from tearsheet.store.rows.fields import KeyField
from tearsheet.store.rows.press import ArticleRow


class NameRow(models.Model):
    """A printed name of a person, or of a body that speaks; ``language`` is a primary subtag."""

    text = KeyField(max_length=300)
    language = KeyField(max_length=8)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["text", "language"], name="one_name_a_spelling"),
        )


class NameKeyRow(models.Model):
    """What spellings of one name share (`text.names.name_keys`), so that they are found."""

    name = models.ForeignKey(NameRow, on_delete=models.CASCADE, related_name="keys")
    key = KeyField(max_length=100, db_index=True)

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
