"""Whoever asked is told what is new: found once, kept, and sent until it arrives."""

from tearsheet.pipeline.alerts.atom import feed
from tearsheet.pipeline.alerts.finding import find_news
from tearsheet.pipeline.alerts.sending import Post, SendingError, send_due, trial

__all__ = ["Post", "SendingError", "feed", "find_news", "send_due", "trial"]
