"""Every refusal is a key with a text in both languages: no sentence stands in a `raise`, no key lacks its text or use.

Programmer's errors (assertions, errors caught in the module that raises them) may be English literals: INTERNAL.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli import main
from data.privacy import patterns
from metrics.periods import Period
from text.words import texts

ROOT = Path(__file__).parents[2]
PACKAGES = ("access", "api", "capaian", "channels", "data", "metrics", "pages", "reports", "terminal", "text")
FILES = [ROOT / "app.py", ROOT / "cli.py", *(path for name in PACKAGES for path in sorted((ROOT / name).rglob("*.py")))]
TREES = {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in FILES}
ERRORS = {"CapaianError", "SetupError", "RefusedError", "QueryError", "BusyError", "AccessError", "ValueError"}
ERRORS |= {"at", "fault", "refused", "wrong"}  # what makes such an error of a finding
INTERNAL = {
    ("access/identity/accounts.py", "an alias"),
    ("access/identity/accounts.py", "a key is given twice"),
    ("capaian/__init__.py", ") was imported before; import capaian first, or rename it"),
    ("data/intake/files/xml_parser.py", "entities are not resolved"),
    ("data/intake/files/formula_errors_xls.py", "sector size"),
    ("metrics/figures/figures.py", "the rank lies beyond the last value"),
    ("reports/content/content.py", "another form"),
    ("reports/content/glyphs.py", "the shipped font has a character map of format 12"),
    ("reports/formats/read_back.py", "no line for the program"),
    ("text/formats.py", "not a period: "),
}
SENTENCE = re.compile(r"[A-Za-z]{2} +[A-Za-z]|[:.] [A-Za-z]")


def called(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def sentences(node: ast.AST) -> Iterator[str]:
    """Literals with a blank between words, outside the parameters of a keyed text, and words already looked up."""
    if isinstance(node, ast.Call) and called(node.func) == "error_text":
        return
    if isinstance(node, ast.Call) and called(node.func) == "say":
        yield ast.unparse(node)
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and SENTENCE.search(node.value):
        yield node.value
    for child in ast.iter_child_nodes(node):
        yield from sentences(child)


def literals(tree: ast.AST) -> list[str]:
    """Every sentence in what is raised, and in what an error is made of elsewhere."""
    raised = [node.exc for node in ast.walk(tree) if isinstance(node, ast.Raise) and node.exc is not None]
    made = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and called(node.func) in ERRORS]
    return [text for node in (*raised, *made) for text in sentences(node)]


def test_no_sentence_stands_in_a_raise():
    assert {(name, text) for name, tree in TREES.items() for text in literals(tree)} == INTERNAL


@pytest.mark.parametrize(
    "line",
    [
        'raise RefusedError("Isian wilayah: tidak dikenal.")',
        'raise SetupError(f"{file}: tidak ada.")',
        'raise ValueError("tulis dua bahasa " + "di sini")',
        "raise RefusedError(say('access.no_act', language))",
        'def wrong(home): return SetupError(f"{home}: tidak dapat ditulis.")',
        'raise at(path, (), f"bagian {part}: kosong.")',
    ],
)
def test_a_sentence_is_seen(line):
    assert literals(ast.parse(line))


def keyed() -> tuple[set[str], set[str]]:
    """The keys given to `error_text` as they are, and the beginnings of those that are put together."""
    first = [
        call.args[0]
        for tree in TREES.values()
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and called(call.func) == "error_text" and call.args
    ]
    assert all(isinstance(key, ast.Constant | ast.JoinedStr | ast.Name | ast.Subscript | ast.Call) for key in first)
    begun = {key.values[0].value for key in first if isinstance(key, ast.JoinedStr)}
    return {full(key.value) for key in first if isinstance(key, ast.Constant)}, {full(begin) for begin in begun}


def full(key: str) -> str:
    return key if "." in key else f"fault.{key}"


def test_every_key_of_an_error_has_both_texts():
    keys, begun = keyed()
    assert len(keys) > 150
    assert [key for key in keys if not (key in texts("id") and key in texts("en"))] == []
    assert [begin for begin in begun if not any(key.startswith(begin) for key in texts("en"))] == []


def test_every_text_of_an_error_is_used():
    keys, begun = keyed()
    looked_up = {full(node.value) for tree in TREES.values() for node in ast.walk(tree) if is_word(node)}
    unused = [key for key in texts("id") if key.startswith("fault.") and key not in keys | looked_up]
    assert [key for key in unused if not key.startswith(tuple(begun))] == []


def is_word(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isidentifier()


def test_every_field_of_an_act_has_a_name_and_every_name_a_field():
    """A field is named where an act's text or day is checked: `acts.text("reason", …)`."""
    checked = [tree for name, tree in TREES.items() if not name.startswith("pages/")]  # there `acts` are those of forms
    calls = [node for tree in checked for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args]
    checks = [call for call in calls if ast.unparse(call.func).startswith("acts.")]
    named = {call.args[0].value for call in checks if isinstance(call.args[0], ast.Constant)}
    labels = {key.removeprefix("fault.label_") for key in texts("en") if key.startswith("fault.label_")}
    assert named >= {"reason", "deadline"} and named <= labels
    acts = [tree for name, tree in TREES.items() if name.startswith("metrics/acts/")]
    handed_on = {node.value for tree in acts for node in ast.walk(tree) if is_word(node)}  # to `acts.label`, by checks
    assert labels - named <= handed_on


def test_every_sign_of_personal_data_has_a_word():
    assert {f"fault.holds_{sign.rule}" for sign in patterns.signs()} <= texts("en").keys()


def test_no_text_of_an_error_is_the_same_in_both_languages():
    same = [key for key, text in texts("id").items() if key.startswith("fault.") and text == texts("en")[key]]
    words = {key: re.sub("{.*?}|--[a-z]+", "", texts("id")[key]) for key in same}
    assert [key for key in words if re.search("[A-Za-z]{4}", words[key])] == ["fault.target_path"]  # a name of the file


PERIOD = {
    "2026-13": ("Periode '2026-13' tidak dikenal", "The period '2026-13' is not known"),
    "2026-02..2026-01": ("berakhir sebelum dimulai", "ends before it begins"),
}


@pytest.mark.parametrize("code", PERIOD)
def test_a_period_is_refused_in_both(code):
    with pytest.raises(ValueError) as refused:
        Period(code)
    told = refused.value.args[0]
    assert [part in told.message(language) for part, language in zip(PERIOD[code], ("id", "en"), strict=True)] == [1, 1]


@pytest.mark.parametrize(
    ("language", "said"),
    [((), "Periode '2026-13'"), (("--language", "en"), "The period"), (("--language=en",), "The period")],
)
def test_the_terminal_complains_in_the_language_of_the_document_asked_for(capsys, tmp_path, language, said):
    assert main(["report", "--period", "2026-13", "--out", str(tmp_path), *language]) == 2
    assert said in capsys.readouterr().err


def as_text(tree: ast.AST) -> list[str]:
    """Where a caught error is turned into text without a language."""
    caught = [handler for handler in ast.walk(tree) if isinstance(handler, ast.ExceptHandler) and handler.name]
    found = []
    for handler in caught:
        for node in ast.walk(handler):
            shown = node.args if isinstance(node, ast.Call) and called(node.func) == "str" else []
            shown = [node.value] if isinstance(node, ast.FormattedValue) else shown
            found += [ast.unparse(node) for part in shown if isinstance(part, ast.Name) and part.id == handler.name]
    return found


def test_no_page_shows_an_error_but_in_the_language_of_its_reader():
    assert {name: as_text(tree) for name, tree in TREES.items() if name.startswith("pages/") and as_text(tree)} == {}
    assert as_text(ast.parse("try: x()\nexcept RefusedError as refused: st.info(str(refused))"))


@pytest.mark.parametrize(
    ("setting", "written", "said"), [("en", (), "The period"), ("en", ("--language", "id"), "Periode")]
)
def test_the_terminal_complains_in_the_language_that_is_set(capsys, tmp_path, monkeypatch, setting, written, said):
    monkeypatch.setenv("CAPAIAN_LANGUAGE", setting)
    assert main(["report", "--period", "2026-13", "--out", str(tmp_path), *written]) == 2
    assert said in capsys.readouterr().err
    assert main(["no-such-command"]) == 2
    assert capsys.readouterr().err.endswith("See: cli.py --help\n")
