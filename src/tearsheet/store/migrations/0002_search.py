"""The full-text index. It keeps terms only: the words themselves are in the archive.

An article's ``place`` puts it in the order of the days that are printed on articles. What is in
each column says ``store/search.py``.
"""

from django.db import migrations

SQLITE = (
    "CREATE TABLE article_place (place integer PRIMARY KEY, article_key varchar(64) NOT NULL "
    "UNIQUE, outlet varchar(17) NOT NULL)",
    # The terms are folded already and parted by spaces: `ascii` only parts them there, and takes
    # every character beyond ASCII for a letter, of however new a script. The short beginnings,
    # which are those of thousands of words, are indexed as well.
    "CREATE VIRTUAL TABLE article_search USING fts5(title, body, traits, tokenize='ascii', "
    "prefix='2 3')",
)
POSTGRESQL = (
    'CREATE TABLE article_place (place bigint PRIMARY KEY, article_key varchar(64) COLLATE "C" '
    'NOT NULL UNIQUE, outlet varchar(17) COLLATE "C" NOT NULL)',
    "CREATE INDEX article_place_outlet ON article_place (outlet)",
    "CREATE TABLE article_search (place bigint PRIMARY KEY, "
    'title text COLLATE "C" NOT NULL, body text COLLATE "C" NOT NULL, words tsvector NOT NULL)',
    "CREATE INDEX article_search_words ON article_search USING gin (words)",
)


def make(apps, editor):
    for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL:
        editor.execute(statement)


def drop(apps, editor):
    for table in ("article_search", "article_place"):
        editor.execute(f"DROP TABLE {table}")


class Migration(migrations.Migration):
    dependencies = [("store", "0001_first")]

    operations = [migrations.RunPython(make, drop)]
