"""A home as it stood: what a document was issued from, brought back to compute it again."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from data.home import Home
from data.ledger import entries, setting_versions


@contextlib.contextmanager
def as_it_stood(home: Home, seq: int) -> Iterator[Home]:
    """A short-lived home of the entries up to `seq` and the settings registered by then; nothing of it reaches `home`.

    Raises SetupError when there is no such entry yet.
    """
    with (
        setting_versions.as_of(home, seq) as settled,
        tempfile.TemporaryDirectory(prefix="capaian-", ignore_cleanup_errors=True) as root,
    ):
        kept = Home(Path(root), settled.settings, home.entries_at)
        kept.ledger_dir.mkdir()
        for entry in entries.entries(home, seq):
            _bring(entry.folder, kept.ledger_dir / entry.folder.name)
        yield kept


def _bring(folder: Path, place: Path) -> None:
    try:
        place.symlink_to(folder, target_is_directory=True)
    except OSError:  # a system on which only administrators may link
        shutil.copytree(folder, place)
