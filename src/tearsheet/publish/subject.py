"""What readers of an edition call its subject."""

from tearsheet.model import Digest, Watch, WatchName


def subject_name(digest: Digest, watch: Watch) -> WatchName:
    """The watch's name in the edition's language, the one its title uses if there are several.

    A watch that has no name in that language keeps its own title.
    """
    own = WatchName(watch.title, watch.language)
    if _primary(watch.language) == _primary(digest.language):
        return own
    names = [
        name
        for name in watch.names
        if name.kind == "name" and _primary(name.language) == _primary(digest.language)
    ]
    used = [name for name in names if name.text in digest.title.text]
    # The longest: a short name may stand inside a longer one.
    return max(used, key=lambda name: len(name.text), default=names[0] if names else own)


def _primary(language: str) -> str:
    return language.partition("-")[0].lower()
