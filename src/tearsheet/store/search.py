"""Full-text search: what is asked goes through the same `search_terms` as what is found."""

from collections.abc import Iterable

from django.db import connection

from tearsheet.text import search_terms


def index(entries: Iterable[tuple[str, str, str]]) -> None:
    """Make ``(article key, title terms, text terms)`` searchable; an indexed key is replaced."""
    entries = list(entries)
    with connection.cursor() as cursor:
        cursor.executemany(
            "DELETE FROM article_search WHERE article_key = %s", [(key,) for key, _, _ in entries]
        )
        cursor.executemany(
            "INSERT INTO article_search (article_key, title, body) VALUES (%s, %s, %s)", entries
        )


def find(words: str, language: str = "und", most: int = 50) -> list[str]:
    """Keys of the articles that hold all ``words``, best first (BM25, a title counts four times).

    What a person types is never read as query syntax: each term is quoted.
    """
    terms = search_terms(words, language).split()
    if not terms:
        return []
    asked = " ".join('"' + term.replace('"', '""') + '"' for term in terms)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT article_key FROM article_search WHERE article_search MATCH %s "
            "ORDER BY bm25(article_search, 0, 4, 1), article_key LIMIT %s",
            (asked, most),
        )
        return [key for (key,) in cursor.fetchall()]
