"""Tables as files for a spreadsheet."""

import csv
from collections.abc import Iterable, Iterator, Sequence

from django.http import StreamingHttpResponse

# What a spreadsheet takes for the beginning of a formula, behind spaces too (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def harmless(cell: str) -> str:
    """A cell that no spreadsheet runs: what looks like a formula gets an apostrophe."""
    return f"'{cell}" if cell.lstrip(" \n").startswith(_FORMULA) else cell


def csv_answer(
    name: str, titles: Sequence[str], rows: Iterable[Sequence[str]]
) -> StreamingHttpResponse:
    """The rows as a CSV file (UTF-8 with a byte order mark, so that spreadsheets see it is)."""
    return StreamingHttpResponse(
        _lines([titles], rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _lines(titles: Iterable[Sequence[str]], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff"
    for some in (titles, rows):
        for row in some:
            yield writer.writerow([harmless(cell) for cell in row])


class _Echo:
    """Gives back what is written to it."""

    def write(self, line: str) -> str:
        return line
