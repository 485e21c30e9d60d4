"""The full-text index. It keeps terms only: the words themselves are in the archive."""

from django.db import migrations

from tearsheet.text import FTS5_TOKENIZER


class Migration(migrations.Migration):
    dependencies = [("store", "0001_first")]

    operations = [
        migrations.RunSQL(
            "CREATE VIRTUAL TABLE article_search USING fts5(article_key UNINDEXED, title, body, "
            f'tokenize="{FTS5_TOKENIZER}")',
            "DROP TABLE article_search",
        )
    ]
