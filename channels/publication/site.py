"""Writing the public site into a folder: each file in whole, the releases before it as they were."""

from pathlib import Path

from channels import memory
from channels.publication import figures, files, pages, register
from channels.publication.figures import Release
from channels.publication.register import Entry
from data.errors import SetupError, error_text
from data.home import Home
from data.settings import tables
from data.settings.home_config import settings
from metrics.scorecard.workspace import Workspace
from reports.proof import checkpoints
from text.words import LANGUAGES

FOLDER, STATE, MARK = "publication", "state.json", "capaian-publication.txt"
LATEST, RELEASES = "latest", "releases"


def publish(home: Home, folder: Path, month: str | None, workspace: Workspace) -> Release:
    """Write the site; SetupError when the office has not switched it on, or the folder holds something else."""
    publication = settings(home).publication
    if publication is None:
        raise SetupError(error_text("publication.not_on"))
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARK).is_file():
        raise SetupError(error_text("publication.folder_taken", folder=folder))
    state = memory.folder(home, FOLDER) / STATE
    with memory.alone(state.with_suffix(".lock")):
        before = register.read(state)
        release = figures.release(workspace, month, before.published)
        release, after = before.numbered(release, files.figures(release), workspace.today)
        # Written down first: were the site written and this not, the next release could show what this one hides.
        register.write(state, after)
        try:
            _write(home, folder, release, after.entries, publication.publisher)
        except OSError as error:
            raise SetupError(error_text("publication.not_written", folder=folder)) from error
    return release


def _write(home: Home, folder: Path, release: Release, entries: tuple[Entry, ...], publisher: str) -> None:
    """A release is written once and never again; pages and `latest` are those of the newest in the folder."""
    checkpoint = checkpoints.checkpoint(home).text
    _put(folder / MARK, b"capaian\n")
    licence = settings(home).licence
    terms = None if licence is None else licence.model_dump(exclude_none=True)
    contents = files.written(release, publisher, checkpoint, terms)
    for name in sorted(contents, key=lambda name: name == files.FIGURES):  # whose figures are there is whole
        if not (folder / RELEASES / release.name / name).is_file():
            _put(folder / RELEASES / release.name / name, contents[name])
    present = [entry for entry in entries if (folder / RELEASES / entry.name / files.FIGURES).is_file()]
    # Of one month the last revision, of all months the last month.
    if max(present, key=lambda entry: entry.month).month == release.month:
        for name in pages.FILES:
            _put(folder / LATEST / name, (folder / RELEASES / release.name / name).read_bytes())
        checkpoint = (folder / LATEST / "checkpoint.txt").read_text(encoding="utf-8").strip()
        regions = tables.regions(home)
        names = dict(zip(regions["code"], regions["name"], strict=True))
        for language in LANGUAGES:
            index = pages.index(release, names, language, publisher)
            methods = pages.methods(release, present, language, publisher, checkpoint)
            _put(folder / pages.PAGES["index"][language], index.encode())
            _put(folder / pages.PAGES["methods"][language], methods.encode())
    for part in (folder, *(path for path in folder.rglob("*") if path.is_dir())):
        part.chmod(0o755)


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    memory.write_bytes(path, content)
    path.chmod(0o644)
