"""Plots of counts: over time, and by what kind."""

from collections.abc import Sequence

from tearsheet.desk.plots.look import Format, Look, drawable, drawing, rendered

Bar = tuple[str, int, int]
"""What is counted in words, its articles, and its own texts among them."""
_MOST_LABELS = 8
_LETTERS = 90
"""What stands beside each other under the columns, over all labels."""
OVER_TIME = (9.0, 3.2)
"""Inches of a plot over time, across and down."""


def lying(number: int) -> tuple[float, float]:
    """Inches of a plot of that many lying bars."""
    return 9.0, 0.8 + 0.32 * max(1, number)


def over_time(bars: Sequence[Bar], words: tuple[str, str], look: Look, form: Format) -> bytes:
    """Columns for periods in order; ``words`` name articles and own texts."""
    with drawing(look, *OVER_TIME) as figure:
        from matplotlib.ticker import MaxNLocator

        axes = figure.subplots()
        places = range(len(bars))
        axes.bar(places, [one[1] for one in bars], color=look.second, label=words[0], width=0.82)
        axes.bar(places, [one[2] for one in bars], color=look.accent, label=words[1], width=0.82)
        longest = max((len(one[0]) for one in bars), default=1)
        most = max(2, min(_MOST_LABELS, _LETTERS // longest))
        step = max(1, -(-len(bars) // most))
        axes.set_xticks(list(places)[::step], [drawable(one[0]) for one in bars][::step])
        axes.yaxis.set_major_locator(MaxNLocator(integer=True))
        axes.yaxis.grid(True)
        axes.set_axisbelow(True)
        axes.tick_params(length=0)
        axes.margins(x=0.01)
        figure.legend(loc="outside upper left", ncols=2)
        return rendered(figure, form)


def by_kind(bars: Sequence[Bar], words: tuple[str, str], look: Look, form: Format) -> bytes:
    """Lying bars, the first on top."""
    with drawing(look, *lying(len(bars))) as figure:
        from matplotlib.ticker import MaxNLocator

        axes = figure.subplots()
        places = range(len(bars))
        axes.barh(places, [one[1] for one in bars], color=look.second, label=words[0], height=0.7)
        axes.barh(places, [one[2] for one in bars], color=look.accent, label=words[1], height=0.7)
        axes.set_yticks(list(places), [drawable(one[0]) for one in bars])
        axes.invert_yaxis()
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        axes.xaxis.grid(True)
        axes.set_axisbelow(True)
        axes.tick_params(length=0)
        figure.legend(loc="outside upper left", ncols=2)
        return rendered(figure, form)
