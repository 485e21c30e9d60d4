"""The demo press online: the fictional outlets as web sites on loopback.

Many hosts lie behind one port. A collector reaches them with
``open_hosts=("*.example=127.0.0.1:PORT",)``; a browser on the same machine under
``http://HOST.localhost:PORT/``, from the index at ``http://127.0.0.1:PORT/``.
"""

from tearsheet.demo.online.exchange import Ask, Asked, Edition, Reply, Site, Wire, redirect
from tearsheet.demo.online.hostile import sources as hostile_sources
from tearsheet.demo.online.press import listings, opml, sources
from tearsheet.demo.online.server import Served, serving
from tearsheet.demo.online.street import everything, serve

__all__ = [
    "Ask",
    "Asked",
    "Edition",
    "Reply",
    "Served",
    "Site",
    "Wire",
    "everything",
    "hostile_sources",
    "listings",
    "opml",
    "redirect",
    "serve",
    "serving",
    "sources",
]
