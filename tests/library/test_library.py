"""The wheel in an environment of its own: its command, its answers, the notebook, and nothing else of it outside."""

import csv
import io
import json
import os
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from contextlib import redirect_stdout
from pathlib import Path

import pytest

import cli
from capaian import open_home
from data.errors import CapaianError
from metrics.cells import build
from tests import patience
from tests.spec.drawn import opened

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOK = ROOT / "examples" / "notebook" / "capaian.ipynb"
PERIOD = "2026-08"
apart = pytest.mark.skipif("TEST_LIBRARY" not in os.environ, reason="make test-library: an environment is made for it")
HOUSE = "capaian/house/"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel of this tree."""
    folder = tmp_path_factory.mktemp("wheel")
    build = "from hatchling.build import build_wheel; import sys; print(build_wheel(sys.argv[1]))"
    subprocess.run([sys.executable, "-c", build, folder], cwd=ROOT, check=True, capture_output=True)
    [path] = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def environment(wheel, tmp_path_factory):
    """A fresh environment with the wheel in it; the packages it needs are lent by that of the tests."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, symlinks=True)
    python = folder / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index", wheel]
    subprocess.run(pip, check=True, capture_output=True)
    [packages] = folder.glob("lib/python*/site-packages")
    (packages / "lent.pth").write_text(sysconfig.get_path("purelib"))
    return folder


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A home in which two regions have reported three months."""
    folder = tmp_path_factory.mktemp("library") / "home"
    with opened(folder) as drawn:
        drawn.targets('on_time_rate:\n  - {from: "2024-01", value: 90, decree: SK 1}\n')
        drawn.transactions("""
          region_code | received_at | decided_at | n
          11.71       | 2026-06-01  | 2026-06-03 | 40
          11.71       | 2026-07-06  | 2026-07-08 | 40
          11.71       | 2026-08-03  | 2026-08-20 | 40
          11.05       | 2026-06-01  | 2026-06-03 | 40
          11.05       | 2026-07-06  | 2026-07-20 | 40
          11.05       | 2026-08-03  | 2026-08-05 | 40
        """)
        build.catch_up(drawn.home)
    return folder


@pytest.fixture
def run(environment, root, tmp_path):
    """Run a program of the environment, far from the sources; what it printed."""

    def ran(program, *arguments):
        done = subprocess.run(
            [environment / "bin" / program, *arguments],
            cwd=tmp_path,
            env={"CAPAIAN_HOME": str(root), "PATH": "", "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            encoding="utf-8",
            timeout=patience.SECONDS,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return ran


@pytest.fixture
def printed(root, monkeypatch):
    """What the terminal of the sources prints, as JSON."""

    def run(*arguments):
        monkeypatch.setenv("CAPAIAN_HOME", str(root))
        with redirect_stdout(io.StringIO()) as stream:
            assert cli.main(arguments) == 0
        return json.loads(stream.getvalue())

    return run


def test_the_wheel_holds_every_file_of_the_floors_and_shows_one_package(wheel):
    """Whatever git would keep of the floors: sources, SQL, YAML, fonts; no home, no record."""
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    built = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]
    floors = [name for name in built["targets"]["wheel"]["sources"] if name not in ("capaian", "examples")]
    ignored = ("__pycache__", "home")
    kept = [
        path.relative_to(ROOT).as_posix()
        for floor in floors
        for path in (ROOT / floor).rglob("*")
        if path.is_file() and not set(ignored) & set(path.relative_to(ROOT).parts[:-1])
    ]
    assert {f"{HOUSE}{path}" for path in kept} <= inside
    assert not [name for name in inside if name.startswith(f"{HOUSE}data/home/")]
    assert {name.split("/")[0] for name in inside} == {"capaian", "capaian_mpp-0.2.0.dist-info"}


def test_the_wheel_asks_for_what_the_lock_is_made_of(wheel):
    with zipfile.ZipFile(wheel) as archive:
        metadata = archive.read("capaian_mpp-0.2.0.dist-info/METADATA").decode().splitlines()
    asked = {line.removeprefix("Requires-Dist: ").lower() for line in metadata if line.startswith("Requires-Dist: ")}
    lines = (line.partition("#")[0].strip() for line in (ROOT / "requirements.in").read_text("utf-8").splitlines())
    assert {line.partition(">")[0].lower() for line in lines if line} <= {line.partition("<")[0] for line in asked}


@apart
def test_the_installed_command_answers_as_the_sources_do(run, printed):
    question = ("score", "--period", PERIOD, "--indicator", "on_time_rate", "--format", "json")
    assert json.loads(run("capaian", *question)) == printed(*question) != []


def notebook() -> str:
    """The cells of the notebook, one after another."""
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    return "\n".join("".join(cell["source"]) + "\n" for cell in cells if cell["cell_type"] == "code")


def test_the_notebook_runs_from_its_first_cell_to_its_last(root, monkeypatch):
    monkeypatch.setenv("CAPAIAN_HOME", str(root))
    names = {}
    exec(notebook(), names)
    assert [*names["missed"]["indicator"]] == ["on_time_rate"]
    assert names["by_region"].set_index("member").loc["11.71", "name"] == "Kota Banda Aceh"


@apart
def test_the_notebook_answers_the_same_far_from_the_sources(run, printed):
    source = notebook()
    rows = json.loads(run("python", "-c", f"{source}\nimport json\nprint(json.dumps(home.score_rows({PERIOD!r})))"))
    assert rows == printed("score", "--period", PERIOD, "--format", "json")


@apart
def test_a_package_of_the_same_name_is_not_mistaken_for_a_floor(environment, tmp_path):
    (tmp_path / "data.py").write_text("")
    source = "import capaian, data; print(data.__file__)\n"
    done = subprocess.run([environment / "bin" / "python", "-c", source], cwd=tmp_path, capture_output=True, text=True)
    assert HOUSE in done.stdout, done.stderr
    other = "import data, capaian"
    done = subprocess.run([environment / "bin" / "python", "-c", other], cwd=tmp_path, capture_output=True, text=True)
    assert done.stderr.splitlines()[-1].startswith("ImportError: capaian: data (")


QUESTIONS = [
    (("indicators", "--json"), lambda home: home.indicators()),
    (("regions", "--json"), lambda home: home.regions()),
    (("coverage", "--json"), lambda home: home.coverage()),
    (("freshness", "--json"), lambda home: home.freshness()),
    (("follow-up", "list", "--json"), lambda home: home.follow_ups()),
    (
        ("obstacles", "--indicator", "on_time_rate", "--period", PERIOD, "--format", "json"),
        lambda home: home.obstacles("on_time_rate", PERIOD),
    ),
]


@pytest.mark.parametrize(("command", "asked"), QUESTIONS, ids=[command[0] for command, _ in QUESTIONS])
def test_every_answer_is_that_of_the_terminal(command, asked, root, printed):
    assert json.loads(json.dumps(asked(open_home(root)))) == printed(*command)


def test_a_scorecard_is_a_frame_with_the_columns_of_the_contract(root, monkeypatch, capsys):
    frame = open_home(root).score(PERIOD, by="region")
    monkeypatch.setenv("CAPAIAN_HOME", str(root))
    cli.main(["score", "--period", PERIOD, "--by", "region", "--format", "csv"])
    listed = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert list(frame.columns) == list(listed[0])
    assert [*frame["member"]] == [row["member"] for row in listed]


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda root: open_home(root / "none"), "tidak ada rumah data di sini"),
        (lambda root: open_home(root, region="99.99"), "wilayah tidak dikenal"),
        (lambda root: open_home(root, region="11.71").score(PERIOD, region="11.05"), "11.05"),
        (lambda root: open_home(root, as_of=99_999).score(PERIOD), "99999"),
        (lambda root: open_home(root).score("2026-13"), "2026-13"),
        (lambda root: open_home(root).score(PERIOD, indicators=["none"]), "none"),
    ],
)
def test_a_wrong_question_is_one_line(ask, said, root):
    with pytest.raises(CapaianError) as refused:
        ask(root)
    assert said in str(refused.value) and "\n" not in str(refused.value)
