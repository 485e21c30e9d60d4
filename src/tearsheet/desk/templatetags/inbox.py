"""What stands in the inbox some hundred times over, made faster than a template would."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from tearsheet.desk.inbox.shown import Reason, ShownFacet
from tearsheet.desk.templatetags.tongue import number

register = template.Library()


@register.simple_tag
def reasons(shown: Iterable[Reason]) -> SafeString:
    """The reasons of a suggestion, a line each, with a bar as long as its share."""
    return format_html_join(
        "",
        '<li><b>{}</b> <span lang="en" dir="ltr">{}</span> '
        '<svg class="{}" aria-hidden="true"><rect width="{}%"/></svg> <i>{}</i></li>',
        (
            (one.name, one.why, "against" if one.against else "for", one.width, one.share)
            for one in shown
        ),
    )


@register.simple_tag
def facets(dimension: str, shown: Iterable[ShownFacet]) -> SafeString:
    """Boxes to filter by, each with how many stories have it."""
    return format_html_join(
        "",
        '<label class="check"><input type="checkbox" name="{}" value="{}" id="{}"{}>'
        '<span class="facet-name"><bdi>{}</bdi></span> <span class="count">{}</span></label>',
        (
            (
                dimension,
                one.value,
                one.id,
                SafeString(" checked" if one.chosen else ""),
                one.name,
                number(one.cards),
            )
            for one in shown
        ),
    )
