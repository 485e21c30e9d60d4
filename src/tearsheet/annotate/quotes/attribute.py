"""Which verb of saying, and whose, belongs to a segment?"""

import re
from dataclasses import dataclass, replace

from tearsheet.annotate.lexicon import Found, Lexicon
from tearsheet.annotate.quotes.mentions import Mention, is_function_word, words_of
from tearsheet.annotate.quotes.segments import Segment
from tearsheet.annotate.quotes.subject import (
    first_mention,
    owner_before,
    subject_after,
    subject_before,
)
from tearsheet.model import Span

_FEW_WORDS, _NEXT_SENTENCE = 5, 24
# What stands between a Chinese verb of saying and the marks, if they are all it says.
_AFTER_VERB = frozenset(
    ["", "，", ",", "了", "着", "出", "道", "的是", "过", "，即", "為", "为", "到"]
)
_PAUSES = frozenset("，。：！？；…,:!?;、—-）)”」』")
_SHORTEST_VERB = 4
_LONGEST_SUBJECT, _LONGEST_LABEL = 220, 60
_AUXILIARIES = frozenset(["hat", "haben", "hatte", "hatten", "habe"])
# A verb of saying further behind the words is another clause's.
_MOST_CUES = 3
_DASHES = re.compile(r"(?:\s-|[–—])\s")
# Before the marks and the verb that judges: wird von X als „…“ bezeichnet.
_AS = re.compile(r"\bals(?: \w+)?\s*\Z")
_BY = re.compile(r"\b(?:von|vom|durch)(?= )")
_WORDS, _MOST_BEFORE_VERB = re.compile(r"\w+"), 3
_NEXT_WORD = re.compile(r" (\w+)")
# What ends words that an attribution follows, or stands between the two.
_LINKS = frozenset(",?!…-—–،，؟？！")
# Closing marks of a quotation inside another.
_INNER_MARKS = "'’\"” \u00a0\u202f"


@dataclass(frozen=True, slots=True)
class Attribution:
    """What ties a segment to its speaker.

    ``cue`` is the word of saying, ``mention`` its subject; ``firm`` tells a verb of saying right
    beside the marks from a looser tie. ``basis`` says it in words, ``confidence`` is a
    probability.
    """

    span: Span
    cue: Span | None
    mention: Mention | None
    kind: str
    firm: bool
    basis: str
    confidence: float


def attribution_of(text: str, segment: Segment, lexicon: Lexicon) -> Attribution | None:
    """The attribution in the segment's own sentence, None if there is none."""
    if segment.answers:
        return None
    right = _right(text, segment, lexicon)
    left = _left(text, segment, lexicon)
    announced = left and left.firm and left.mention and _asks_for_words(text, segment)
    if lexicon.verb_last and text[segment.left.start : segment.left.end].rstrip().endswith(","):
        announced = None
    if right and right.firm and right.mention and not announced:
        return right
    if left and left.mention and left.cue:
        return left
    if left is None or left.cue is None:
        judged = _judged(text, segment, lexicon)
        if judged:
            return judged
        tail = _tail(text, segment, lexicon)
        if tail:
            return tail
    return right if right and right.mention else left or right


def _judged(text: str, segment: Segment, lexicon: Lexicon) -> Attribution | None:
    """Den Plan, den X als „…“ bezeichnete; wird von X als „…“ bezeichnet: the verb ends it."""
    if lexicon.script != "german" or not _AS.search(text, segment.left.start, segment.left.end):
        return None
    cue = next((c for c in _cues(text, segment.right.start, segment.right.end, lexicon)), None)
    if cue is None or cue.kind != "say":
        return None
    if len(_WORDS.findall(text, segment.right.start, cue.start)) > _MOST_BEFORE_VERB:
        return None
    start, end = segment.left.start, segment.left.end
    by = list(_BY.finditer(text, start, end))
    subject = subject_after(text, by[-1].end(), end, lexicon) if by else None
    subject = subject or first_mention(text, start, end, lexicon)
    if subject is None:
        return None
    basis = "subject before and verb after"
    return _made(segment.left, cue, subject, basis, firm=False, sure=0.8)


def _tail(text: str, segment: Segment, lexicon: Lexicon) -> Attribution | None:
    """“…” would do, X said: a subject and verb that end the sentence hold for all of it."""
    start, end = segment.right.start, segment.right.end
    said = [cue for cue in _cues(text, start, end, lexicon) if cue.kind == "say"]
    if turned := _turned(text, segment, said, lexicon):
        return turned
    if not said or len(text[said[-1].end : end].split()) > _FEW_WORDS:
        return None
    comma = text.rfind(",", start, said[-1].start)
    if comma < 0:
        return None
    mention = subject_before(text, comma + 1, said[-1].start, lexicon)
    if mention is None or mention.plain:
        return None
    basis = "subject and verb at the end of the sentence"
    return _made(segment.right, said[-1], mention, basis, firm=False, sure=0.8)


def _turned(text: str, segment: Segment, said: list[Found], lexicon: Lexicon) -> Attribution | None:
    """Sie sei „…“ gewesen, sagte X, …: after a comma the verb and its subject change places."""
    if lexicon.script != "german":
        return None
    start, end = segment.right.start, segment.right.end
    for cue in said:
        if not text[start : cue.start].rstrip().endswith(","):
            continue
        mention = subject_after(text, cue.end, end, lexicon)
        if mention and not mention.plain:
            basis = "subject and verb at the end of the sentence"
            return _made(segment.right, cue, mention, basis, firm=False, sure=0.8)
    return None


def speech_in(text: str, stretch: Span, lexicon: Lexicon) -> Attribution | None:
    """The last verb of saying with its subject in a stretch without marks: reported speech."""
    for cue in reversed(list(lexicon.cues.find(text, stretch.start, stretch.end))):
        if cue.kind not in {"say", "according", "accords"}:
            continue
        sentence = sentence_around(text, stretch, cue.start)
        if cue.kind == "according":
            mention = _source(text, cue, sentence.end, lexicon)
        else:
            before = subject_before(text, sentence.start, cue.start, lexicon)
            mention = before
            turned = text[sentence.start : cue.start].rstrip().endswith(",")
            turned = turned and lexicon.role_leads
            if lexicon.script == "german":
                turned = turned or _is_inverted(text, sentence.start, cue, lexicon)
            if before is None or turned:
                mention = subject_after(text, cue.end, sentence.end, lexicon) or before
        if mention and not mention.plain:
            return _made(sentence, cue, mention, "reported speech", firm=False, sure=0.95)
    return None


def sentence_around(text: str, stretch: Span, at: int) -> Span:
    """The stretch's sentence that holds a place, by its full stops."""
    ends = [
        match.end()
        for match in re.finditer(
            r"[.!?…][\"”»]?\s+(?=[^\W\d_a-z])|[。！？।]", text[stretch.start : stretch.end]
        )
    ]
    starts = [stretch.start] + [stretch.start + end for end in ends]
    start = max(start for start in starts if start <= at)
    end = min([s for s in starts if s > at] + [stretch.end])
    return Span(start, end)


def _source(text: str, cue: Found, end: int, lexicon: Lexicon) -> Mention | None:
    """Whom "according to" names: its own pronoun (*по его словам*), or who follows."""
    for word in words_of(text, cue.start, cue.end, lexicon):
        if word.base in lexicon.pronouns and word.base in lexicon.determiners:
            return Mention(Span(word.start, word.end), pronoun=word.base)
    return subject_after(text, cue.end, end, lexicon)


def _asks_for_words(text: str, segment: Segment) -> bool:
    """Whether a colon or comma stands right before the opening mark."""
    return text[segment.left.start : segment.left.end].rstrip().endswith((":", ",", "："))


def _right(text: str, segment: Segment, lexicon: Lexicon) -> Attribution | None:
    """What follows the closing mark: …, said X. / …, X said. / …, according to X."""
    start, end = segment.right.start, segment.right.end
    words_end = segment.words.of(text).rstrip(_INNER_MARKS)[-1:]
    outside = text[start:end].lstrip()
    linked = (
        words_end in _LINKS
        or outside[:1] in _LINKS
        or segment.inserted
        or (lexicon.script == "han" and words_end == "。")
        or words_end == "।"
        or lexicon.verb_last
    )
    linked = linked and (lexicon.script != "han" or _opens_clause(text, segment))
    # “Niches are a problem” Ann said: the comma is missing.
    unlinked = not linked and segment.leads and not segment.ends and _is_long(text, segment)
    # German: „Das reicht.“ sagte X, the comma is missing.
    unparted = lexicon.script == "german" and outside[:1].islower()
    if words_end == "." and outside[:1] != "," and not (lexicon.verb_last or unparted):
        return None
    bare: Attribution | None = None
    for cue in _cues(text, start, end, lexicon)[:_MOST_CUES]:
        gap = _gap(text, start, cue.start, lexicon)
        if cue.kind == "according" and not gap:
            mention = _source(text, cue, end, lexicon)
            return _made(segment.right, cue, mention, "according to", firm=True, sure=0.93)
        if cue.kind == "accords":
            mention = subject_before(text, start, cue.start, lexicon)
            return _made(segment.right, cue, mention, "according to", firm=True, sure=0.9)
        if cue.kind == "weak" and lexicon.verb_last and not gap:
            # X, “…” деп атады: X called it so.
            return replace(_around(text, segment, cue, lexicon), firm=False)
        if cue.kind == "weak" and lexicon.script == "devanagari" and not gap:
            # X ने इसे “…” करार दिया: the verb of judging comes last.
            mention = first_mention(text, segment.left.start, segment.left.end, lexicon)
            basis = "subject before and verb after"
            return _made(segment.left, cue, mention, basis, firm=False, sure=0.8)
        leans = cue.kind == "participles" and (gap or lexicon.script == "arabic")
        if cue.kind in {"nouns", "weak"} or leans:
            continue
        if not gap:
            mention = subject_after(text, cue.end, end, lexicon)
            if mention:
                return _made(
                    segment.right, cue, mention, "verb and subject after", firm=linked, sure=0.97
                )
            if lexicon.verb_last:
                return _around(text, segment, cue, lexicon)
            bare = bare or _made(segment.right, cue, None, "verb after", firm=linked, sure=0.9)
            continue
        near = linked or (unlinked and "," not in gap and len(gap.split()) < _FEW_WORDS)
        if len(gap) > _LONGEST_SUBJECT or not near or gap.split()[0].casefold() in lexicon.joins:
            continue
        mention = _after_auxiliary(text, start, cue, lexicon) or subject_before(
            text, _past_comma(text, start, cue.start), cue.start, lexicon
        )
        if mention and mention.plain and lexicon.script == "han":
            continue
        if mention and _is_first_clause(text, start, mention, lexicon):
            return _made(
                segment.right, cue, mention, "subject and verb after", firm=True, sure=0.95
            )
    if bare is None and linked:
        # Where subjects come first, only words that open their sentence are followed by a verb.
        if lexicon.role_leads:
            return _by_order(text, segment, lexicon)
        if lexicon.script == "capitals" and not segment.left.of(text).strip():
            return _by_order(text, segment, lexicon) or _opening_subject(text, segment, lexicon)
    if bare is None and lexicon.script == "han" and segment.leads and words_end in "。！？…":
        line = text.find("\n", start)
        limit = min(start + _NEXT_SENTENCE, line if line >= 0 else len(text))
        mention = first_mention(text, start, max(end, limit), lexicon)
        if mention and mention.name and mention.span.start <= start + 1:
            span = Span(start, max(end, mention.span.end))
            return _made(span, None, mention, "name after", firm=False, sure=0.7)
    return bare


def _after_auxiliary(text: str, start: int, cue: Found, lexicon: Lexicon) -> Mention | None:
    """„…“, hatte *die Sängerin* in einem Interview gesagt: the subject follows the auxiliary."""
    if lexicon.script != "german":
        return None
    words = words_of(text, start, cue.start, lexicon)
    if not words or words[0].base not in _AUXILIARIES:
        return None
    found = subject_after(text, words[0].end, cue.start, lexicon)
    return None if found is None or found.plain else found


def _opens_clause(text: str, segment: Segment) -> bool:
    """Whether a pause stands before the marks, so that a verb after them may mean the words."""
    before = text[segment.left.start : segment.left.end].rstrip()
    return not before or before[-1] in _PAUSES


def _is_long(text: str, segment: Segment) -> bool:
    """Whether words open like a sentence and are too many for a title."""
    words = segment.words.of(text)
    return words[:1].isupper() and words.count(" ") >= _FEW_WORDS - 1


def _opening_subject(text: str, segment: Segment, lexicon: Lexicon) -> Attribution | None:
    """…, NAME VERB: a subject right after the words, and a verb that nobody listed."""
    start, end = segment.right.start, segment.right.end
    mention = first_mention(text, start, end, lexicon)
    if mention is None or mention.plain or text[start : mention.span.start].strip(" ,"):
        return None
    words = words_of(text, mention.span.end, end, lexicon)
    if not words or words[0].capital or is_function_word(words[0].base, lexicon):
        return None
    if len(words[0].base) < _SHORTEST_VERB or text[mention.span.end : words[0].start].strip():
        return None
    cue = Found(words[0].start, words[0].end, "say")
    basis = "subject and verb after, by the order of words"
    return _made(segment.right, cue, mention, basis, firm=True, sure=0.75)


def _by_order(text: str, segment: Segment, lexicon: Lexicon) -> Attribution | None:
    """…, VERB the baker NAME: the order of words shows a verb of saying that nobody listed."""
    start, end = segment.right.start, segment.right.end
    words = words_of(text, start, end, lexicon)
    while words and words[0].base in lexicon.between:
        words.pop(0)
    if not words or words[0].capital or is_function_word(words[0].base, lexicon):
        return None
    verb = words[0]
    if len(verb.base) < _SHORTEST_VERB or text[start : verb.start].count(",") > 1:
        return None
    mention = subject_after(text, verb.end, end, lexicon)
    if mention is None or mention.name is None or len(mention.span) < len(mention.name):
        return None
    if len(text[verb.end : mention.span.start].split()) > 1:
        return None
    cue = Found(verb.start, verb.end, "say")
    basis = "verb and subject after, by the order of words"
    return _made(segment.right, cue, mention, basis, firm=True, sure=0.75)


def _gap(text: str, start: int, end: int, lexicon: Lexicon) -> str:
    """What stands between the marks and a cue, auxiliaries and small adverbs left out."""
    gap = text[start:end].strip(" ,،，\u00a0—–-")
    words = re.findall(r"[^\W_]+['’]?", gap)
    return "" if all(word.casefold() in lexicon.between for word in words) else gap


def _around(text: str, segment: Segment, cue: Found, lexicon: Lexicon) -> Attribution:
    """X, “…” said: the subject opens the sentence, the verb ends it."""
    start, end = segment.left.start, segment.left.end
    mention = _before_comma(text, start, end, lexicon)
    if mention is None and text[start:end].strip():
        mention = first_mention(text, start, end, lexicon)
    made = _made(segment.left, cue, mention, "subject before and verb after", firm=True, sure=0.93)
    return replace(made, span=segment.right) if mention is None else made


def _before_comma(text: str, start: int, end: int, lexicon: Lexicon) -> Mention | None:
    """…, paylaşan NAME, “…”: the name right before the comma that brings in the words."""
    left = text[start:end].rstrip()
    if not left.endswith((",", ":")):
        return None
    comma = start + len(left) - 1
    begin = text.rfind(",", start, comma) + 1 or start
    mention = subject_before(text, begin, comma, lexicon)
    near = mention is not None and not mention.plain and mention.span.end >= comma - 1
    return mention if near else None


def _past_comma(text: str, start: int, end: int) -> int:
    while start < end and text[start] in " ,\u00a0—–-":
        start += 1
    return start


def _is_first_clause(text: str, start: int, mention: Mention, lexicon: Lexicon) -> bool:
    """Whether the subject is the first thing after the marks, adverbials apart."""
    between = text[start : mention.span.start]
    return between.count(",") <= 2 and len(between) < 80


def _left(text: str, segment: Segment, lexicon: Lexicon) -> Attribution | None:
    """What stands before the opening mark: X said: … / According to X, … / X said that …"""
    start, end = segment.left.start, segment.left.end
    cues = _cues(text, start, end, lexicon)
    if not cues:
        return _colon(text, segment, lexicon)
    for cue in _by_weight(text, cues, end, lexicon):
        beside = _beside(text, cue, end, lexicon)
        if cue.kind == "according":
            mention = _source(text, cue, end, lexicon)
            if mention:
                return _made(segment.left, cue, mention, "according to", firm=True, sure=0.92)
            continue
        if cue.kind == "nouns" and not beside:
            continue
        found = _pronoun_behind(text, cue, end, lexicon) or _subject(
            text, start, cue, cues, lexicon
        )
        inverted = _is_inverted(text, start, cue, lexicon)
        inverted = inverted and not (found and found.span.start > cue.start)
        turned = found is None or inverted or (found.plain and lexicon.language != "en")
        if cue.kind == "say" and turned:
            after = subject_after(text, cue.end, end, lexicon)
            # …, nannte die Daten „…“: what is neither name nor role gives way to who is.
            known = found is not None and not found.plain
            found = found if after is None or (known and after.plain) else after
        if found and found.plain and lexicon.is_bare and lexicon.verb_last:
            # NAME, depremle ilgili şunları söyledi: the subject stands before the comma.
            comma = text.rfind(",", start, cue.start)
            found = (
                subject_before(text, start, comma, lexicon) if comma > start else None
            ) or found
        if found and found.plain and lexicon.script == "german":
            # Der Ermittler, der als Zeuge gilt, sagte: who opens the sentence is its subject.
            opens = first_mention(text, start, cue.start, lexicon)
            found = opens if opens and not opens.plain else found
        if found is None:
            continue
        firm = beside and cue.kind in {"say", "participles"}
        sure = 0.95 if firm else 0.8 if beside else 0.7
        return _made(segment.left, cue, found, "subject and verb before", firm=firm, sure=sure)
    found = first_mention(text, start, end, lexicon)
    asked = cues[-1].kind == "say" and found is None and _asks_for_words(text, segment)
    return _made(segment.left, cues[-1], found, "subject of the sentence", firm=asked, sure=0.6)


def _cues(text: str, start: int, end: int, lexicon: Lexicon) -> list[Found]:
    """The cues of a stretch; a capital inside a sentence is no verb (the United States)."""
    found = list(lexicon.cues.find(text, start, end))
    if lexicon.script != "capitals":
        return found
    return [cue for cue in found if _is_verb(text, start, cue, lexicon)]


def _is_verb(text: str, start: int, cue: Found, lexicon: Lexicon) -> bool:
    """Neither a name (the United States) nor a noun after its owner (Ann's attacks)."""
    before = text[start : cue.start].split()
    if not before or cue.kind in {"according", "accords"}:
        return True
    if cue.kind == "nouns":
        return not text[cue.start].isupper()
    last = before[-1].casefold()
    article = last in lexicon.articles and last not in lexicon.between
    owner = last in lexicon.pronouns and last in lexicon.determiners
    owned = article or owner or last.endswith(tuple(lexicon.endings or "\0"))
    return not text[cue.start].isupper() and not owned


def _by_weight(text: str, cues: list[Found], end: int, lexicon: Lexicon) -> list[Found]:
    """The cues in the order they are tried: beside the marks, verbs of saying, the others.

    In "X said he wanted …" the words are what X said: the outer verb comes first.
    """
    last = cues[-1]
    inner = last.kind in {"weak", "think"}
    near = [last] if _beside(text, last, end, lexicon) and not inner else []
    said = [cue for cue in reversed(cues) if cue.kind not in {"weak", "think", "nouns"}]
    outer = [cue for cue in said[1:2] if _embeds(text, cue, said[0])]
    return [*outer, *near, *said, *reversed(cues)]


def _embeds(text: str, outer: Found, inner: Found) -> bool:
    """Whether a verb of saying stands in what another says: X said that Y told …"""
    if outer.kind != "say":
        return False
    between = text[outer.end : inner.start]
    return between.lstrip().startswith("that ") and "," not in between


def _is_inverted(text: str, start: int, cue: Found, lexicon: Lexicon) -> bool:
    """Whether an adverbial opens the clause, so that the subject may follow the verb."""
    if lexicon.language == "en":
        return False
    if lexicon.script == "arabic":
        return True
    clause = text[start : cue.start].rpartition(",")[2]
    first = re.search(r"[^\W_]+", clause)
    if first is None:
        return lexicon.script == "german" and "," in text[start : cue.start]
    return first is not None and first[0].casefold() in lexicon.prepositions


def _subject(
    text: str, start: int, cue: Found, cues: list[Found], lexicon: Lexicon
) -> Mention | None:
    """The subject of a cue, that of the verb it leans on if it has none of its own."""
    if cue.kind not in {"participles", "nouns"}:
        return subject_before(text, start, cue.start, lexicon)
    # A German owner ends in s or stands behind the noun: begründete den Schritt mit den Worten.
    german = lexicon.script == "german"
    own = None if german else owner_before(text, start, cue.start, lexicon)
    if own and own.span.end >= cue.start - 2 - 20 * (cue.kind == "nouns"):
        return own
    before = [other for other in cues if other.start < cue.start]
    for kind in ("say", "weak"):
        for leaned in reversed(before):
            if leaned.kind == kind:
                behind = _pronoun_behind(text, leaned, cue.start, lexicon)
                found = behind or subject_before(text, start, leaned.start, lexicon)
                if found:
                    return found
    return first_mention(text, start, cue.start, lexicon)


def _pronoun_behind(text: str, cue: Found, end: int, lexicon: Lexicon) -> Mention | None:
    """Gegenüber dem Sender äußerte *er* sich: right behind a German verb it is the subject."""
    if lexicon.script != "german" or cue.kind != "say":
        return None
    word = _NEXT_WORD.match(text, cue.end, end)
    if word is None or lexicon.pronouns.get(word[1]) != "m":
        # sie may be an object as well.
        return None
    return Mention(Span(*word.span(1)), pronoun=word[1])


def _beside(text: str, cue: Found, end: int, lexicon: Lexicon) -> bool:
    """Whether little stands between the cue and the marks."""
    between = text[cue.end : end]
    if lexicon.script == "han":
        return between.strip() in _AFTER_VERB or between.rstrip().endswith(("：", ":"))
    return len(between.split()) <= 4 or between.rstrip().endswith((":", ",", "："))


def _colon(text: str, segment: Segment, lexicon: Lexicon) -> Attribution | None:
    """NAME: “…” without a verb."""
    start, end = segment.left.start, segment.left.end
    dash = list(_DASHES.finditer(text, start, end))
    start = dash[-1].end() if dash else start
    before = text[start:end].rstrip()
    if not before.endswith((":", "：")) or len(before) > _LONGEST_LABEL:
        if lexicon.reporting & set(re.findall(r"[^\W_]+", before.casefold())):
            return None
        found = first_mention(text, start, end, lexicon) if before else None
        if found is None:
            return None
        return _made(segment.left, None, found, "subject of the sentence", firm=False, sure=0.5)
    found = subject_before(text, start, start + len(before) - 1, lexicon)
    if found is None:
        return None
    firm = found.name is not None or found.role is not None
    return _made(segment.left, None, found, "name and colon", firm=firm, sure=0.85)


def _made(
    span: Span, cue: Found | None, mention: Mention | None, basis: str, *, firm: bool, sure: float
) -> Attribution:
    """An attribution; a subject that is no name or role makes it less sure."""
    if mention is None:
        sure *= 0.5
    elif mention.plain:
        sure *= 0.85
    return Attribution(
        span,
        Span(cue.start, cue.end) if cue else None,
        mention,
        cue.kind if cue else "",
        firm,
        basis,
        round(sure, 2),
    )
