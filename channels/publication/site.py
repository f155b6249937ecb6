"""Writing the public site into a folder: each file in whole, the releases before it as they were."""

from pathlib import Path

from channels import memory
from channels.publication import figures, files, pages
from channels.publication.figures import Cell, Release
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
        release = figures.release(workspace, month, _hidden(memory.read(state)))
        # Written down first: were the site written and this not, the next release could show what this one hides.
        memory.write(state, {"hidden": sorted(map(list, _hidden(memory.read(state)) | release.hidden))})
        _write(home, folder, release, publication.publisher)
    return release


def _hidden(state: dict[str, list[list[str]]]) -> frozenset[Cell]:
    return frozenset((indicator, member, month) for indicator, member, month in state.get("hidden", []))


def _write(home: Home, folder: Path, release: Release, publisher: str) -> None:
    checkpoint = checkpoints.checkpoint(home).text
    regions = tables.regions(home)
    names = dict(zip(regions["code"], regions["name"], strict=True))
    contents = {MARK: b"capaian\n"}
    licence = settings(home).licence
    terms = None if licence is None else licence.model_dump(exclude_none=True)
    for name, content in files.written(release, publisher, checkpoint, terms).items():
        contents |= {f"{RELEASES}/{release.month}/{name}": content, f"{LATEST}/{name}": content}
    for language in LANGUAGES:
        page = pages.index(release, names, language, publisher)
        contents[pages.PAGES["index"][language]] = page.encode()
        contents[pages.PAGES["methods"][language]] = pages.methods(release, language, publisher, checkpoint).encode()
    try:
        for name, content in contents.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            memory.write_bytes(folder / name, content)
            (folder / name).chmod(0o644)
        for part in (folder, *(path for path in folder.rglob("*") if path.is_dir())):
            part.chmod(0o755)
    except OSError as error:
        raise SetupError(error_text("publication.not_written", folder=folder)) from error
