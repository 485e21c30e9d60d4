"""Web archives in S3 buckets, without credentials where the bucket is open."""

from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from typing import Protocol

from tearsheet.collect.warc.reach import Bytes, LostError, Reach
from tearsheet.collect.warc.roads import MissingPartError, Roads


class _Bucket(Protocol):
    """What is asked of fsspec's S3."""

    def find(self, path: str) -> list[str]: ...

    def glob(self, path: str) -> list[str]: ...

    def info(self, path: str) -> dict[str, str | int | datetime]: ...

    def open(self, path: str, mode: str, *, block_size: int, cache_type: str) -> Bytes: ...


BLOCK = 4 << 20  # bytes asked for at a time


def required() -> None:
    """Raise `MissingPartError` unless S3 can be read here."""
    if find_spec("s3fs") is None:
        raise MissingPartError("reading s3:// needs one more part: pip install 'tearsheet[s3]'")


def keys(where: str, roads: Roads) -> list[str]:
    """The keys a pattern or a prefix (with its ``/``) stands for, in order, as ``s3://`` URLs.

    Raises OSError.
    """
    required()
    refusals: tuple[type[Exception], ...] = (OSError, *_refusals())
    reason = ""
    for anonymous in (True, False):
        bucket = _bucket(roads, anonymous=anonymous)
        try:
            names = bucket.find(where) if where.endswith("/") else bucket.glob(where)
        except refusals as error:
            reason = str(error)
        else:
            return [f"s3://{name}" for name in sorted(names)]
    raise LostError(reason)


def opened(where: str, roads: Roads) -> Reach:
    """The object at ``where``, read in blocks. Raises OSError."""
    required()
    refusals: tuple[type[Exception], ...] = (OSError, *_refusals())
    reason = ""
    for anonymous in (True, False):
        bucket = _bucket(roads, anonymous=anonymous)
        try:
            about = bucket.info(where)
            file = bucket.open(where, "rb", block_size=BLOCK, cache_type="readahead")
        except FileNotFoundError as error:
            raise FileNotFoundError(2, "no such object") from error
        except refusals as error:
            reason = str(error)
        else:
            at = about.get("LastModified")
            return Reach(
                _Object(file),
                where,
                int(str(about["size"])),
                str(about.get("ETag", "")),
                at if isinstance(at, datetime) else None,
            )
    raise LostError(" ".join(reason.split())[:200])


def _refusals() -> tuple[type[Exception], ...]:
    """What botocore raises for missing credentials, hosts that do not answer, odd answers."""
    botocore = import_module("botocore.exceptions")
    return (botocore.BotoCoreError, botocore.ClientError)


def _bucket(roads: Roads, *, anonymous: bool) -> "_Bucket":
    endpoint = {"endpoint_url": roads.s3_endpoint} if roads.s3_endpoint else {}
    bucket: _Bucket = import_module("fsspec").filesystem(
        "s3",
        anon=anonymous,
        use_listings_cache=False,
        config_kwargs={"connect_timeout": roads.seconds, "read_timeout": roads.seconds},
        **endpoint,
    )
    return bucket


class _Object:
    """An object whose troubles are all OSErrors."""

    def __init__(self, file: Bytes) -> None:
        self._file = file

    def read(self, size: int = -1, /) -> bytes:
        try:
            return self._file.read(size)
        except _refusals() as error:
            raise LostError(str(error)) from error

    def seek(self, offset: int, whence: int = 0, /) -> int:
        return self._file.seek(offset, whence)

    def close(self) -> None:
        self._file.close()
