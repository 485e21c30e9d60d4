"""What stands on the page around the words that a sentence rests on?"""

from collections.abc import Iterator, Mapping

from tearsheet.model import Article, Lit, Part, Sentence, SourcePassage, Span, Support
from tearsheet.text import paragraphs


def passages(sentence: Sentence, articles: Mapping[str, Article]) -> Iterator[SourcePassage]:
    """Each paragraph a sentence rests on, in the order of the sentence, with what to light up."""
    shown: dict[tuple[str, Part, Span], list[Lit]] = {}
    for support in sorted(sentence.supports, key=lambda one: one.at):
        article = articles.get(support.article_key)
        if article is None or support.span is None:
            continue
        for paragraph in _paragraphs(article, support):
            start = max(support.span.start, paragraph.start)
            end = min(support.span.end, paragraph.end)
            lit = Lit(support.at, Span(start, end).shifted(-paragraph.start), support.relation)
            shown.setdefault((article.key, support.part, paragraph), []).append(lit)
    for (key, part, span), lights in shown.items():
        article = articles[key]
        text = span.of(article.part(part))
        yield SourcePassage(key, part, span, text, article.language, tuple(lights))


def _paragraphs(article: Article, support: Support) -> list[Span]:
    text = article.part(support.part)
    if support.part == "title":
        return [Span(0, len(text))]
    span = support.span
    return [one for one in paragraphs(text) if span and one.overlaps(span)]
