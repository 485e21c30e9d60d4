"""Who may come in at the desk, and what each may do: for administrators."""

import secrets
from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tearsheet.desk.access.doors import Asked, door
from tearsheet.desk.people_form import fault_of_name, new_account
from tearsheet.model import ROLES, Account, DeskRole
from tearsheet.store.accounts import (
    AccountError,
    account,
    add_account,
    change,
    change_password,
    faults_of,
)
from tearsheet.store.accounts import accounts as everyone


@door("admin", "GET", "POST")
def accounts(request: Asked) -> HttpResponse:
    """Everyone, and the form that lets somebody else in."""
    wrong: dict[str, list[str]] = {}
    if request.method == "POST":
        wrong = _added(request)
        if not wrong:
            return HttpResponseRedirect(reverse("accounts"))
    words = {
        "accounts": everyone(),
        "roles": ROLES,
        "wrong": wrong,
        "given": request.POST,
        "proposal": _a_password(),
    }
    return render(request, "desk/accounts.html", words, status=422 if wrong else 200)


def _added(request: Asked) -> dict[str, list[str]]:
    new = new_account(request.POST, _role(request, "reader"))
    password = request.POST.get("password", "")
    wrong = fault_of_name(new)
    if faults := faults_of(password, new):
        wrong["password"] = faults
    if not wrong:
        try:
            add_account(new, password, timezone.now())
        except AccountError as error:
            return {"name": [str(error)]}
        messages.success(request, _("%(name)s may come in now.") % {"name": new.called})
    return wrong


@door("admin", "GET", "POST")
def one_account(request: Asked, name: str) -> HttpResponse:
    """One person: role, e-mail, whether they may come in."""
    person = _person(name)
    wrong: dict[str, list[str]] = {}
    if request.method == "POST":
        to = replace(
            new_account(request.POST, _role(request, person.role)),
            name=person.name,
            active=request.POST.get("active") == "yes",
        )
        wrong = fault_of_name(to)
        if not wrong:
            try:
                change(name, to)
            except AccountError as error:
                wrong = {"role": [str(error)]}
            else:
                messages.success(request, _("Saved."))
                return HttpResponseRedirect(reverse("accounts"))
    words = {"person": person, "roles": ROLES, "wrong": wrong, "proposal": _a_password()}
    return render(request, "desk/one_account.html", words, status=422 if wrong else 200)


@door("admin", "POST")
def new_password(request: Asked, name: str) -> HttpResponse:
    """Another password for somebody, who is signed out everywhere."""
    person, password = _person(name), request.POST.get("password", "")
    if faults := faults_of(password, person):
        words = {"person": person, "roles": ROLES, "wrong": {"password": faults}}
        return render(request, "desk/one_account.html", words, status=422)
    change_password(name, password)
    told = _("%(name)s has a new password, and was signed out everywhere.")
    messages.success(request, told % {"name": person.called})
    return HttpResponseRedirect(reverse("accounts"))


def _person(name: str) -> Account:
    person = account(name)
    if person is None:
        raise Http404
    return person


def _role(request: Asked, otherwise: DeskRole) -> DeskRole:
    wanted = request.POST.get("role")
    return next((role for role in ROLES if role == wanted), otherwise)


def _a_password() -> str:
    """A password that nobody guesses, to begin with: four groups of letters and digits."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    groups = ("".join(secrets.choice(letters) for _place in range(4)) for _group in range(4))
    return "-".join(groups)


paths = [
    path("accounts/", accounts, name="accounts"),
    path("accounts/<str:name>/", one_account, name="account"),
    path("accounts/<str:name>/password/", new_password, name="account-password"),
]
