"""The edition page: words beside their source, changed freely and saved as one writes."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tearsheet.desk.access.doors import Asked, door, who
from tearsheet.desk.edition import asked, clashes, presence, source, words
from tearsheet.desk.edition.clashes import kept_aside
from tearsheet.desk.edition.files import files_of
from tearsheet.desk.edition.opened import on_desk, standing_of, watch_of
from tearsheet.desk.edition.sheet import FROZEN, Claim, place, set_out
from tearsheet.desk.edition.states import stages, steps_open, way_of
from tearsheet.desk.numbers import number_in
from tearsheet.desk.room import room
from tearsheet.desk.templatetags.tongue import comma
from tearsheet.model import Checked, Conflict, OnDesk, Saved, SetText
from tearsheet.pipeline import editing
from tearsheet.store import versions

LONGEST = 20_000
"""Characters of one sentence; the page does not let more be typed."""


@door("reader")
def edition(request: Asked, watch_key: str, number: int) -> HttpResponse:
    """The whole edition; with ``?part=sheet`` only its sentences, for a page that catches up."""
    on = on_desk(watch_key, number)
    person = who(request)
    sheet = set_out(on, editable=person.may("editor"))
    way = way_of(on)
    context = {
        "watch": watch_of(watch_key),
        "number": number,
        "on": on,
        "digest": on.digest,
        "sheet": sheet,
        "version": on.version.number,
        "editable": sheet.editable,
        "kinds": [(kind, words.KINDS[kind]) for kind in ("substance", "quotation", "note")],
        "steps": steps_open(on.state, person),
        "stages": stages(on.state),
        "way": way,
        "last_step": way[0] if way else None,
        "refusals": sheet.refusals,
        "corrections": [one for one in editing.editions(watch_key) if one.corrects == number],
        "may_correct": on.state in ("published", "corrected") and person.may("chief"),
        "kept_aside": kept_aside(on, sheet, person.called),
        "words": words.for_script(),
        "files": files_of(on, room().settings.editions),
    }
    part = request.GET.get("part") == "sheet"
    template = "part" if part else "edition"
    return render(request, f"desk/edition/{template}.html", context)


@door("reader")
def sentence(request: Asked, watch_key: str, number: int, item: str, name: str) -> HttpResponse:
    """One sentence on a page of its own, with its source: reading and writing without a script."""
    on = on_desk(watch_key, number)
    sheet = set_out(on, editable=who(request).may("editor"))
    claim = sheet.claim(item, name)
    if claim is None:
        raise Http404(name)
    checked = editing.look(room(), watch_key, number, on.version.number, item, name)
    context = {
        "watch": watch_of(watch_key),
        "number": number,
        "on": on,
        "sheet": sheet,
        "claim": claim,
        "place": place(claim, sheet.items),
        "text": _kept_words(request, on, claim),
        "version": on.version.number,
        "beside": source.beside(checked, claim.overrides),
    }
    return render(request, "desk/edition/sentence.html", context)


def _kept_words(request: Asked, on: OnDesk, claim: Claim) -> str:
    """What the field begins with: the sentence, or words of the writer's that were kept aside."""
    kept = next(
        (
            change.text
            for proposal in on.proposals
            if str(proposal.number) == request.GET.get("kept")
            and proposal.who == who(request).called
            for change in proposal.changes
            if isinstance(change, SetText)
            and (change.item, change.sentence) == (claim.item, claim.name)
        ),
        "",
    )
    if kept and request.GET.get("both"):
        return f"{claim.sentence.text}\n{kept}"
    return kept or claim.sentence.text


@door("editor", "POST")
def change(request: Asked, watch_key: str, number: int) -> HttpResponse:
    """Save changes: JSON is answered in JSON, a form by the page."""
    answer = _Answer(request, watch_key, number)
    try:
        wanted = asked.from_json(request.body) if answer.in_json else asked.from_form(request.POST)
        saved = editing.change(
            room(),
            watch_key,
            number,
            wanted.base,
            wanted.changes,
            who(request).called,
            timezone.now(),
        )
    except editing.NoSuchEditionError as error:
        raise Http404(str(error)) from error
    except asked.NotUnderstoodError as error:
        return answer.refused(str(error), HTTPStatus.BAD_REQUEST)
    except editing.FrozenError as error:
        return answer.refused(str(error), HTTPStatus.CONFLICT)
    except editing.ImpossibleChangeError as error:
        return answer.refused(str(error), HTTPStatus.UNPROCESSABLE_ENTITY)
    if isinstance(saved, Conflict):
        return answer.clashed(saved)
    return answer.saved(saved)


class _Answer:
    """What a change is answered with: JSON for a script, a page for a form."""

    def __init__(self, request: Asked, watch_key: str, number: int) -> None:
        self.request, self.watch_key, self.number = request, watch_key, number
        self.in_json = request.content_type == "application/json"

    def saved(self, saved: Saved) -> HttpResponse:
        """It is on file."""
        if self.in_json:
            return JsonResponse({"version": saved.version.number, "merged": saved.merged})
        item = self.request.POST.get("item", "")
        name = self.request.POST.get("sentence", "")
        messages.success(self.request, _("Saved: %(what)s.") % {"what": self._done(saved)})
        return self._back(f"#s-{item[:12]}-{name}" if name else f"#i-{item[:12]}")

    def refused(self, why: str, status: HTTPStatus) -> HttpResponse:
        """Nothing was changed, and why."""
        if self.in_json:
            return JsonResponse({"message": why}, status=status)
        messages.error(self.request, why)
        return self._back()

    def clashed(self, conflict: Conflict) -> HttpResponse:
        """Others changed the same places."""
        on = on_desk(self.watch_key, self.number)
        sheet = set_out(on, editable=True)
        told = clashes.told(conflict, sheet)
        context = {"clashes": told, "watch": watch_of(self.watch_key), "number": self.number}
        context |= {"version": conflict.version, "proposal": conflict.proposal}
        if not self.in_json:
            return render(self.request, "desk/edition/conflict.html", context, status=409)
        found = [
            {
                "item": one.clash.item,
                "sentence": one.clash.sentence,
                "theirs": one.clash.theirs,
                "mine": one.clash.mine,
                "html": render_to_string(
                    "desk/edition/clash.html", context | {"told": one}, self.request
                ),
            }
            for one in told
        ]
        return JsonResponse(
            {"version": conflict.version, "proposal": conflict.proposal, "clashes": found},
            status=HTTPStatus.CONFLICT,
        )

    def _done(self, saved: Saved) -> str:
        return words.done_in_all(saved.version.changes)

    def _back(self, at: str = "") -> HttpResponseRedirect:
        return HttpResponseRedirect(reverse("edition", args=(self.watch_key, self.number)) + at)


@door("editor", "POST")
def check(request: Asked, watch_key: str, number: int) -> HttpResponse:
    """What the gate says of words that are not saved yet."""
    form = request.POST
    item, name, base = (
        form.get("item", ""),
        form.get("sentence", ""),
        number_in(form.get("base", "")),
    )
    text = form.get("text", "").replace("\r\n", "\n")
    if not base or len(text) > LONGEST:
        return JsonResponse({"message": _("That is no sentence.")}, status=HTTPStatus.BAD_REQUEST)
    try:
        checked = editing.check_words(room(), watch_key, number, base, item, name, text)
    except LookupError as error:
        return _taken_out(error)
    return _told(request, watch_key, number, base, item, name, checked)


def _taken_out(error: LookupError) -> HttpResponse:
    """Nothing is said of a sentence that a colleague, or oneself, took out a moment ago."""
    if isinstance(error, editing.NoSuchSentenceError):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    raise Http404(str(error)) from error


@door("reader")
def look(request: Asked, watch_key: str, number: int, item: str, name: str) -> HttpResponse:
    """The source of a sentence as it stands."""
    there = standing_of(watch_key, number)
    try:
        checked = editing.look(room(), watch_key, number, there.version, item, name)
    except LookupError as error:
        return _taken_out(error)
    return _told(request, watch_key, number, there.version, item, name, checked)


def _told(
    request: Asked,
    watch_key: str,
    number: int,
    version: int,
    item: str,
    name: str,
    checked: Checked,
) -> HttpResponse:
    """The marks for a script, and what stands below and beside the sentence."""
    digest = editing.version(watch_key, number, version).digest
    overrides = [one for one in digest.overrides if one.sentence == checked.sentence.text]
    beside = source.beside(checked, overrides)
    context = {
        "watch": watch_of(watch_key),
        "number": number,
        "version": version,
        "claim": {"item": item, "name": name},
        "beside": beside,
        "remarks": beside.remarks,
        "overrides": overrides,
        "editable": who(request).may("editor") and digest.state not in FROZEN,
        "stand_address": reverse("edition-sentence", args=(watch_key, number, item, name)),
    }
    return JsonResponse(
        {
            **source.marks(checked),
            "notes": render_to_string("desk/edition/notes.html", context, request),
            "source": render_to_string("desk/edition/source.html", context, request),
        }
    )


@door("reader")
def pulse(request: Asked, watch_key: str, number: int) -> HttpResponse:
    """How the edition stands now and who else has it open; asking says that one has it open."""
    there = standing_of(watch_key, number)
    last = versions.summaries(watch_key, number, there.version - 1)
    now, person = timezone.now(), who(request)
    presence.seen(watch_key, number, person.name, person.called, now)
    others = presence.others(watch_key, number, person.name, now)
    return JsonResponse(
        {
            "version": there.version,
            "state": there.state,
            "who": last[-1].who if last else "",
            "said": _("Also open: %(names)s") % {"names": comma().join(others)} if others else "",
        }
    )


@door("editor", "POST")
def drop(request: Asked, watch_key: str, number: int, proposal: int) -> HttpResponse:
    """Forget words that could not be saved."""
    editing.drop_proposal(watch_key, number, proposal)
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({})
    return HttpResponseRedirect(reverse("edition", args=(watch_key, number)))


paths = [
    path("w/<str:watch_key>/editions/<int:number>/", edition, name="edition"),
    path(
        "w/<str:watch_key>/editions/<int:number>/sentence/<str:item>/<str:name>/",
        sentence,
        name="edition-sentence",
    ),
    path(
        "w/<str:watch_key>/editions/<int:number>/source/<str:item>/<str:name>/",
        look,
        name="edition-source",
    ),
    path("w/<str:watch_key>/editions/<int:number>/change/", change, name="edition-change"),
    path("w/<str:watch_key>/editions/<int:number>/check/", check, name="edition-check"),
    path("w/<str:watch_key>/editions/<int:number>/pulse/", pulse, name="edition-pulse"),
    path(
        "w/<str:watch_key>/editions/<int:number>/kept/<int:proposal>/forget/",
        drop,
        name="edition-forget",
    ),
]
