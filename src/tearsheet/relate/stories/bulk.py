"""All stories of a set of articles at once: what a `Stream` makes of them in time order."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from tearsheet.model import Annotations, Article, CopyGroup, Outlet, Story
from tearsheet.press import register
from tearsheet.relate.dates import time_of
from tearsheet.relate.stories.chapters import chapters_of, in_order, moment_of
from tearsheet.relate.stories.merging import WRONG_MERGE_COST
from tearsheet.relate.stories.report import Report, report_of, wording
from tearsheet.relate.stories.stream import Stream
from tearsheet.relate.stories.telling import counted
from tearsheet.relate.stories.telling.order import in_order as as_they_came
from tearsheet.relate.vectors.encoder import Encoder
from tearsheet.relate.vectors.means import LanguageMeans


def stories_of(
    articles: Sequence[Article],
    annotations: Mapping[str, Annotations] | None = None,
    groups: Sequence[CopyGroup] = (),
    encoder: Encoder | None = None,
    outlets: Mapping[str, Outlet] | None = None,
    wrong_merge_cost: float = WRONG_MERGE_COST,
) -> tuple[Story, ...]:
    """Every article in exactly one story; stories by the time of their first article.

    A copy goes where its text went, unless it comes so late that the stream has closed that story.

    ``annotations`` and ``outlets`` go by article key: without the former names and figures are
    read from the bare text, an article without an outlet has the one that the packaged register
    gives for its page. ``groups`` are those of `copy_groups`; without an ``encoder`` articles of
    several languages meet by names and figures alone. Articles given twice count once; undated
    ones come last. ``wrong_merge_cost`` is that of a `Stream`. The result does not depend on
    the order of ``articles`` or ``groups``.
    """
    every = {one.key: one for one in articles}
    ordered = as_they_came(every.values(), groups)
    reports = list(_reports(ordered, annotations or {}, encoder))
    known = register()
    printed_by = {
        key: known.outlet_for(one.url, one.site_name, one.language) for key, one in every.items()
    } | dict(outlets or {})
    told = [
        counted(story, [every[key] for key in story.article_keys], printed_by, groups)
        for story in _lived(reports, groups, encoder, wrong_merge_cost)
    ]
    return tuple(sorted(told, key=lambda one: (time_of(every[one.article_keys[0]]), one.key)))


def _reports(
    articles: Sequence[Article], annotations: Mapping[str, Annotations], encoder: Encoder | None
) -> Iterator[Report]:
    if encoder is None:
        for one in articles:
            yield report_of(one, annotations.get(one.key))
        return
    worded = [wording(one.title, one.text) for one in articles]
    rows = encoder.encode([text for text, _ in worded])
    titles = encoder.encode([title for _, title in worded])
    for one, row, title in zip(articles, rows, titles, strict=True):
        yield report_of(one, annotations.get(one.key), row, title)


def _lived(
    reports: Sequence[Report],
    groups: Sequence[CopyGroup],
    encoder: Encoder | None,
    wrong_merge_cost: float,
) -> Iterator[Story]:
    """The stories at the end, those too that the stream has let go of meanwhile."""
    stream = Stream(
        wrong_merge_cost=wrong_merge_cost,
        means=LanguageMeans.shipped(encoder.name, encoder.dimensions) if encoder else None,
    )
    copies = {
        copy.article_key: [other.article_key for other in group.copies]
        for group in groups
        for copy in group.copies
    }
    home = dict[str, str]()
    for report in reports:
        twins = [key for key in copies.get(report.key, ()) if key in home]
        home |= {one.article_key: one.story_key for one in stream.add(report, twins)}
    inside = defaultdict[str, list[Report]](list)
    for report in reports:
        inside[home[report.key]].append(report)
    for key, told in inside.items():
        moments = in_order(moment_of(report) for report in told)
        yield Story(key, tuple(one.key for one in moments), 1, chapters_of(moments))
