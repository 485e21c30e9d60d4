"""The polite fetcher: the only room that asks hosts for pages.

`Fetcher` keeps the manners, `Request` and `Answer` are its question and answer, `reasons` says
why a page was not had.
"""

from tearsheet.collect.fetch import reasons
from tearsheet.collect.fetch.fetcher import Fetcher, user_agent
from tearsheet.collect.fetch.request import Answer, Manners, Request
from tearsheet.collect.fetch.robots import Robots

__all__ = ["Answer", "Fetcher", "Manners", "Request", "Robots", "reasons", "user_agent"]
