"""Files in a bucket that speaks S3 (Amazon, MinIO, Ceph), by pyarrow, which reads it without another package."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from channels import secret_values
from channels.authorities import trusted
from channels.inbox.arrival import UNFINISHED, Arrival, Place, copy, is_plain
from data.errors import ErrorText, RefusedError, SetupError, error_text

CONNECT_SECONDS, READ_SECONDS = 10, 20
TRIES = 2
"""The schedule of the source tries again, so the library need not for long."""
AMAZON = re.compile(r"\.?s3[.-]([a-z0-9-]+)\.amazonaws\.com$")
USUAL_REGION = "us-east-1"
"""What a store outside Amazon signs with, unless it was set up otherwise."""
FINDINGS = (
    (re.compile(r"curlCode: (35|51|53|54|58|59|60|64|66|77|80|82|83|90|91)\b"), "inbox.tls"),
    (re.compile(r"curlCode: 28\b|REQUEST_TIMEOUT|TIMED? ?OUT", re.IGNORECASE), "inbox.slow"),
    (
        re.compile(r"ACCESS_DENIED|INVALID_ACCESS_KEY|SIGNATURE|HTTP status (401|403)|\b403\b", re.IGNORECASE),
        "inbox.no_entry",
    ),
    (re.compile(r"NO_SUCH_BUCKET|NoSuchBucket|HTTP status 404"), "inbox.bucket_missing"),
)


def fetch(place: Place, scratch: Path) -> Iterator[Arrival]:
    """Files right below the prefix that are new; RefusedError when the store is down, slow, or lets nobody in."""
    address = urlsplit(str(place.source.s3))
    folder = address.path.strip("/")
    try:
        store = _opened(place, address)
        yield from _files(store, place, folder, scratch)
    except OSError as error:
        raise RefusedError(_finding(str(error))) from error


def _opened(place: Place, address: Any) -> Any:
    from pyarrow import fs  # half a second, for offices with a bucket

    identity, colon, key = secret_values.value(place.home, str(place.source.secret)).partition(":")
    if not colon or not identity or not key:
        raise SetupError(error_text("inbox.s3_secret"))
    amazon = AMAZON.search(address.hostname or "")
    authority = {}
    if place.source.certificate:
        trusted(place.home, place.source.certificate)  # says that it cannot be read, as the store's library would not
        authority = {"tls_ca_file_path": str(place.home.root / place.source.certificate)}
    return fs.S3FileSystem(
        access_key=identity,
        secret_key=key,
        endpoint_override=address.netloc,
        region=amazon[1] if amazon else USUAL_REGION,
        scheme="https",
        connect_timeout=CONNECT_SECONDS,
        request_timeout=READ_SECONDS,
        retry_strategy=fs.AwsStandardS3RetryStrategy(max_attempts=TRIES),
        force_virtual_addressing=False,
        **authority,
    )


def _files(store: Any, place: Place, folder: str, scratch: Path) -> Iterator[Arrival]:
    """An object is whole once it is listed, so that nothing has to settle; what lies deeper or elsewhere is left alone.

    Nothing is deleted there: pyarrow would write a marker in its place, and stores have rules for old objects.
    """
    from pyarrow import fs

    for file in sorted(store.get_file_info(fs.FileSelector(folder, recursive=False)), key=lambda file: file.base_name):
        name, signature = file.base_name, f"{file.size}-{file.mtime_ns}"
        if file.type != fs.FileType.File or file.path != f"{folder}/{name}" or not is_plain(name):
            continue
        if UNFINISHED.search(name) or place.is_known(name, signature):
            continue
        if file.size > place.largest:
            yield Arrival(name, signature, refusal=error_text("inbox.too_large", limit=place.source.largest_mb))
            continue
        with store.open_input_stream(file.path) as stream:
            copy(stream, scratch / name, place.largest)
        if (scratch / name).stat().st_size != file.size:
            raise RefusedError(error_text("inbox.down"))
        yield Arrival(name, signature, scratch / name)


def _finding(text: str) -> ErrorText:
    return error_text(next((key for pattern, key in FINDINGS if pattern.search(text)), "inbox.down"))
