"""Who brought this text to us: who wrote it, who carried it, who relayed its words?

``provenance(…)`` joins the answers: ``credits`` reads dateline, byline and the lines at a text's
``edges``, ``relays`` its sentences, ``labels`` what the page calls itself. ``phrases.toml`` holds
the phrases, ``wire.toml`` beside this package the signatures.
"""

from tearsheet.read.wire.provenance import (
    is_original_line,
    is_source_line,
    original_url,
    provenance,
)

__all__ = ["is_original_line", "is_source_line", "original_url", "provenance"]
