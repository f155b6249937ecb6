"""Attacks on a small ledger by one with every right on its disk, who knows how it is made and mends what he can.

`rechained` recomputes every SHA-256 and the whole chain, so that nothing in the home tells of the attack.
"""

import hashlib
import json
import shutil

from data.ledger import entries, storage, verify

COUNT = 5


def put(home, text, kind="transactions"):
    with storage.side_folder(home) as folder:
        (folder / "rows.parquet").write_text(text, encoding="utf-8")
        what = {"file": text, "sha256": text, "counts": {"accepted": 1, "rejected": 0}}
        return entries.append(home, folder, kind, "petugas", what)


def folders(home):
    return sorted(home.ledger_dir.iterdir())


def rechained(home, *, rename):
    """Every `entry.json` as this program would have written it over the files that lie there now."""
    previous = None
    for folder in folders(home):
        path = folder / "entry.json"
        content = json.loads(path.read_text(encoding="utf-8"))
        content = {name: content[name] for name in verify.FIELDS} | {"previous": previous}
        content["files"] = {
            file.name: entries.file_sha256(file) for file in sorted(folder.iterdir()) if file.name != "entry.json"
        }
        content[entries.BYTES] = hashlib.sha256(entries.encoded(content)).hexdigest()
        previous = entries.fingerprint(content)
        path.write_bytes(entries.encoded({**content, "sha256": previous}))
        if rename:
            folder.rename(folder.with_name(entries.folder_name(content["seq"], content["kind"], previous)))


def rewrite(home, seq, *, rename):
    (folders(home)[seq - 1] / "rows.parquet").write_text("palsu", encoding="utf-8")
    rechained(home, rename=rename)


def cut(home, last):
    for folder in folders(home)[last:]:
        shutil.rmtree(folder)


def fork(home, last):
    cut(home, last)
    for number in range(last, COUNT + 1):
        put(home, f"lain {number}")


def swap(home):
    """Two entries change places, and the chain is mended."""
    one, other = folders(home)[1:3]
    contents = (one / "rows.parquet").read_bytes(), (other / "rows.parquet").read_bytes()
    (one / "rows.parquet").write_bytes(contents[1])
    (other / "rows.parquet").write_bytes(contents[0])
    rechained(home, rename=True)


def other_home(home):
    shutil.rmtree(home.ledger_dir)
    for number in range(COUNT + 2):
        put(home, f"kantor lain {number}")
