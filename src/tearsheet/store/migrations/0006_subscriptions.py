"""What was asked of WebSub hubs."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0005_changes"),
    ]

    operations = [
        migrations.CreateModel(
            name="SubscriptionRow",
            fields=[
                (
                    "source",
                    models.OneToOneField(
                        on_delete=models.deletion.CASCADE,
                        primary_key=True,
                        related_name="subscription",
                        serialize=False,
                        to="store.sourcerow",
                    ),
                ),
                ("hub", models.TextField()),
                ("topic", models.TextField()),
                ("secret", models.CharField(max_length=64)),
                ("token", models.CharField(max_length=64, unique=True)),
                ("state", models.CharField(default="offered", max_length=9)),
                ("why", models.TextField(blank=True, default="")),
                ("asked_at", models.DateTimeField(null=True)),
                ("ask_at", models.DateTimeField(db_index=True)),
                ("until", models.DateTimeField(null=True)),
                ("called_for", models.DateTimeField(null=True)),
            ],
        ),
    ]
