"""Adding to an edition what nobody collected: by its address, as a file, or from taken stories."""

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from tearsheet.desk.access.doors import Asked, door, who
from tearsheet.desk.background import ask
from tearsheet.desk.edition import jobs
from tearsheet.desk.edition.opened import on_desk, watch_of
from tearsheet.desk.room import room
from tearsheet.desk.views.compose import taken
from tearsheet.publish.address import web_address
from tearsheet.store import relations


@door("editor", "GET", "POST")
def add(request: Asked, watch_key: str, number: int) -> HttpResponse:
    """Ask for an article to be archived, read and made an item."""
    watch, on = watch_of(watch_key), on_desk(watch_key, number)
    url, file = request.POST.get("url", "").strip(), request.FILES.get("file")
    wrong = _wrong(url, file) if request.method == "POST" else ""
    if request.method == "POST" and not wrong:
        words = {
            "watch": watch.key,
            "number": str(number),
            "base": str(on.version.number),
            "called": who(request).called,
            "url": url,
            "name": str(file.name) if file else "",
            "file": jobs.keep(room().settings, file.read()) if file else "",
        }
        job = ask(jobs.ADD, words, who(request).name)
        return HttpResponseRedirect(reverse("job", args=(job,)))
    if wrong:
        messages.error(request, wrong)
    there = {item.article_key for item in on.digest.items}
    cards = taken(watch_key)
    members = relations.members_of([card.story_key for card in cards])
    context = {
        "watch": watch,
        "number": number,
        "on": on,
        "url": url,
        "cards": [one for one in cards if not there & set(members.get(one.story_key, ()))],
    }
    return render(request, "desk/edition/add.html", context, status=422 if wrong else 200)


def _wrong(url: str, file: UploadedFile | None) -> str:
    """What is wrong with what was sent, empty if nothing is."""
    most = room().settings.payload_megabytes
    if not url and not file:
        return _("Give the address of the page, or choose a file.")
    if url and not web_address(url):
        return _("That is no address of a web page: it begins with https:// or http://.")
    if file and file.size > most * 1_000_000:
        return _("The file is larger than %(most)d MB.") % {"most": most}
    return ""


paths = [path("w/<str:watch_key>/editions/<int:number>/add/", add, name="edition-add")]
