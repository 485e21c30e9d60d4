"""Title and lead count and name the items: what they say when the items are others."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tearsheet.edit.phrasing import Filling, fact, phrases
from tearsheet.edit.verify.rederive import Facts
from tearsheet.edit.verify.skeleton import skeleton
from tearsheet.model import Digest, EditionVersion, Evidence, Sentence, Span, Support, Watch

_COUNTED = frozenset({"items", "countries"})


def resettled(
    version: EditionVersion, evidence: Mapping[str, Evidence], watch: Watch
) -> EditionVersion:
    """The version whose title and lead count the items it has now, and name no others' themes.

    Sentences that are no lines of the house stay as their writer put them. A line of the lead
    that names nothing any more goes.
    """
    digest = version.digest
    front = _Front(digest, Facts(digest, evidence, watch, phrases(digest.language)))
    press = "foreign" if watch.country else "all"
    title = front.settled(digest.title, (f"title.{press}",)) or digest.title
    lead = {
        name: front.settled(sentence, ("opening", "themes.every", "themes.some"))
        for name, sentence in zip(version.lead_names, digest.lead, strict=True)
    }
    kept = {name: sentence for name, sentence in lead.items() if sentence}
    return replace(
        version,
        digest=replace(digest, title=title, lead=tuple(kept.values())),
        lead_names=tuple(kept),
    )


class _Front:
    """Title and lead of one edition, to be set again."""

    def __init__(self, digest: Digest, facts: Facts) -> None:
        self.facts, self.phrases = facts, facts.phrases
        self.items = {item.article_key for item in digest.items}

    def settled(self, sentence: Sentence, tables: Sequence[str]) -> Sentence | None:
        """The sentence as the items are now; None if nothing is left that it names."""
        if skeleton(sentence) not in self.phrases.skeletons(*tables):
            return sentence
        gone = [one for one in sentence.supports if one.span and one.article_key not in self.items]
        return self._with_themes_left(sentence, tables) if gone else self._recounted(sentence)

    def _recounted(self, sentence: Sentence) -> Sentence:
        text, supports, at = "", list[Support](), 0
        for support in sorted(sentence.supports, key=lambda one: one.at):
            words = support.at.of(sentence.text)
            if support.fact in _COUNTED:
                words = next(iter(self.facts.of(support, None).wordings), words)
            text += sentence.text[at : support.at.start]
            supports.append(replace(support, at=Span(len(text), len(text) + len(words))))
            text += words
            at = support.at.end
        return replace(sentence, text=text + sentence.text[at:], supports=tuple(supports))

    def _with_themes_left(self, sentence: Sentence, tables: Sequence[str]) -> Sentence | None:
        """The line with fewer themes: the first of the tables that has as many slots."""
        left = [
            self._theme(sentence, one)
            for one in sorted(sentence.supports, key=lambda one: one.at)
            if one.span and one.article_key in self.items
        ]
        slots: dict[str, Sequence[Filling]] = {"theme": left}
        for support in sentence.supports:
            if support.fact == "watch":
                slots["watch"] = [fact(support.at.of(sentence.text), "watch")]
        if "watch" not in slots and not left:
            named = self.facts.of(Support(Span(0, 1), "template", fact="watch"), None).wordings
            slots["watch"] = [fact(named[0], "watch")]
        every = len(left) == len(self.items)
        for table in tables:
            if table.startswith("themes") and every != table.endswith("every"):
                continue
            for line in self.phrases.templates(table):
                if line.slots.count("theme") == len(left) and set(line.slots) <= set(slots):
                    made = line.filled(slots)
                    return replace(sentence, text=made.text, supports=made.supports)
        return None

    def _theme(self, sentence: Sentence, support: Support) -> Filling:
        """A theme with the article before it that the house may have put there."""
        words = support.at.of(sentence.text)
        forms = [one.text for one in self.phrases.templates("theme.forms")]
        for form in sorted(forms, key=len, reverse=True):
            before, _, after = form.partition("{theme}")
            start, end = support.at.start - len(before), support.at.end + len(after)
            if start >= 0 and sentence.text[start:end] == f"{before}{words}{after}":
                at = Span(len(before), len(before) + len(words))
                return Filling(f"{before}{words}{after}", (replace(support, at=at),))
        return Filling(words, (replace(support, at=Span(0, len(words))),))
