"""May two names be one person's?"""

# Transliterations of one name differ by a letter; long ones by two.
LONG_NAME, LONGER_NAME, LONGEST_NAME = 5, 8, 9


def same_name(known: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether one is a part of the other: surname, or first and last name without the middle."""
    if known == words:
        return True
    shorter, longer = (known, words) if len(known) <= len(words) else (words, known)
    if len(shorter) == 1:
        # A surname; the family name comes first in Chinese and Hungarian.
        return shorter[0] in {longer[-1], longer[0]}
    return all(any(_fits(one, other) for other in longer) for one in shorter)


def _fits(one: str, other: str) -> bool:
    """The same word, or its initial."""
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def rhymes(one: str, other: str) -> bool:
    """Whether two spellings of a long surname end alike too, which a wife's and a man's do not."""
    return one[-1] == other[-1] and len(other) >= LONGEST_NAME and near(one, other)


def near(one: str, other: str) -> bool:
    """Whether two spellings differ by a letter (two in long names) and begin alike."""
    length = min(len(one), len(other))
    if one == other:
        return True
    if length < LONG_NAME or one[0] != other[0]:
        return False
    return _within(one, other, 2 if length >= LONGER_NAME else 1)


def _within(one: str, other: str, most: int) -> bool:
    """Whether the edit distance is at most ``most``."""
    if abs(len(one) - len(other)) > most:
        return False
    start, shorter = 0, min(len(one), len(other))
    while start < shorter and one[start] == other[start]:
        start += 1
    one, other = one[start:], other[start:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    if not one or not other or most == 1:
        return max(len(one), len(other)) <= most
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row, before = [i], row
        for j, b in enumerate(other, 1):
            row.append(min(before[j] + 1, row[-1] + 1, before[j - 1] + (a != b)))
        if min(row) > most:
            return False
    return row[-1] <= most
