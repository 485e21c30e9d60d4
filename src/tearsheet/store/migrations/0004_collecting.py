"""Sources, their visits and their pages; each page under its canonical key."""

import django.db.models.deletion
from django.db import migrations, models

from tearsheet.press.url_key import url_key


def give_keys(apps, editor):
    for name in ("CaptureRow", "ArticleRow"):
        rows = apps.get_model("store", name).objects
        for row in rows.only("pk", "url").iterator():
            rows.filter(pk=row.pk).update(url_key=url_key(row.url))


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0003_crawls"),
    ]

    operations = [
        migrations.CreateModel(
            name="MailboxRow",
            fields=[
                ("key", models.CharField(max_length=300, primary_key=True, serialize=False)),
                ("noun", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="PageRow",
            fields=[
                ("url_key", models.CharField(max_length=600, primary_key=True, serialize=False)),
                ("url", models.TextField()),
                ("source_key", models.CharField(db_index=True, max_length=300)),
                ("state", models.CharField(default="waiting", max_length=8)),
                ("reason", models.CharField(blank=True, default="", max_length=100)),
                ("first_seen", models.DateTimeField()),
                ("updated", models.DateTimeField(null=True)),
                ("looks", models.JSONField(default=list)),
                ("look_at", models.DateTimeField(db_index=True, null=True)),
                ("etag", models.TextField(blank=True, default="")),
                ("modified", models.TextField(blank=True, default="")),
                (
                    "capture_key",
                    models.CharField(blank=True, db_index=True, default="", max_length=64),
                ),
                (
                    "claimed_by",
                    models.CharField(blank=True, db_index=True, default="", max_length=100),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SourceRow",
            fields=[
                ("key", models.CharField(max_length=300, primary_key=True, serialize=False)),
                ("noun", models.BinaryField()),
                ("address", models.TextField()),
                ("host", models.CharField(db_index=True, max_length=255)),
                ("paused", models.BooleanField(default=False)),
                ("etag", models.TextField(blank=True, default="")),
                ("modified", models.TextField(blank=True, default="")),
                ("due_at", models.DateTimeField(db_index=True)),
                (
                    "claimed_by",
                    models.CharField(blank=True, db_index=True, default="", max_length=100),
                ),
                ("claimed_until", models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name="articlerow",
            name="url_key",
            field=models.CharField(db_index=True, default="", max_length=600),
        ),
        migrations.AddField(
            model_name="capturerow",
            name="reserved",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="capturerow",
            name="url_key",
            field=models.CharField(db_index=True, default="", max_length=600),
        ),
        migrations.CreateModel(
            name="VisitRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("noun", models.BinaryField()),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="visits",
                        to="store.sourcerow",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["source", "-at"], name="visits_newest_first")],
            },
        ),
        migrations.RunPython(give_keys, migrations.RunPython.noop, elidable=True),
    ]
