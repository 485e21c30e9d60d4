"""One quotation in several languages is one utterance where vectors say so."""

from datetime import UTC, datetime, timedelta
from itertools import permutations
from random import Random

import numpy as np

from tearsheet.model import Annotations, Article, ExtractionReport, Quote, Span, Speaker
from tearsheet.relate.ledger import Meanings, statements_of, utterances

DAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
BRIDGE = {
    "en": "We will open the bridge to all cars in May",
    "de": "Wir werden die Brücke im Mai für alle Autos öffnen",
    "es": "En mayo abriremos el puente a todos los coches",
}
TUNNEL = {
    "en": "The tunnel is a matter for the next council",
    "de": "Der Tunnel ist eine Sache des nächsten Rates",
}
SHORT = {"en": "a deep disappointment", "de": "eine tiefe Enttäuschung"}


class Meant:
    """An encoder made by hand: translations lie at ``cosine``, all else is chance."""

    name = "invented"
    dimensions = 64

    def __init__(self, cosine=0.8):
        self._shared = np.sqrt(cosine)

    def encode(self, texts):
        return np.array([self._row(text) for text in texts], np.float32).reshape(-1, 64)

    def _row(self, text):
        told = next((one for one in (BRIDGE, TUNNEL, SHORT) if text in one.values()), None)
        own = _chance(text)
        if told is None:
            return own
        row = self._shared * _chance(told["en"] + "!") + np.sqrt(1 - self._shared**2) * own
        return row / np.linalg.norm(row)


def _chance(seed):
    row = np.array([Random(f"{seed} {at}").gauss(0, 1) for at in range(64)])
    return row / np.linalg.norm(row)


def _statements(*told):
    """Of ``(words, language, speaker, hour)`` each."""
    made = []
    for number, (words, language, speaker, hour) in enumerate(told):
        article = Article(
            f"c{number}", f"https://p{number}.example/", "T", words, language,
            ExtractionReport("test"),
        )  # fmt: skip
        who = Speaker(speaker, None, None, speaker, "verb and subject after", 0.95)
        quote = Quote((Span(0, len(words)),), "direct", speaker=who)
        annotations = Annotations(article.key, (quote,))
        made += statements_of(
            article, annotations, f"outlet {number}", DAY + timedelta(hours=hour), str.casefold
        )
    return made


def _ledger(statements, cosine=0.8):
    meanings = Meanings(statements, Meant(cosine))
    return utterances(
        statements, lambda _: (frozenset(), frozenset()), lambda a, b: float(a == b), meanings
    )


def _sizes(told, cosine=0.8):
    return [len(one.wordings) for one in _ledger(_statements(*told), cosine)]


def test_three_languages_are_one_utterance_and_another_is_its_own():
    told = [(words, language, "Ann Orr", 0) for language, words in BRIDGE.items()]
    told += [(words, language, "Ann Orr", 1) for language, words in TUNNEL.items()]
    found = _ledger(_statements(*told))
    assert [len(one.wordings) for one in found] == [3, 2]
    assert "near in meaning (0." in found[0].wordings[1].why


def test_without_vectors_they_stay_apart():
    told = [(words, language, "Ann Orr", 0) for language, words in BRIDGE.items()]
    statements = _statements(*told)
    found = utterances(statements, lambda _: (frozenset(), frozenset()), lambda a, b: 0.0)
    assert [len(one.wordings) for one in found] == [1, 1, 1]


def test_another_speaker_needs_more_likeness_and_more_words():
    told = [(BRIDGE["en"], "en", "Ann Orr", 0), (BRIDGE["de"], "de", "the harbour office", 1)]
    assert _sizes(told) == [2]
    assert _sizes(told, cosine=0.55) == [1, 1]
    assert _sizes([*told[:1], (BRIDGE["de"], "de", "Ann Orr", 1)], cosine=0.6) == [2]
    short = [(SHORT["en"], "en", "Ann Orr", 0), (SHORT["de"], "de", "the harbour office", 1)]
    assert _sizes(short) == [1, 1]
    assert _sizes([short[0], (SHORT["de"], "de", "Ann Orr", 1)]) == [2]


def test_days_apart_it_was_said_again():
    told = [(BRIDGE["en"], "en", "Ann Orr", 0), (BRIDGE["de"], "de", "Ann Orr", 24 * 6)]
    assert _sizes(told) == [1, 1]


def test_the_order_does_not_matter():
    told = [(words, language, "Ann Orr", at) for at, (language, words) in enumerate(BRIDGE.items())]
    told += [(TUNNEL["de"], "de", "Ann Orr", 1), (TUNNEL["en"], "en", "Bo Lind", 2)]
    statements = _statements(*told)
    first = _ledger(statements)
    assert all(_ledger(list(order)) == first for order in list(permutations(statements))[::17])


def test_nothing_in_nothing_out():
    assert _ledger([]) == ()
