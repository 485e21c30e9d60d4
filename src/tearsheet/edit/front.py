"""What do the title and the lead of an edition say?"""

from collections.abc import Sequence
from datetime import date

from tearsheet.edit import facts
from tearsheet.edit.candidate import Candidate
from tearsheet.edit.phrasing import Filling, Phrases, Template, fact
from tearsheet.edit.quoting import words
from tearsheet.edit.themes import Theme
from tearsheet.model import Article, Sentence, Watch

_IN_TITLE, _IN_LEAD = 2, 4
Themes = Sequence[tuple[Candidate, Theme]]


def press_of(watch: Watch) -> str:
    """``foreign`` where the subject has a press of its own at home, else ``all``."""
    return "foreign" if watch.country else "all"


def title_of(watch: Watch, themes: Themes, phrases: Phrases) -> Sentence:
    """The title; its themes are the first of the edition, two at most."""
    taken = _apart(themes)[:_IN_TITLE]
    fillings = {
        "watch": [fact(facts.watch_name(watch, phrases), "watch")],
        "theme": [words(one.article, theme.bare, theme.part) for one, theme in taken],
    }
    lines = phrases.templates(f"title.{press_of(watch)}")
    filled = _with_themes(lines, len(taken)).filled(fillings)
    return Sentence("headline", filled.text, phrases.language, filled.supports)


def lead_of(
    watch: Watch,
    candidates: Sequence[Candidate],
    themes: Themes,
    first: date,
    last: date,
    phrases: Phrases,
) -> tuple[Sentence, ...]:
    """The lead: how many articles from how many countries, and their themes in item order."""
    fillings: dict[str, list[Filling]] = {
        "watch": [fact(facts.watch_name(watch, phrases), "watch")],
        "period": [fact(facts.period(first, last, phrases), "period")],
        "items": [fact(facts.counted("items", len(candidates), phrases), "items")],
    }
    place = facts.place(watch, phrases)
    if place:
        fillings["place"] = [fact(place, "watch")]
    countries = facts.countries_of(one.outlet for one in candidates)
    if countries > 1:
        fillings["countries"] = [fact(facts.counted("countries", countries, phrases), "countries")]
    opening = next(
        line
        for line in phrases.templates(f"opening.{press_of(watch)}")
        if set(line.slots) <= set(fillings)
    ).filled(fillings)
    sentences = [Sentence("lead", opening.text, phrases.language, opening.supports)]
    taken = _apart(themes)[:_IN_LEAD]
    if taken:
        table = "every" if len(taken) == len(candidates) else "some"
        fillings["theme"] = [themed(one.article, theme, phrases) for one, theme in taken]
        named = _with_themes(phrases.templates(f"themes.{table}"), len(taken)).filled(fillings)
        sentences.append(Sentence("lead", named.text, phrases.language, named.supports))
    return tuple(sentences)


def themed(article: Article, theme: Theme, phrases: Phrases) -> Filling:
    """A theme inside a sentence: with the article's "the", or ours where it must have one."""
    filling = words(article, theme.determined, theme.part)
    forms = phrases.templates("theme.forms")
    if not theme.wants_article or len(forms) < 2:
        return filling
    return forms[1].filled({"theme": [filling]})


def _with_themes(lines: Sequence[Template], number: int) -> Template:
    return next(line for line in lines if line.slots.count("theme") == number)


def _apart(themes: Themes) -> list[tuple[Candidate, Theme]]:
    """The themes without those that repeat another or are part of it."""
    kept = list[tuple[Candidate, Theme]]()
    for candidate, theme in themes:
        said = theme.words(candidate.article)
        if not any(
            said in other or other in said
            for other in (earlier.words(one.article) for one, earlier in kept)
        ):
            kept.append((candidate, theme))
    return kept
