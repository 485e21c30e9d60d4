"""The house's own words for what it found, as a page says them in its language.

Keys are the values that the nouns carry; what is not here is shown as it is.
"""

from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str] = {
    # kinds of articles and how they came
    "news": _("news"),
    "opinion": _("opinion"),
    "interview": _("interview"),
    "press release": _("press release"),
    "press review": _("press review"),
    "sponsored": _("sponsored"),
    "correction": _("correction"),
    "original": _("original"),
    "agency copy": _("agency copy"),
    "edited copy": _("edited copy"),
    "translated copy": _("translated copy"),
    "aggregator page": _("aggregator’s page"),
    "copy": _("copy"),
    "excerpt": _("excerpt"),
    "exact": _("copy word for word"),
    "edited": _("edited copy"),
    "translated": _("translation"),
    "government statement": _("statement of a government"),
    "machine-written": _("written by a machine"),
    "translation": _("translation"),
    "republication": _("republication"),
    # hands a text went through
    "publisher": _("publisher"),
    "distributor": _("distributor"),
    "originator": _("originator"),
    "relay": _("carried on by"),
    # outlets
    "newspaper": _("newspaper"),
    "agency": _("news agency"),
    "broadcaster": _("broadcaster"),
    "magazine": _("magazine"),
    "online": _("online outlet"),
    "institute": _("institute"),
    "government": _("government body"),
    "wire distributor": _("wire distributor"),
    "aggregator": _("aggregator"),
    "unknown": _("not known"),
    "state": _("owned by a state"),
    "state-funded": _("funded by a state"),
    "public": _("public"),
    "private": _("private"),
    # dates
    "second": _("to the second"),
    "minute": _("to the minute"),
    "day": _("to the day"),
    "month": _("to the month"),
    "year": _("to the year"),
    "page": _("the page says so"),
    "url": _("the page’s address says so"),
    "feed": _("the feed says so"),
    "dateline": _("the dateline says so"),
    "header": _("the server’s header says so"),
    "printed": _("printed whole"),
    "publication": _("counted from the day of publication"),
    # speakers and quotations
    "person": _("person"),
    "body": _("body or institution"),
    "article": _("the article itself"),
    "anonymous": _("unnamed source"),
    "direct": _("direct quotation"),
    "mixed": _("quotation inside a sentence"),
    "indirect": _("retold, not quoted"),
    # names and figures
    "organisation": _("organisation"),
    "place": _("place"),
    "money": _("money"),
    "share": _("share"),
    "count": _("count"),
    "measure": _("measure"),
    "record": _("a record"),
    "more than": _("more than"),
    "less than": _("less than"),
    "about": _("about"),
    "up to": _("up to"),
    "at least": _("at least"),
    "up": _("up"),
    "down": _("down"),
    "first": _("the first"),
    "last": _("the last"),
    # what annotations are called
    "quotation": _("quotation"),
    "speaker": _("speaker"),
    "name": _("name"),
    "figure": _("figure"),
    "time": _("day or period"),
    "credit": _("credit"),
    "passage": _("passage"),
    # what became of words between two printings
    "dropped": _("words left out"),
    "added": _("words added"),
    "changed": _("words changed"),
    "cut at a turn": _("cut where the sense turns"),
    "cut short": _("cut short without a mark"),
    "goes on": _("goes on where the earlier one stopped"),
    "another speaker": _("put into another mouth"),
    # changes of pages
    "corrected": _("corrected"),
    "withdrawn": _("withdrawn"),
    "gone": _("no longer there"),
    # what was decided of a story
    "new": _("not decided"),
    "taken": _("taken"),
    "later": _("put off"),
    "not about us": _("not about us"),
}


def worded(value: str) -> str:
    """A value of the house in the words of the page's language."""
    return str(WORDS.get(value, value))
