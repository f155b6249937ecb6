"""Words on screen come from text/, so that they can be read, mended and translated there."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = [ROOT / "app.py", *sorted((ROOT / "pages").rglob("*.py"))]
# What draws words: everything of Streamlit, and the elements of pages.components.markup.
DRAWS = {"tag", "join", "plain_table"}
# Arguments that are settings, and elements of HTML, not words.
SETTINGS = {
    "key", "icon", "layout", "width", "gap", "vertical_alignment", "label_visibility", "on_click", "language", "mime",
    "file_name", "position", "url_path", "class_", "role", "scope", "target", "aria_hidden", "aria_current", "style",
    "href", "rel", "src", "lang", "args", "visibility", "type", "action", "method",
    "autocomplete", "shortcut", "on_change", "aria_disabled", "format", "state",
}  # fmt: skip


def words(path: Path, source: str) -> list[str]:
    """`file:line: text` for each literal that a drawing call would put on screen."""
    found = []
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call) and draws(call.func):
            shown = [*call.args[name_is_first(call.func) :]]
            shown += [keyword.value for keyword in call.keywords if keyword.arg not in SETTINGS]
            found += [f"{path.name}:{call.lineno}: {text}" for node in shown for text in literals(node)]
    return found


def draws(func: ast.expr) -> bool:
    if isinstance(func, ast.Attribute):
        return isinstance(func.value, ast.Name) and func.value.id == "st" and func.attr not in {"columns", "App"}
    return isinstance(func, ast.Name) and func.id in DRAWS


def name_is_first(func: ast.expr) -> int:
    return 1 if isinstance(func, ast.Name) and func.id == "tag" else 0


def literals(node: ast.expr) -> list[str]:
    """Texts with a letter in them, also inside f-strings, lists and sums, but not what other calls are given."""
    if isinstance(node, ast.Call):
        return []
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) and re.search("[A-Za-z]", node.value) else []
    if isinstance(node, ast.FormattedValue | ast.Subscript | ast.Attribute | ast.Lambda):
        return []
    return [text for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr) for text in literals(child)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_word_on_screen_is_written_in_code(path):
    assert words(path, path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "line",
    [
        'st.title("Ringkasan")',
        'st.markdown(f"Data lengkap s.d. {month}")',
        'tag("p", "Belum ada data")',
        'tag("p", say("a.key"), "dan " + x)',
        'tag("a", x, title="Buka")',
        'st.selectbox(label, options, help="Pilih wilayah")',
        'plain_table(["Bulan"], lines, language)',
    ],
)
def test_a_word_written_in_code_is_found(line):
    assert len(words(Path("page.py"), line)) == 1


@pytest.mark.parametrize(
    "line",
    [
        'st.title(say("overview.title"))',
        'tag("p", say("a.b"), class_="aside")',
        'st.container(key="bar")',
        'tag("b", "·")',
    ],
)
def test_keys_settings_and_signs_are_no_words(line):
    assert words(Path("page.py"), line) == []
