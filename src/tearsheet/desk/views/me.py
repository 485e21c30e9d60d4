"""One's own account: name, language, password, browsers, keys to the HTTP API."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tearsheet.desk.access.doors import Asked, door, who
from tearsheet.desk.people_form import fault_of_name, new_account
from tearsheet.model import ROLES, DeskRole
from tearsheet.store import sessions
from tearsheet.store.accounts import (
    change_password,
    change_words,
    faults_of,
    make_token,
    revoke_token,
    tokens_of,
)

Wrong = dict[str, list[str]]


@door("reader", "GET", "POST")
def me(request: Asked) -> HttpResponse:
    """What the desk knows of who asks, and what they may change of it."""
    if request.method == "GET" or request.method == "HEAD":
        return _page(request)
    new = new_account(request.POST, who(request).role)
    wrong = {field: said for field, said in fault_of_name(new).items() if field == "email"}
    if not new.called:
        wrong["called"] = [_("Please write a name.")]
    if wrong:
        return _page(request, wrong)
    change_words(who(request).name, new.called, new.email)
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(reverse("me"))


@door("reader", "POST")
def password(request: Asked) -> HttpResponse:
    """Another password for oneself; every other browser is signed out."""
    old, new = request.POST.get("old", ""), request.POST.get("password", "")
    if not request.user.check_password(old):
        return _page(request, {"old": [_("This is not your password.")]})
    if faults := faults_of(new, who(request)):
        return _page(request, {"password": faults})
    name = who(request).name
    change_password(name, new, but=request.session.session_key)
    request.user.refresh_from_db(fields=["password"])
    update_session_auth_hash(request, request.user)
    told = _("You have a new password; your other browsers were signed out.")
    messages.success(request, told)
    return HttpResponseRedirect(reverse("me"))


@door("reader", "POST")
def sign_out_there(request: Asked, key: str) -> HttpResponse:
    """Sign one of one's browsers out."""
    if sessions.sign_out_there(who(request).name, key):
        messages.success(request, _("That browser was signed out."))
    return HttpResponseRedirect(reverse("me"))


@door("reader", "POST")
def new_token(request: Asked) -> HttpResponse:
    """Make a key to the HTTP API: it is shown on this page and never again."""
    title = " ".join(request.POST.get("title", "").split())
    if not title:
        return _page(request, {"title": [_("Please say what it is for.")]})
    wanted = request.POST.get("role")
    role: DeskRole = next((one for one in _roles(request) if one == wanted), "reader")
    token = make_token(who(request), title, role, timezone.now())
    return _page(request, token=token)


@door("reader", "POST")
def no_token(request: Asked, digest: str) -> HttpResponse:
    """A key opens nothing any more."""
    if revoke_token(who(request).name, digest, timezone.now()):
        messages.success(request, _("That key opens nothing any more."))
    return HttpResponseRedirect(reverse("me"))


def _page(request: Asked, wrong: Wrong | None = None, token: str = "") -> HttpResponse:
    name = who(request).name
    words = {
        "wrong": wrong or {},
        "given": request.POST,
        "token": token,
        "tokens": tokens_of(name),
        "browsers": sessions.browsers_of(name, request.session.session_key or ""),
        "roles": _roles(request),
    }
    return render(request, "desk/me.html", words, status=422 if wrong else 200)


def _roles(request: Asked) -> tuple[DeskRole, ...]:
    """The roles that one may give to a key: those up to one's own."""
    return ROLES[: ROLES.index(who(request).role) + 1]


paths = [
    path("me/", me, name="me"),
    path("me/password/", password, name="my-password"),
    path("me/browsers/<slug:key>/", sign_out_there, name="sign-out-there"),
    path("me/keys/", new_token, name="new-token"),
    path("me/keys/<slug:digest>/", no_token, name="no-token"),
]
