"""Which code computed a document: the version of the product and a fingerprint of all its sources."""

import functools
import hashlib
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("access", "data", "metrics", "reports", "text")
"""What a figure or its wording may rest on; the locked packages are told by the lock file."""
SOURCES = (".py", ".sql", ".yaml", ".typ", ".csv")


@functools.lru_cache(maxsize=1)
def code_version() -> str:
    """As `0.2.0+3f9a…`: twelve digits of SHA-256 over names and contents, line ends as on Linux."""
    digest = hashlib.sha256()
    for path in [ROOT / "requirements.txt", *_sources()]:
        content = path.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{path.relative_to(ROOT).as_posix()} {len(content)}\n".encode() + content)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return f"{project['project']['version']}+{digest.hexdigest()[:12]}"


def _sources() -> list[Path]:
    paths = (path for floor in FLOORS for path in (ROOT / floor).rglob("*") if path.suffix in SOURCES)
    return sorted(path for path in paths if not path.is_relative_to(ROOT / "data" / "home"))
