"""Who printed it, when, and as what? The first sentence of an item, in one of several shapes."""

from collections import Counter
from collections.abc import Mapping, Sequence

from tearsheet.edit.occasion import Occasion
from tearsheet.edit.phrasing import Filling, Phrases, Template

# What a shape is worth: a fact tells the reader most, a bare line least.
_WORTH = {"speaker": 3.2, "fact": 3.0, "theme": 2.4, "author": 1.6, "plain": 1.0}
_OPINION_WORTH = {"author": 3.0, "theme": 2.0, "plain": 1.0}
_SAME_SHAPE, _SAME_LINE, _USED_LINE = 1.5, 5.0, 0.4


class Attributions:
    """The attribution lines of one edition; it remembers, so as not to repeat itself."""

    def __init__(self, phrases: Phrases) -> None:
        self.phrases = phrases
        self._used = Counter[str]()
        self._last_shape = ""
        self._last_line = ""

    def line(
        self, occasion: Occasion, fillings: Mapping[str, Sequence[Filling]], original: bool
    ) -> tuple[str, Filling]:
        """The next line's shape, and the line filled.

        ``original`` asks for a line that introduces words in another language than the
        edition's. A line with slots that ``fillings`` does not have is never taken; where the
        day is not known, a line without one is.
        """
        fitting = (
            self._fitting(
                f"original.{occasion}" if original else f"attribution.{occasion}", fillings
            )
            or self._fitting(f"attribution.{occasion}", fillings)
            or self._fitting("attribution.undated", fillings)
        )
        shape, template = max(
            fitting,
            key=lambda choice: self._worth(occasion, *choice),
        )
        self._used[template.text] += 1
        self._last_shape, self._last_line = shape, template.text
        return shape, template.filled(fillings)

    def _fitting(
        self, table: str, fillings: Mapping[str, Sequence[Filling]]
    ) -> list[tuple[str, Template]]:
        """Each line under the table whose slots can all be filled, with its shape."""
        return [
            (name.removeprefix(table).lstrip("."), template)
            for name, templates in self.phrases.tables.items()
            if name == table or name.startswith(f"{table}.")
            for template in templates
            if all(fillings.get(slot) for slot in template.slots)
        ]

    def _worth(self, occasion: Occasion, shape: str, template: Template) -> float:
        worth = (_OPINION_WORTH if occasion == "opinion" else _WORTH).get(shape, 0.0)
        worth -= _SAME_SHAPE * (shape == self._last_shape)
        worth -= _SAME_LINE * (template.text == self._last_line)
        return worth - _USED_LINE * self._used[template.text] + 0.01 * len(template.slots)
