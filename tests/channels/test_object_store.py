"""Files in a bucket, from a store in this process that speaks as much of S3 as is asked of it."""

import http.server

import pytest

from channels.inbox import object_store
from tests.channels.conftest import applications, serving

SECRET = "KUNCI:rahasia"
LISTING = """<?xml version="1.0"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>b</Name>
<IsTruncated>false</IsTruncated>{files}</ListBucketResult>"""
FILE = """<Contents><Key>{key}</Key><LastModified>2026-11-01T00:00:00.000Z</LastModified><ETag>"1"</ETag>
<Size>{size}</Size><StorageClass>STANDARD</StorageClass></Contents>"""
REFUSED = "<?xml version='1.0'?><Error><Code>{code}</Code><Message>no</Message></Error>"


class Store(http.server.BaseHTTPRequestHandler):
    """A bucket `b` whose objects the test names; each mood is one way to be ill."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        mood, path = self.server.mood, self.path.partition("?")[0]
        if mood == "slow":
            self.server.over.wait(10)
            self.close_connection = True
        elif mood == "keys":
            self._send(403, REFUSED.format(code="InvalidAccessKeyId").encode())
        elif mood == "bucket":
            self._send(404, REFUSED.format(code="NoSuchBucket").encode())
        elif path.strip("/") == "b":
            files = "".join(FILE.format(key=key, size=len(body)) for key, body in self.server.objects.items())
            self._send(200, LISTING.format(files=files).encode())
        else:
            body = self.server.objects[path.removeprefix("/b/")]
            self._send(200, body, cut=mood == "half")

    do_HEAD = do_GET  # noqa: N815  # as the library calls it

    def _send(self, status, body, cut=False):
        self.send_response(status)
        self.send_header("Content-Type", "application/xml")
        self.send_header("Last-Modified", "Sun, 01 Nov 2026 00:00:00 GMT")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body[: len(body) // 2] if cut else body)
        self.close_connection |= cut

    def log_message(self, *_):
        pass


@pytest.fixture
def store(certificate, monkeypatch):
    monkeypatch.setenv("BUCKET", SECRET)
    monkeypatch.setattr(object_store, "READ_SECONDS", 1)
    monkeypatch.setattr(object_store, "TRIES", 1)
    with serving(Store, certificate) as server:
        server.objects, server.mood = {}, "well"
        yield server


@pytest.fixture
def bucket(office, store, certificate):
    """The office with that bucket as its source."""
    (office.root / "ca.pem").write_bytes(certificate.read_bytes())
    address = f"s3://127.0.0.1:{store.server_address[1]}/b/masuk/"
    office.sources(bucket={"s3": address, "secret": "env:BUCKET", "certificate": "ca.pem", "largest_mb": 1})
    return office


def test_new_files_right_below_the_prefix_are_loaded_once(bucket, store):
    store.objects = {"masuk/a.csv": applications("A-1"), "masuk/b.csv.part": b"x", "masuk/.rahasia.csv": b"x"}
    store.objects |= {"masuk/dalam/c.csv": applications("C-1"), "masuk/../d.csv": applications("D-1")}
    code, out, err = bucket.once()
    assert (code, bucket.uploads(), err) == (0, 1, []) and "a.csv" in out[0]
    assert bucket.once() == (0, [], [])
    store.objects["masuk/e.csv"] = b"x" * ((1 << 20) + 1)
    code, _, err = bucket.once()
    assert code == 1 and len(err) == 1 and "1 MB" in err[0]
    assert set(store.objects) >= {"masuk/a.csv", "masuk/e.csv"}, "the source is not touched"


@pytest.mark.parametrize(
    ("mood", "line"),
    [
        ("slow", "terlalu lama"),
        ("keys", "menolak nama atau rahasianya"),
        ("bucket", "tidak ada"),
        ("half", "tidak dapat dihubungi"),
    ],
)
def test_a_store_that_is_ill_is_told_in_one_line_and_nothing_is_half(bucket, store, mood, line):
    store.objects, store.mood = {"masuk/a.csv": applications(*(f"A-{i}" for i in range(400)))}, mood
    code, out, err = bucket.once()
    assert (code, out, bucket.uploads()) == (1, [], 0)
    assert len(err) == 1 and line in err[0], err
    store.mood = "well"
    assert bucket.once()[0] == 0 and bucket.uploads() == 1


def test_a_store_that_nobody_vouches_for_or_that_is_down_is_told(bucket, store):
    port = store.server_address[1]
    bucket.sources(bucket={"s3": f"s3://127.0.0.1:{port}/b/masuk/", "secret": "env:BUCKET"})
    code, _, err = bucket.once()
    assert code == 1 and len(err) == 1 and "TLS" in err[0]
    bucket.sources(bucket={"s3": "s3://127.0.0.1:1/b/masuk/", "secret": "env:BUCKET"})
    code, _, err = bucket.once()
    assert code == 1 and len(err) == 1 and "tidak dapat dihubungi" in err[0]


def test_a_secret_of_another_form_and_a_wish_to_delete_are_told(bucket, store, monkeypatch):
    monkeypatch.setenv("BUCKET", "tanpa-titik-dua")
    code, _, err = bucket.once()
    assert code == 1 and len(err) == 1 and "titik dua" in err[0] and "tanpa-titik-dua" not in err[0]
    bucket.sources(bucket={"s3": "s3://127.0.0.1/b", "secret": "env:BUCKET", "after": "delete"})
    code, _, err = bucket.once()
    assert code == 2 and len(err) == 1 and "after: delete" in err[0]
