"""Coming in and going out."""

from django.contrib.auth import authenticate, login, logout
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme

from tearsheet.desk.access.doors import Asked, door


@door(None, "GET", "POST")
def sign_in(request: Asked) -> HttpResponse:
    """Ask for name and password."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    refused = False
    if request.method == "POST":
        name, password = request.POST.get("name", ""), request.POST.get("password", "")
        user = authenticate(request, username=name, password=password)
        if user is not None:
            login(request, user)
            request.session["browser"] = request.headers.get("User-Agent", "")
            return HttpResponseRedirect(within(request, wanted))
        refused = True
    words = {"next": wanted, "refused": refused}
    return render(request, "desk/sign_in.html", words, status=403 if refused else 200)


@door("reader", "POST")
def sign_out(request: Asked) -> HttpResponse:
    """Sign this browser out."""
    logout(request)
    return HttpResponseRedirect(reverse("sign-in"))


def within(request: Asked, wanted: str) -> str:
    """An address of this desk: the one wanted, else the front page."""
    here = {request.get_host()}
    return wanted if url_has_allowed_host_and_scheme(wanted, here) else reverse("front")


paths = [
    path("sign-in/", sign_in, name="sign-in"),
    path("sign-out/", sign_out, name="sign-out"),
]
