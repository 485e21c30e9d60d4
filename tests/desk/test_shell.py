"""What stands around every page, seen in a real browser."""

from tests.desk.served import Served, Visit, axe, wider_than_its_window

PAGES = {
    "reader": ("w/velmaria/", "jobs/", "me/", "nothing-here/"),
    "admin": (
        "accounts/",
        "accounts/editor/",
        "welcome/watch/",
        "welcome/watch/?kind=country&country=KZ&language=en",
    ),
    None: ("sign-in/",),
}


def test_pages_of_the_shell_are_quiet_whole_and_for_everybody(visiting: Visit) -> None:
    for role, paths in PAGES.items():
        for look in ({"width": 1280}, {"width": 375, "color_scheme": "dark", "locale": "ar"}):
            page = visiting(role, **look)
            for path in paths:
                page.goto(path)
                assert axe(page) == [], path
                assert not wider_than_its_window(page), path
            # A page that is not there is told by the browser's console too.
            assert [line for line in page.loud if "404" not in line] == []


def test_the_page_speaks_the_language_chosen_at_its_foot(visiting: Visit, served: Served) -> None:
    page = visiting(None, "sign-in/", locale="ru")
    assert page.locator("html").get_attribute("lang") == "ru"
    page.get_by_role("button", name="العربية").click()
    assert page.url == f"{served.address}sign-in/"
    assert page.locator("html").get_attribute("dir") == "rtl"


def test_a_menu_is_opened_and_left_by_keys(visiting: Visit) -> None:
    page = visiting("editor", "me/")
    house = page.locator("nav summary")
    house.focus()
    page.keyboard.press("Enter")
    assert page.locator("nav details").get_attribute("open") is not None
    page.keyboard.press("Escape")
    assert page.locator("nav details").get_attribute("open") is None
    assert house.evaluate("one => one === document.activeElement")


def test_the_phone_has_a_menu_without_scripts(visiting: Visit) -> None:
    page = visiting("reader", "me/", width=375, java_script_enabled=False)
    page.locator(".phone-menu > summary").click()
    page.locator(".phone-menu").get_by_role("link", name="Inbox").click()
    assert page.url.endswith("/w/velmaria/")
