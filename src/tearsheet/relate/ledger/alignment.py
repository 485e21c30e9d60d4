"""Are two printings wordings of one utterance, word against word?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from difflib import SequenceMatcher

from tearsheet.relate.ledger.statement import Statement

# So many words of the shorter wording must stand in the longer one, in order. Words of other
# people that agree may be a coincidence or a set phrase; more of them must.
_SHARE, _FEWEST = 0.6, 4
_SHARE_OF_OTHERS, _FEWEST_OF_OTHERS = 0.85, 7
# Two or three words are one utterance only if the same person said them within a few days.
_SHORT = timedelta(days=7)
# An utterance is told for so long; later the same words are said anew.
_WITHIN = timedelta(days=120)
# Characters of an unspaced script that weigh as much as one word.
_PER_WORD = 2


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two wordings laid beside one another.

    ``steps`` are ``(tag, i1, i2, j1, j2)`` as `difflib` gives them: words ``i1:i2`` of the
    earlier became ``j1:j2`` of the later. ``matched`` of ``shorter`` words agree, in order.
    """

    matched: int
    shorter: int
    steps: tuple[tuple[str, int, int, int, int], ...]

    @property
    def share(self) -> float:
        """Agreeing words among those of the shorter wording."""
        return self.matched / self.shorter

    @property
    def why(self) -> str:
        """In words."""
        return f"{self.matched} of {self.shorter} words in order"


def aligned(earlier: Statement, later: Statement) -> Alignment | None:
    """How they lie beside one another if they are one utterance, else None."""
    if earlier.language != later.language or later.printed_at - earlier.printed_at > _WITHIN:
        return None
    shorter = min(len(earlier.words), len(later.words))
    same_person = earlier.person == later.person
    unit = _PER_WORD if _is_unspaced(earlier) else 1
    fewest = (_FEWEST if same_person else _FEWEST_OF_OTHERS) * unit
    if shorter < fewest:
        return _short(earlier, later) if same_person else None
    matcher = SequenceMatcher(None, earlier.folded, later.folded, autojunk=False)
    matched = sum(block.size for block in matcher.get_matching_blocks())
    share = _SHARE if same_person else _SHARE_OF_OTHERS
    if matched < fewest or matched < share * shorter:
        return None
    return Alignment(matched, shorter, tuple(matcher.get_opcodes()))


def _short(earlier: Statement, later: Statement) -> Alignment | None:
    """A few words must all stand in the other, side by side."""
    small, large = sorted((earlier.folded, later.folded), key=len)
    if later.printed_at - earlier.printed_at > _SHORT or len(small) < 2:
        return None
    places = range(len(large) - len(small) + 1)
    if not any(large[at : at + len(small)] == small for at in places):
        return None
    matcher = SequenceMatcher(None, earlier.folded, later.folded, autojunk=False)
    return Alignment(len(small), len(small), tuple(matcher.get_opcodes()))


def _is_unspaced(statement: Statement) -> bool:
    """Whether most of its words are single letters of a script that does not part them."""
    return sum(len(word.folded) == 1 for word in statement.words) > len(statement.words) / 2


def shingles(statement: Statement) -> Iterator[tuple[str, ...]]:
    """Three words in a row, everywhere: wordings of one utterance share at least one of them."""
    words = statement.folded
    for at in range(len(words) - 2):
        yield words[at : at + 3]


def pairs_of_words(statement: Statement) -> Iterator[tuple[str, str, str]]:
    """Two words in a row with who said them: what finds wordings of two or three words."""
    words = statement.folded
    for at in range(len(words) - 1):
        yield statement.person, words[at], words[at + 1]
