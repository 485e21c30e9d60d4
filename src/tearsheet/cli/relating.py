"""Relating what is new to the rest, as commands do it that bring pages or tell of them."""

from typing import TYPE_CHECKING

from tearsheet.cli.console import Voice, now

if TYPE_CHECKING:
    from tearsheet.pipeline import Newsroom


def relate(room: "Newsroom", speak: Voice) -> None:
    """Find the copies, translations and stories of whatever has not been related yet, and bring
    the watches' cards up to date.
    """
    from tearsheet.pipeline.inbox import file_cards
    from tearsheet.pipeline.relating import relate_new
    from tearsheet.pipeline.vectors import why_none

    with speak.stepping("Relating articles") as progress:
        new = relate_new(room, progress)
    with speak.stepping("Filling the inbox") as progress:
        file_cards(room, now(), progress)
    if new and (why := why_none(room.settings.vectors)):
        speak.remark(why, "yellow")
