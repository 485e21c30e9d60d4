"""How often do the pages of a desk ask the store? In a process of its own: it is a site.

`python -m benchmarks.desk.questions HOME [DATABASE]` reads a page's addresses from standard input
(JSON: name to list) and prints the most questions of each.
"""

import json
import sys
from pathlib import Path

from tearsheet.desk.site import prepare

READER = "edda"


def asked(home: Path, database: str, addresses: dict[str, list[str]]) -> dict[str, int]:
    """For each page the most questions that one of its addresses asks, after a first look."""
    prepare("of the benchmark")
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from tearsheet.desk.room import working_in
    from tearsheet.pipeline import Newsroom
    from tearsheet.settings import Settings
    from tearsheet.store.rows import AccountRow

    found = dict[str, int]()
    settings = Settings(home=home, database=database, vectors="none")
    with Newsroom.open(settings) as room, working_in(room):
        client = Client()
        row = AccountRow.objects.get(name=READER)
        client.force_login(row, "django.contrib.auth.backends.ModelBackend")
        for page, those in addresses.items():
            client.get(those[0])
            found[page] = 0
            for at in those:
                with CaptureQueriesContext(connection) as captured:
                    answer = client.get(at)
                assert answer.status_code == 200, (answer.status_code, at)
                found[page] = max(found[page], len(captured))
    return found


if __name__ == "__main__":
    where = sys.argv[2] if len(sys.argv) > 2 else ""
    print(json.dumps(asked(Path(sys.argv[1]), where, json.load(sys.stdin))))
