"""A map of the world in which countries are shaded by a count."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from math import asin, cos, log1p, radians, sin, sqrt

from tearsheet.desk.plots.look import Format, Look, drawing, rendered

Ring = tuple[tuple[float, float], ...]
# Equal Earth: Šavrič, Patterson, Jenny, "The Equal Earth map projection", IJGIS 33 (2019).
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = sqrt(3) / 2
_SMALL = 1.5  # degrees: some four pixels of the map
SIZE = (9.0, 4.4)
"""Inches of the map, across and down."""


def shaded(counts: Mapping[str, int], look: Look, form: Format) -> bytes:
    """The world with the countries of ``counts`` (ISO 3166-1) shaded, the most the darkest.

    Shades go by the logarithm: few countries print much and many print little.
    """
    most = max(counts.values(), default=0)
    with drawing(look, *SIZE) as figure:
        from matplotlib.collections import PolyCollection
        from matplotlib.colors import LinearSegmentedColormap

        tones = LinearSegmentedColormap.from_list("tones", look.tones)
        axes = figure.subplots()
        axes.set_aspect("equal")
        axes.axis("off")
        for code, rings in countries().items():
            count = counts.get(code, 0)
            shade = tones(log1p(count) / log1p(most)) if count else look.hair
            land = [[projected(*point) for point in ring] for ring in rings]
            axes.add_collection(
                PolyCollection(land, facecolors=[shade], edgecolors=look.paper, linewidths=0.4)
            )
            if count and _is_small(rings):
                axes.plot(*_middle(land[0]), "o", color=shade, markersize=5, markeredgewidth=0)
        axes.autoscale_view()
        return rendered(figure, form)


def _is_small(rings: tuple[Ring, ...]) -> bool:
    """Whether the land is too small to be seen: no wider than a degree and a half."""
    longitudes = [longitude for ring in rings for longitude, _ in ring]
    return max(longitudes) - min(longitudes) < _SMALL


def _middle(points: list[tuple[float, float]]) -> tuple[float, float]:
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)


def projected(longitude: float, latitude: float) -> tuple[float, float]:
    """Where a place (degrees) lies on the map."""
    angle = asin(_M * sin(radians(latitude)))
    square = angle * angle
    sixth = square**3
    x = (
        radians(longitude)
        * cos(angle)
        / (_M * (_A1 + 3 * _A2 * square + sixth * (7 * _A3 + 9 * _A4 * square)))
    )
    return x, angle * (_A1 + _A2 * square + sixth * (_A3 + _A4 * square))


@cache
def countries() -> dict[str, tuple[Ring, ...]]:
    """The land of each country by its code, that without a code by the empty one."""
    lines = (files("tearsheet.desk.plots") / "world.csv").read_text("utf-8").splitlines()
    told = (line.partition(",") for line in lines if not line.startswith("#"))
    return {code: tuple(map(_ring, rings.split(";"))) for code, _, rings in told}


def _ring(text: str) -> Ring:
    numbers = [float(part) for part in text.split()]
    return tuple(zip(numbers[::2], numbers[1::2], strict=True))
