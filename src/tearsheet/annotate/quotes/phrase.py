"""Which noun phrase names the person or body? (Scripts with capital letters.)"""

from tearsheet.annotate.lexicon import Lexicon
from tearsheet.annotate.quotes.mentions import Mention, names, role_phrase
from tearsheet.annotate.quotes.words import Word, is_function_word
from tearsheet.model import Span


def phrase(text: str, part: list[Word], lexicon: Lexicon, *, nearest: bool) -> Mention | None:
    """The name or role phrase of a part: the one nearest the verb, or the first."""
    if not part:
        return None
    found = names(text, part, lexicon)
    role = role_phrase(text, part, lexicon)
    named = [mention for mention in found if mention.name]
    if role and named and not nearest and named[0].span.end < part[role[0]].start:
        return named[0]
    if role:
        first, head = role
        span = Span(part[first].start, part[head].end)
        beside = [m for m in named if m.span.overlaps(span) or m.span.start - span.end in {1, 2}]
        # State Department spokesman NAME: the name behind the role, not one inside it.
        behind = (m for m in beside if m.name and m.name.start >= span.end)
        joined = next(behind, None) or next(iter(beside), None)
        following = part[head + 1] if head + 1 < len(part) else None
        leads = all(m.span.start >= span.start for m in named)
        # Ova'ya konuşan *teknik adam*: right before its verb a subject needs no name.
        last = nearest and lexicon.is_bare and lexicon.verb_last and following is None
        leads = leads or last
        if joined and joined.name and (joined.name.start >= span.end or not leads):
            begin = min(joined.span.start, span.start)
            return Mention(
                Span(begin, joined.span.end),
                joined.name,
                joined.role
                if joined.role and lexicon.role_leads
                else Span(undetermined(part, first, head, lexicon), part[head].end),
            )
        # *In una mail* inviata agli utenti | Ines Mallori scrive: the name is the subject.
        adverbial = nearest and first and part[first - 1].base in lexicon.prepositions
        leads = leads and not (adverbial and any(_is_free(part, m, lexicon) for m in named))
        if leads and (not named or last or (following and _ties(following, lexicon))):
            whole = nearest and not lexicon.bindings
            end = part[-1].end if whole else end_of_role(part, head, lexicon)
            return Mention(
                Span(span.start, end), None, Span(undetermined(part, first, head, lexicon), end)
            )
    if named:
        if nearest:
            return _not_in_complement(part, named, lexicon)
        return named[0]
    if found:
        return found[-1] if nearest else found[0]
    return None


def undetermined(part: list[Word], first: int, head: int, lexicon: Lexicon) -> int:
    """Where a role begins once its article or owner ("Norland's") is left out."""
    while first < head and (part[first].base in lexicon.determiners or part[first].possessive):
        first += 1
    return part[first].start


def _not_in_complement(part: list[Word], named: list[Mention], lexicon: Lexicon) -> Mention:
    """The last name that does not follow a preposition, else the last."""
    return next((m for m in reversed(named) if _is_free(part, m, lexicon)), named[-1])


def _is_free(part: list[Word], mention: Mention, lexicon: Lexicon) -> bool:
    """Whether no preposition stands right before a mention."""
    before = [word for word in part if word.end <= mention.span.start]
    return not before or before[-1].base not in lexicon.prepositions


def _ties(word: Word, lexicon: Lexicon) -> bool:
    """Whether a word begins a complement: a preposition, a German genitive."""
    genitive = lexicon.script == "german" and word.base in lexicon.determiners
    return genitive or word.base in lexicon.prepositions


def end_of_role(part: list[Word], head: int, lexicon: Lexicon) -> int:
    """Where "a spokesman for the Clinton campaign" ends: after names and their prepositions."""
    if lexicon.bindings:
        return _bound(part, head, lexicon)
    end, index = part[head].end, head + 1
    while index < len(part):
        word = part[index]
        if word.capital or word.base in lexicon.bodies:
            end = word.end
        elif (
            word.base not in lexicon.prepositions
            and word.base not in lexicon.determiners
            and word.base not in lexicon.joins
        ):
            break
        index += 1
    return end


def _bound(part: list[Word], head: int, lexicon: Lexicon) -> int:
    """Where a role ends whose adjectives and complements follow it: *le port-parole adjoint du …*.

    Only some prepositions tie a complement; "dans un communiqué" does not.
    """
    end, ties, adjective = part[head].end, False, True
    for word in part[head + 1 :]:
        if word.base in lexicon.bindings or (ties and word.base in lexicon.determiners):
            ties = True
        elif word.base in lexicon.joins:
            ties = False
        elif not word.capital and (is_function_word(word.base, lexicon) or not (ties or adjective)):
            break
        else:
            # No adjective follows a proper noun.
            end, ties, adjective = word.end, False, not word.capital
    return end
