"""The press of an imaginary morning: as many pages as a test wants, all different."""

import random
from pathlib import Path

WORDS = (
    *("river", "council", "harbour", "minister", "railway", "bridge", "orchard", "festival"),
    *("budget", "engineer", "school", "teacher", "winter", "grain", "tariff", "observatory"),
    *("singer", "treaty", "border", "market", "spring", "ferry", "museum"),
)
NAMES = ("Ada Merrin", "Tomas Vell", "Irena Sol", "Karim Adal", "Joan Pike")


def write_pages(folder: Path, count: int, seed: int = 1) -> list[Path]:
    """``count`` different news pages as HTML files, the same for the same seed."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(seed)
    files = []
    for number in range(count):
        file = folder / f"page-{number:04}.html"
        file.write_text(page(number, chance), "utf-8")
        files.append(file)
    return files


def page(number: int, chance: random.Random) -> str:
    """One news page: metadata, five paragraphs and a quotation."""

    def sentence() -> str:
        return " ".join(chance.choices(WORDS, k=14)).capitalize() + "."

    title = f"{' '.join(chance.choices(WORDS, k=6)).capitalize()} {number}"
    body = "".join(f"<p>{sentence()} {sentence()} {sentence()}</p>" for _ in range(4))
    quote = f"<p>“{sentence()[:-1]},” said {chance.choice(NAMES)}, a mayor.</p>"
    day = 1 + number % 28
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<link rel="canonical" href="https://morning.example/{number}">
<meta property="og:site_name" content="The Morning">
<meta property="article:published_time" content="2025-09-{day:02}T08:00:00Z"></head>
<body><nav><a href="/">Home</a></nav><article><h1>{title}</h1>{body}{quote}</article>
</body></html>"""
