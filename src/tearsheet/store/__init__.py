"""What we know, in a database: an index over the archive, and what people decided.

The only room with an ORM. Reads are in `queries`, writes in `writes` (idempotent, keyed by
content), the full text in `search`; `records` turns rows into nouns and back. Django wants its
settings before the first table is declared, so entering this room sets it up, unless a site has
done so already; which database it is, `database.open_store` says.
"""

import django
from django.conf import settings as django_settings

if not django_settings.configured:
    from tearsheet.store.database import sqlite

    django_settings.configure(
        INSTALLED_APPS=["tearsheet.store"],
        DATABASES={"default": sqlite(":memory:")},
        USE_TZ=True,
        TIME_ZONE="UTC",
    )
    django.setup()
