"""Editions: as they lie on the desk, and their way to print."""

from typing import Annotated

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Body, Path, Router, Schema
from ninja.errors import HttpError
from pydantic import Field

from tearsheet.desk.api.press import found_watch
from tearsheet.desk.api.problems import CLASHED, REFUSED
from tearsheet.desk.api.tokens import Token, caller
from tearsheet.desk.room import room
from tearsheet.model import OnDesk, State
from tearsheet.pipeline import editing
from tearsheet.pipeline.editing import EditionLine

router = Router(tags=["editions"])
EDITOR = Token("editor")
Number = Annotated[int, Path(ge=1, le=2**31 - 1)]


class Moved(Schema):
    """Where an edition is to go, and the version that was looked at (0: whichever stands)."""

    to: State
    base: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0
    note: Annotated[str, Field(max_length=2000)] = ""


@router.get(
    "/watches/{watch_key}/editions",
    response={200: list[EditionLine], **REFUSED},
    summary="All editions of a watch",
)
def listed(request: HttpRequest, watch_key: str) -> list[EditionLine]:
    """The editions of a watch and how far each is."""
    return list(editing.editions(found_watch(watch_key).key))


@router.get(
    "/watches/{watch_key}/editions/{number}",
    response={200: OnDesk, **REFUSED},
    summary="One edition with what the gate says of it",
)
def one(request: HttpRequest, watch_key: str, number: Number) -> OnDesk:
    """An edition as it lies on the desk: its sentences with their supports, and the findings."""
    try:
        return editing.open_edition(room(), found_watch(watch_key).key, number)
    except editing.NoSuchEditionError as error:
        raise Http404(str(error)) from error


@router.post(
    "/watches/{watch_key}/editions/{number}/state",
    auth=EDITOR,
    response={200: OnDesk, **CLASHED},
    summary="Bring an edition one step on, or back",
)
def move(
    request: HttpRequest, watch_key: str, number: Number, moved: Annotated[Moved, Body()]
) -> OnDesk:
    """Draft, review, approved, published; 403 where the role is not enough, 409 where the gate or
    a colleague is in the way."""
    try:
        return editing.move(
            room(),
            found_watch(watch_key).key,
            number,
            moved.to,
            caller(request),
            timezone.now(),
            moved.note,
            moved.base,
        )
    except editing.NoSuchEditionError as error:
        raise Http404(str(error)) from error
    except editing.NotAllowedError as error:
        raise HttpError(403, str(error)) from error
    except (editing.StaleError, editing.NotProvenError, editing.FrozenError) as error:
        raise HttpError(409, str(error)) from error
