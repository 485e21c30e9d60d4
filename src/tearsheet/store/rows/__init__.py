"""The tables. A noun is kept whole as JSON in ``noun``; columns exist to be searched by."""

from tearsheet.store.rows.accounts import AccountRow, SessionRow, TokenRow
from tearsheet.store.rows.alerts import AlertRow, NoticeRow, ToldRow
from tearsheet.store.rows.collecting import (
    ChangeRow,
    CrawlRow,
    LookRow,
    MailboxRow,
    PageRow,
    SourceRow,
    SubscriptionRow,
    VisitRow,
)
from tearsheet.store.rows.editions import EditionRow, WatchRow
from tearsheet.store.rows.inbox import (
    CardMemberRow,
    CardRow,
    MarkRow,
    MatchRow,
    NotedRow,
    StepRow,
    TouchedRow,
    UseRow,
)
from tearsheet.store.rows.jobs import JobRow
from tearsheet.store.rows.journal import DecisionRow, RunRow
from tearsheet.store.rows.kept import SnapshotRow, VectorRow
from tearsheet.store.rows.outlets import OutletCorrectionRow
from tearsheet.store.rows.people import NamedRow, NameKeyRow, NameRow
from tearsheet.store.rows.press import ArticleRow, CaptureRow, LocatedRow, OutletRow, TextRow
from tearsheet.store.rows.relations import (
    GroupMemberRow,
    GroupRow,
    LinkRow,
    RelatedRow,
    StoryMemberRow,
    StoryRow,
)
from tearsheet.store.rows.versions import ProposalRow, VersionRow

__all__ = [
    "AccountRow",
    "AlertRow",
    "ArticleRow",
    "CaptureRow",
    "CardMemberRow",
    "CardRow",
    "ChangeRow",
    "CrawlRow",
    "DecisionRow",
    "EditionRow",
    "GroupMemberRow",
    "GroupRow",
    "JobRow",
    "LinkRow",
    "LocatedRow",
    "LookRow",
    "MailboxRow",
    "MarkRow",
    "MatchRow",
    "NameKeyRow",
    "NameRow",
    "NamedRow",
    "NotedRow",
    "NoticeRow",
    "OutletCorrectionRow",
    "OutletRow",
    "PageRow",
    "ProposalRow",
    "RelatedRow",
    "RunRow",
    "SessionRow",
    "SnapshotRow",
    "SourceRow",
    "StepRow",
    "StoryMemberRow",
    "StoryRow",
    "SubscriptionRow",
    "TextRow",
    "TokenRow",
    "ToldRow",
    "TouchedRow",
    "UseRow",
    "VectorRow",
    "VersionRow",
    "VisitRow",
    "WatchRow",
]
