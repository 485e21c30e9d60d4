"""What does the edition say? Title, lead and items, from phrases and archived words alone."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Literal, TypeAlias, get_args

from tearsheet.edit import facts
from tearsheet.edit.attribution import Attributions
from tearsheet.edit.candidate import Candidate, Selection
from tearsheet.edit.front import lead_of, themed, title_of
from tearsheet.edit.gloss import introduced, originator_names
from tearsheet.edit.lines import Line
from tearsheet.edit.occasion import distributor, occasion_of, originator
from tearsheet.edit.passage import Passage, Passages
from tearsheet.edit.phrasing import Filling, Phrases, fact, phrases
from tearsheet.edit.quoting import Quotations, original, speaker_fillings, without_stop, words
from tearsheet.edit.themes import Theme, Themes, headline_theme
from tearsheet.model import Digest, Feature, Item, Sentence, SentenceKind, Span, Suggestion, Watch

Form: TypeAlias = Literal["astana", "list", "brief"]
FORMS: tuple[Form, ...] = get_args(Form)
Slots: TypeAlias = dict[str, Sequence[Filling]]


def draft(
    selection: Selection,
    candidates: Sequence[Candidate],
    watch: Watch,
    form: str,
    language: str,
    number: int,
    first: date,
    last: date,
    now: datetime,
) -> Digest:
    """The edition of a selection, in the state ``draft``.

    ``candidates`` must hold every article of the selection. Nothing in it is invented: what is
    not a phrase of ``phrases/<language>.toml`` rests on a support. Raises ValueError for an
    unknown form and `PhraseError` for a language without phrases.
    """
    if form not in FORMS:
        raise ValueError(f"unknown form {form!r}; there are: {', '.join(FORMS)}")
    desk = _Desk(watch, form, phrases(language), candidates, facts.plain_year(first, last))
    pieces = [desk.piece(suggestion) for suggestion in selection.chosen]
    themes = [(piece.candidate, piece.theme) for piece in pieces if piece.theme]
    front = [piece.candidate for piece in pieces]
    return Digest(
        number,
        watch.key,
        form,
        desk.phrases.language,
        first,
        last,
        title_of(watch, themes, desk.phrases),
        lead_of(watch, front, themes, first, last, desk.phrases),
        tuple(desk.item(piece) for piece in pieces),
        now,
    )


class _Piece:
    """One chosen article, prepared for wording."""

    def __init__(self, candidate: Candidate, suggestion: Suggestion, desk: "_Desk") -> None:
        self.candidate = candidate
        self.suggestion = suggestion
        self.article = candidate.article
        self.at_home = _primary(self.article.language) == desk.phrases.language
        mentions = [one.span for one in candidate.match.mentions if one.part == "text"]
        self.passages = Passages(self.article, candidate.annotations, mentions)
        self.theme = desk.theme(candidate) if self.at_home else None

    @property
    def fact(self) -> Line | None:
        """The sentence that tells its news."""
        return self.passages.fact() if self.at_home else None


class _Desk:
    """Words one edition's items, in order; it remembers what has been introduced."""

    def __init__(
        self,
        watch: Watch,
        form: Form,
        phrases: Phrases,
        candidates: Sequence[Candidate],
        year: int,
    ) -> None:
        self.watch, self.form, self.phrases, self.year = watch, form, phrases, year
        self.candidates = {candidate.key: candidate for candidate in candidates}
        self._attributions = Attributions(phrases)
        self._quotations = Quotations(phrases, "list" if form == "list" else "quotation")
        self._themes = Themes(candidates, watch, phrases.language)
        self._introduced = set[str]()
        self._taken = set[str]()

    def theme(self, candidate: Candidate) -> Theme | None:
        """What an item is about, in words of its own that no item before it has."""
        if self.phrases.word("theme") == "headline":
            return headline_theme(candidate.article)
        theme = self._themes.of(candidate, self._taken)
        if theme:
            self._taken.add(theme.words(candidate.article))
        return theme

    def piece(self, suggestion: Suggestion) -> _Piece:
        return _Piece(self.candidates[suggestion.article_key], suggestion, self)

    def item(self, piece: _Piece) -> Item:
        """One item: the headline first, then what the form has."""
        match self.form:
            case "astana":
                sentences, passage = self._astana(piece)
            case "list":
                sentences, passage = self._list(piece)
            case "brief":
                sentences, passage = [self._headline(piece, "brief.headline")], None
        copies = self._copies(piece.candidate)
        return Item(
            piece.article.key,
            tuple(sentences) + self._copies_note(piece, copies),
            _explained(piece.suggestion, passage),
            tuple(copy.key for copy in copies),
        )

    # The forms.

    def _astana(self, piece: _Piece) -> tuple[list[Sentence], Passage | None]:
        slots = self._slots(piece)
        news = piece.fact
        if news:
            slots["fact"] = [_fact_words(piece, news)]
        taken = [news.span] if news else []
        passage = piece.passages.best(taken, said=piece.at_home)
        occasion = occasion_of(piece.article)
        if occasion == "interview" and passage and passage.quote and passage.quote.speaker:
            slots |= speaker_fillings(piece.article, passage.quote.speaker, passage.spans[0])
        shape, line = self._attributions.line(occasion, slots, not piece.at_home)
        sentences = [self._whole_headline(piece), self._sentence("attribution", line)]
        if news and shape != "fact" and not _overlap(news, passage):
            substance = self.phrases.templates("substance.sentence")[0].filled(slots)
            sentences.append(self._sentence("substance", substance))
        if passage:
            sentences.append(self._quotation(piece, passage, {}))
        return sentences, passage

    def _list(self, piece: _Piece) -> tuple[list[Sentence], Passage | None]:
        sentences = [self._headline(piece, "list.headline")]
        slots = self._slots(piece)
        slots["name"] = [
            fact(
                facts.outlet_name(piece.candidate.outlet, self.phrases), "outlet", piece.article.key
            )
        ]
        passage = piece.passages.best(said=piece.at_home)
        if not piece.at_home or not passage:
            line = self.phrases.templates("list.original")[0].filled(slots)
            sentences.append(self._sentence("attribution", line))
        if passage:
            sentences.append(self._quotation(piece, passage, slots))
        return sentences, passage

    # Their sentences.

    def _whole_headline(self, piece: _Piece) -> Sentence:
        title = words(piece.article, Span(0, len(piece.article.title)), "title")
        return Sentence("headline", title.text, piece.article.language, title.supports)

    def _headline(self, piece: _Piece, table: str) -> Sentence:
        slots = self._slots(piece)
        slots["headline"] = [words(piece.article, Span(0, len(piece.article.title)), "title")]
        return self._sentence("headline", self.phrases.templates(table)[0].filled(slots))

    def _quotation(self, piece: _Piece, passage: Passage, slots: Slots) -> Sentence:
        if not piece.at_home:
            return original(piece.article, passage)
        found = self._quotations.sentence(piece.article, passage, dict(slots))
        if found:
            return found
        alone = replace(passage, spans=passage.spans[:1]) if passage.split else passage
        again = self._quotations.sentence(piece.article, replace(alone, split=False), dict(slots))
        return again or original(piece.article, alone)

    def _copies_note(self, piece: _Piece, copies: Sequence[Candidate]) -> tuple[Sentence, ...]:
        others = {copy.outlet.key for copy in copies}
        if not others or self.form == "brief":
            return ()
        many = fact(facts.counted("copies", len(others), self.phrases), "copies", piece.article.key)
        note = self.phrases.templates("note.copies")[0].filled({"copies": [many]})
        return (self._sentence("note", note),)

    def _sentence(self, kind: SentenceKind, filling: Filling) -> Sentence:
        text, supports = filling.text, filling.supports
        if supports and supports[0].at.start == 0 and supports[0].fact not in (None, "outlet"):
            text = text[:1].upper() + text[1:]
        return Sentence(kind, text, self.phrases.language, supports)

    # Their slots.

    def _slots(self, piece: _Piece) -> Slots:
        """Every fact about an article that a phrase may ask for."""
        article, outlet, key = piece.article, piece.candidate.outlet, piece.article.key
        is_first = outlet.key not in self._introduced
        self._introduced.add(outlet.key)
        slots: Slots = {"outlet": [introduced(outlet, key, self.phrases, is_first)]}
        day = facts.published(article, self.phrases, self.year)
        if day:
            slots["date"] = [fact(day, "published", key)]
        tongue = facts.language_name(article, self.phrases)
        if tongue:
            slots["language"] = [fact(tongue, "language", key)]
        if article.authors:
            slots["author"] = [fact(article.authors[0], "author", key)]
        writer, sender = originator(article), distributor(article)
        if writer:
            name = originator_names(writer, self.phrases)[0]
            slots["originator"] = [fact(name, "originator", key)]
        if sender:
            slots["distributor"] = [fact(sender.name, "distributor", key)]
        slots["watch"] = [fact(facts.watch_name(self.watch, self.phrases), "watch")]
        if piece.theme:
            slots["theme"] = [themed(article, piece.theme, self.phrases)]
        return slots

    def _copies(self, candidate: Candidate) -> list[Candidate]:
        """The other printings of its text that are before us, in other outlets.

        Who wrote the text does not carry it: where the item says whose it is, they are not counted.
        """
        if not candidate.group:
            return []
        writer, said = candidate.group.written_by, originator(candidate.article)
        not_counted = {candidate.outlet.key}
        if writer and writer.outlet and said and said.outlet == writer.outlet:
            not_counted.add(writer.outlet)
        return [
            self.candidates[copy.article_key]
            for copy in candidate.group.copies
            if copy.article_key in self.candidates
            and self.candidates[copy.article_key].outlet.key not in not_counted
        ]


def _fact_words(piece: _Piece, line: Line) -> Filling:
    return words(piece.article, without_stop(piece.article.text, line.span))


def _overlap(line: Line, passage: Passage | None) -> bool:
    return passage is not None and any(span.overlaps(line.span) for span in passage.spans)


def _explained(suggestion: Suggestion, passage: Passage | None) -> Suggestion:
    """The suggestion with the reasons for its passage, which add nothing to its score."""
    if passage is None:
        return suggestion
    why = Feature("passage", round(passage.score, 2), 0.0, passage.why)
    return replace(suggestion, features=(*suggestion.features, why))


def _primary(language: str) -> str:
    return language.lower().partition("-")[0]
