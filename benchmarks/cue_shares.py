"""How often is a word a cue, and beside which kinds of words? The table of ``en.cues.toml``."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from tearsheet.annotate.indirect.candidates import Candidate
from tearsheet.annotate.indirect.cues import LEAST_SHARE, expected, log_odds, stem

# A word is kept that was a cue this often; a share beside it that was seen this often.
LEAST, LEAST_BESIDE = 5, 5
# How many occurrences the expectation counts as; how far (in log-odds) a share must depart.
PRIOR, DEPARTS = 4, 0.4

Key = tuple[str, ...]
Table = dict[str, dict[str, dict[str, object]]]


def shares_of(occurrences: Iterable[tuple[Candidate, str, bool]]) -> Table:
    """The table, from candidates, the word of each in lower case and whether it was a cue."""
    seen = defaultdict[str, Counter[Key]](Counter)
    cues = defaultdict[str, Counter[Key]](Counter)
    for candidate, word, is_cue in occurrences:
        keys: list[Key] = [()]
        keys += [("after", candidate.after), ("before", candidate.before)]
        for named in (("words", word), ("stems", stem(word))):
            keys += [named, (*named, "after", candidate.after)]
            keys.append((*named, "before", candidate.before))
        for key in keys:
            seen[candidate.way][key] += 1
            cues[candidate.way][key] += is_cue
    return {way: _of_way(seen[way], cues[way]) for way in ("right", "left", "passive") if seen[way]}


def _of_way(seen: Counter[Key], cues: Counter[Key]) -> dict[str, dict[str, object]]:
    usual = _share(cues[()], seen[()], 0.5)
    sides: dict[str, dict[str, float]] = {
        side: {
            key[1]: _share(cues[key], count, usual)
            for key, count in sorted(seen.items())
            if len(key) == 2 and key[0] == side
        }
        for side in ("after", "before")
    }
    beside = defaultdict[Key, list[Key]](list)
    for key in seen:
        if len(key) == 4 and seen[key] >= LEAST_BESIDE:
            beside[key[:2]].append(key)
    made: dict[str, dict[str, object]] = {"stems": {}, "words": {}}
    shares: dict[str, float] = {}
    for kind in ("stems", "words"):
        for key in sorted(key for key in seen if len(key) == 2 and key[0] == kind):
            if cues[key] < LEAST:
                continue
            before = shares.get(stem(key[1]), usual) if kind == "words" else usual
            share = _share(cues[key], seen[key], before)
            rare = share < LEAST_SHARE
            if rare and (kind == "stems" or stem(key[1]) not in shares):
                continue
            if kind == "stems":
                shares[key[1]] = share
            entry: dict[str, object] = {"share": share}
            if rare:
                # Only so that the stem does not speak for it.
                made[kind][key[1]] = entry
                continue
            for side in ("after", "before"):
                found = _departing(seen, cues, sorted(beside[key]), side, share, sides[side], usual)
                if found:
                    entry[side] = found
            made[kind][key[1]] = entry
    return {"usual": {"all": usual}, **{k: dict(v) for k, v in sides.items()}, **made}


def _departing(
    seen: Counter[Key],
    cues: Counter[Key],
    keys: list[Key],
    side: str,
    share: float,
    usually: Mapping[str, float],
    usual: float,
) -> dict[str, float]:
    """The shares beside a kind of word that the two alone do not foretell."""
    found = dict[str, float]()
    for key in keys:
        if key[2] != side:
            continue
        foretold = expected(log_odds(share), log_odds(usually[key[3]]), log_odds(usual))
        own = _share(cues[key], seen[key], 1 / (1 + math.exp(-foretold)))
        if abs(log_odds(own) - foretold) >= DEPARTS:
            found[key[3]] = own
    return found


def _share(cues: int, seen: int, expected_share: float) -> float:
    share = (cues + PRIOR * expected_share) / (seen + PRIOR)
    return min(0.99, max(0.01, round(share, 2 if share > 0.05 else 3)))
