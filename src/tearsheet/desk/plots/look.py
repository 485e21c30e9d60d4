"""How plots look: ink and paper as on the page, by day and by night."""

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Format = Literal["svg", "png"]
_UNDRAWABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_one_at_a_time = Lock()  # how plots look is one setting of the whole process
_DOTS = 144  # an inch of a PNG: sharp on paper and on a dense screen


@dataclass(frozen=True, slots=True)
class Look:
    """Colours as the stylesheet has them; ``tones`` run from little to much."""

    paper: str
    ink: str
    soft: str
    hair: str
    accent: str
    second: str
    tones: tuple[str, str]


LOOKS = {
    "light": Look(
        "#fbf8f1", "#1b1916", "#5c554b", "#cfc6b5", "#8a1c1c", "#c9a28f", ("#efd9cc", "#8a1c1c")
    ),
    "dark": Look(
        "#15130f", "#ebe4d6", "#b3a896", "#453e33", "#f0958c", "#8d5750", ("#4a2f2a", "#f0958c")
    ),
}


@contextmanager
def drawing(look: Look, width: float, height: float) -> Iterator["Figure"]:
    """A figure of that size (inches) in that look, without a screen and without any state.

    Words stay words in an SVG, so that the browser shapes every script.
    """
    with _one_at_a_time:
        # Under the lock, as is what else is imported to draw: two requests that import
        # matplotlib at once leave it half made for as long as the process lives.
        import matplotlib as mpl
        from matplotlib.figure import Figure

        with mpl.rc_context(
            {
                "svg.fonttype": "none",
                "svg.hashsalt": "tearsheet",
                "font.family": ["DejaVu Serif"],
                "font.size": 10,
                "figure.facecolor": look.paper,
                "axes.facecolor": look.paper,
                "savefig.facecolor": look.paper,
                "axes.edgecolor": look.hair,
                "axes.labelcolor": look.soft,
                "axes.spines.top": False,
                "axes.spines.right": False,
                "text.color": look.ink,
                "xtick.color": look.soft,
                "ytick.color": look.soft,
                "grid.color": look.hair,
                "grid.linewidth": 0.6,
                "legend.frameon": False,
                "text.parse_math": False,  # a name may hold a dollar sign
            }
        ):
            yield Figure(figsize=(width, height), layout="constrained")


def points(size: tuple[float, float]) -> tuple[int, int]:
    """The width and height of an SVG of that size (inches), as a page announces them."""
    across, down = size
    return round(across * 72), round(down * 72)


def drawable(name: str) -> str:
    """The name without what no font and no XML has a place for."""
    return _UNDRAWABLE.sub("\N{REPLACEMENT CHARACTER}", name)


def rendered(figure: "Figure", form: Format) -> bytes:
    """The figure as a file; the same figure gives the same bytes."""
    out = BytesIO()
    nothing = {"Date": None, "Creator": None} if form == "svg" else {"Software": None}
    with warnings.catch_warnings():
        # A name in a script that the plot's font lacks: in an SVG the browser has another.
        warnings.filterwarnings("ignore", "Glyph .* missing", UserWarning)
        figure.savefig(out, format=form, dpi=_DOTS, metadata=nothing)
    return out.getvalue()
