"""How far web archives have been read."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0002_search")]

    operations = [
        migrations.CreateModel(
            name="CrawlRow",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("where", models.TextField()),
                ("sought", models.CharField(blank=True, default="", max_length=64)),
                ("version", models.TextField(blank=True, default="")),
                ("length", models.BigIntegerField(default=-1)),
                ("offset", models.BigIntegerField(default=0)),
                ("seen", models.PositiveBigIntegerField(default=0)),
                ("kept", models.PositiveBigIntegerField(default=0)),
                ("done", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
            ],
        )
    ]
