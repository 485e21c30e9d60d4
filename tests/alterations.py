"""Ways to make a proven sentence say what the page does not."""

import random
import re


def words_exchanged(text: str, chance: random.Random) -> str:
    words = list(re.finditer(r"[^\W\d]+", text))
    one = chance.randrange(max(1, len(words) - 1))
    if len(words) < 2 or words[one][0].lower() == words[one + 1][0].lower():
        return text
    a, b = words[one], words[one + 1]
    return text[: a.start()] + b[0] + text[a.end() : b.start()] + a[0] + text[b.end() :]


def word_added(text: str, chance: random.Random) -> str:
    words = list(re.finditer(r"\w+", text))
    at = chance.choice(words[1:] or words).start()
    strange = ["not", "only", "seven", "Baranov", "million", "opinion", "state-owned", "не", "емес"]
    return f"{text[:at]}{chance.choice(strange)} {text[at:]}"


def number_exchanged(text: str, chance: random.Random) -> str:
    numbers = list(re.finditer(r"\d+", text))
    if not numbers:
        return text
    one = chance.choice(numbers)
    return text[: one.start()] + str(int(one[0]) + chance.choice([1, 2, 10])) + text[one.end() :]


def name_exchanged(text: str, chance: random.Random) -> str:
    names = list(re.finditer(r"(?<=\w )[A-ZА-Я]\w{3,}", text))
    if not names:
        return text
    one = chance.choice(names)
    return text[: one.start()] + chance.choice(["Kordano", "Орлов"]) + text[one.end() :]


def negation_dropped(text: str, chance: random.Random) -> str:
    return re.sub(r"\b(?:not|no|none|never|не|нет) ", "", text, count=1)


ALTERATIONS = (
    words_exchanged,
    word_added,
    number_exchanged,
    name_exchanged,
    negation_dropped,
)
