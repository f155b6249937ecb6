"""Trying an upload: a home that looks like the real one, takes the file for real, and is thrown away."""

import contextlib
import os
import shutil
from collections.abc import Iterator

from data.home import Home
from data.ledger import storage


@contextlib.contextmanager
def trial_home(home: Home) -> Iterator[Home]:
    """A short-lived copy of the home, its ledger entries linked and not copied; nothing done to it reaches the home.

    What is loaded there can be scored there, so a preview goes the very way of the upload itself.
    """
    with storage.side_folder(home) as root:
        if home.ledger_dir.is_dir():
            shutil.copytree(home.ledger_dir, root / "ledger", copy_function=_link)
        if home.warehouse_path.exists():
            shutil.copyfile(home.warehouse_path, root / home.warehouse_path.name)
        yield Home(root, home.settings or home.root)


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # a file system without hard links
        shutil.copyfile(source, target)
