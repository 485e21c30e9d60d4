"""What is not proven in a sentence, where in it, and what the page says instead."""

import re
from collections.abc import Iterable, Iterator, Mapping

from tearsheet.edit.revise.places import place
from tearsheet.model import Article, Finding, Hint, Sentence, Span, Support

_SAID = re.compile(r"‘([^’]+(?:’\w[^’]*)*)’")
_PAGE = re.compile(r"the (?:page|evidence) says ‘([^’]+(?:’\w[^’]*)*)’")


def hints(
    findings: Iterable[Finding], sentence: Sentence, articles: Mapping[str, Article]
) -> Iterator[Hint]:
    """One hint for each finding on a sentence, in their order.

    ``articles`` are those the sentence rests on, by key.
    """
    for finding in findings:
        yield _hint(finding, sentence, articles)


def _hint(finding: Finding, sentence: Sentence, articles: Mapping[str, Article]) -> Hint:
    quoted, printed = _SAID.search(finding.message), _PAGE.search(finding.message)
    said = quoted[1] if quoted and (not printed or quoted.start() < printed.start(1) - 1) else ""
    support = _about(finding, sentence, said, articles)
    spans = _spans(sentence.text, said, support)
    words = printed[1] if printed else ""
    if support is None or support.span is None:
        return Hint(finding, spans, words)
    article = articles[support.article_key]
    text = article.part(support.part)
    at = place(words, support.span.of(text)) if words else None
    span = at.shifted(support.span.start) if at else support.span
    return Hint(finding, spans, span.of(text) if at else words, article.key, support.part, span)


def _about(
    finding: Finding, sentence: Sentence, said: str, articles: Mapping[str, Article]
) -> Support | None:
    """The support a finding is about: the one whose words it names, else the only one."""
    resting = [
        one
        for one in sentence.supports
        if one.span is not None
        and one.article_key in articles
        and one.span.end <= len(articles[one.article_key].part(one.part))
    ]
    naming = [one for one in resting if said and said in one.at.of(sentence.text)]
    if naming:
        return naming[0]
    is_of_words = finding.problem in (
        "words differ",
        "qualifier dropped",
        "not in the archived page",
    )
    return max(resting, key=lambda one: len(one.at), default=None) if is_of_words else None


def _spans(text: str, said: str, support: Support | None) -> tuple[Span, ...]:
    """Where the sentence has the words that a finding names."""
    if not said:
        return (support.at,) if support else ()
    found = [
        Span(*one.span()) for one in re.finditer(rf"(?<!\w){re.escape(said)}(?!\w)", text)
    ] or [Span(*one.span()) for one in re.finditer(re.escape(said), text)]
    inside = [one for one in found if support and support.at.contains(one)]
    return tuple(inside or found)
