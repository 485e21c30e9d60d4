"""Who is told of what: saved searches, stories that grow, and what was sent."""

import secrets
from dataclasses import replace
from hashlib import sha256
from typing import cast

from django import forms
from django.core.validators import URLValidator, validate_email
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tearsheet.desk.access.doors import Asked, door, who
from tearsheet.desk.room import room
from tearsheet.model import Account, Alert, Channel
from tearsheet.pipeline.alerts import Post, SendingError, feed, trial
from tearsheet.publish.address import web_address
from tearsheet.store import alerts as kept
from tearsheet.store import queries

CHANNELS = (
    ("desk", gettext_lazy("On this page")),
    ("mail", gettext_lazy("By e-mail")),
    ("feed", gettext_lazy("As an Atom feed")),
    ("webhook", gettext_lazy("To a webhook (for engineers)")),
)


class AlertForm(forms.Form):
    """What somebody asks to be told of, as the page sends it."""

    title = forms.CharField(label=gettext_lazy("What it is called"), max_length=120)
    watch = forms.ChoiceField(label=gettext_lazy("Watch"))
    words = forms.CharField(
        label=gettext_lazy("Words"),
        help_text=gettext_lazy("As in a search; empty for everything about the watch."),
        max_length=500,
        required=False,
    )
    languages = forms.RegexField(
        r"^\s*([a-zA-Z]{2,3}(\s*,\s*[a-zA-Z]{2,3})*)?\s*$",
        label=gettext_lazy("Languages"),
        help_text=gettext_lazy("Codes such as en, kk, parted by commas; empty for all."),
        max_length=100,
        required=False,
    )
    countries = forms.RegexField(
        r"^\s*([a-zA-Z]{2}(\s*,\s*[a-zA-Z]{2})*)?\s*$",
        label=gettext_lazy("Countries of the outlets"),
        help_text=gettext_lazy("Codes such as KZ, DE, parted by commas; empty for all."),
        max_length=100,
        required=False,
    )
    least_outlets = forms.IntegerField(
        label=gettext_lazy("Only stories in so many independent outlets"),
        help_text=gettext_lazy("Each is told once. 0 tells every new text."),
        min_value=0,
        max_value=1000,
        required=False,
    )
    channel = forms.ChoiceField(label=gettext_lazy("How"), choices=CHANNELS)
    target = forms.CharField(
        label=gettext_lazy("Where to"),
        help_text=gettext_lazy("An e-mail address, or the webhook's address; empty otherwise."),
        max_length=500,
        required=False,
    )
    article_key = forms.RegexField(
        r"^([0-9a-f]{64})?$", widget=forms.HiddenInput, max_length=64, required=False
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["watch"].choices = [(one.key, one.title) for one in queries.watches()]

    def clean(self) -> dict[str, str]:
        """Where it is sent has to fit how it is sent."""
        asked: dict[str, str] = super().clean()
        channel, target = asked.get("channel"), asked.get("target", "")
        try:
            if channel == "mail":
                validate_email(target)
            elif channel == "webhook":
                URLValidator(schemes=["http", "https"])(target)
        except forms.ValidationError:
            wrong = {
                "mail": _("This is no e-mail address, such as morning@desk.example."),
                "webhook": _("This is no address, such as https://hooks.example/tell."),
            }
            self.add_error("target", wrong[str(channel)])
        return asked


@door("editor", "GET", "POST")
def alerts(request: Asked) -> HttpResponse:
    """All alerts, and a form for one more."""
    form = (
        AlertForm(request.POST) if request.method == "POST" else AlertForm(initial=_from(request))
    )
    if request.method == "POST" and form.is_valid():
        made = _alert(form, _new(who(request)))
        kept.save_alert(made)
        return HttpResponseRedirect(reverse("alert", args=[made.key]))
    listed = [(one, _may_change(who(request), one)) for one in kept.alerts()]
    words = {"form": form, "alerts": listed, "channels": dict(CHANNELS)}
    return render(request, "desk/alerts/list.html", words, status=422 if form.errors else 200)


@door("editor", "GET", "POST")
def alert(request: Asked, key: str) -> HttpResponse:
    """One alert: what it told, how that fared, and its form."""
    one = _found(key)
    mine = _may_change(who(request), one)
    form = AlertForm(request.POST if request.method == "POST" else None, initial=_initial(one))
    if request.method == "POST" and not mine:
        return render(request, "desk/refused.html", {"least": "chief"}, status=403)
    if request.method == "POST" and form.is_valid():
        kept.save_alert(_alert(form, one))
        return HttpResponseRedirect(reverse("alert", args=[key]))
    words = {
        "alert": one,
        "form": form,
        "mine": mine,
        "notices": kept.notices(key),
        "feed": request.build_absolute_uri(reverse("feed", args=[one.secret])),
        "trial": request.GET.get("trial", ""),
        "channel": dict(CHANNELS)[one.channel],
    }
    return render(request, "desk/alerts/alert.html", words, status=422 if form.errors else 200)


@door("editor", "POST")
def change(request: Asked, key: str, deed: str) -> HttpResponse:
    """Pause, resume, forget or try an alert, or send a notice again."""
    one, page = _found(key), reverse("alert", args=[key])
    if not _may_change(who(request), one):
        return render(request, "desk/refused.html", {"least": "chief"}, status=403)
    match deed:
        case "pause" | "resume":
            kept.save_alert(replace(one, paused=deed == "pause"))
        case "forget":
            kept.drop_alert(key)
            page = reverse("alerts")
        case "again":
            kept.send_again(request.POST.get("notice", ""), timezone.now())
        case "try":
            try:
                trial(Post(room().settings), one, timezone.now())
            except SendingError as error:
                words = {"alert": one, "why": str(error)}
                return render(request, "desk/alerts/not_sent.html", words, status=422)
            page += "?trial=sent"
        case _:
            raise Http404
    return HttpResponseRedirect(page)


@door(None)
def atom(request: Asked, secret: str) -> HttpResponse:
    """An alert's feed, for whoever knows its address: a feed reader cannot sign in."""
    one = kept.alert_of_secret(secret)
    if one is None or one.channel != "feed":
        raise Http404
    notices = [sending.notice for sending in kept.notices(one.key)]
    here = request.build_absolute_uri()
    document = feed(one, notices, here, lambda entry: web_address(entry.url) or here)
    return HttpResponse(document, content_type="application/atom+xml; charset=utf-8")


def _found(key: str) -> Alert:
    one = kept.alert(key)
    if one is None:
        raise Http404
    return one


def _may_change(account: Account, one: Alert) -> bool:
    return one.owner == account.name or account.may("chief")


def _new(account: Account) -> Alert:
    secret = secrets.token_hex(32)
    key = sha256(f"alert {secret}".encode()).hexdigest()[:16]
    return Alert(key, "", "", "desk", account.name, timezone.now(), secret=secret)


def _alert(form: AlertForm, one: Alert) -> Alert:
    asked = form.cleaned_data
    return replace(
        one,
        watch_key=asked["watch"],
        title=asked["title"],
        words=asked["words"],
        languages=_parted(asked["languages"].lower()),
        countries=_parted(asked["countries"].upper()),
        least_outlets=asked["least_outlets"] or 0,
        channel=cast(Channel, asked["channel"]),
        target=asked["target"] if asked["channel"] in ("mail", "webhook") else "",
        article_key=asked["article_key"],
    )


def _initial(one: Alert) -> dict[str, str | int]:
    return {
        "title": one.title,
        "watch": one.watch_key,
        "words": one.words,
        "languages": ", ".join(one.languages),
        "countries": ", ".join(one.countries),
        "least_outlets": one.least_outlets,
        "channel": one.channel,
        "target": one.target,
        "article_key": one.article_key,
    }


def _from(request: Asked) -> dict[str, str | int]:
    """What another page proposes: a search to be saved, a story to be followed."""
    proposed = {name: request.GET[name] for name in AlertForm.base_fields if request.GET.get(name)}
    return {"least_outlets": 0, "title": request.GET.get("words", ""), **proposed}


def _parted(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))


paths = [
    path("alerts/", alerts, name="alerts"),
    path("alerts/<str:key>/", alert, name="alert"),
    path("alerts/<str:key>/<str:deed>/", change, name="alert-change"),
    path("feeds/<str:secret>.atom", atom, name="feed"),
]
