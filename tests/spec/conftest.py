"""Each spec test, once it has passed, is compared with its example in docs/indicators.md."""

from collections.abc import Generator

import pytest

from tests.spec import document


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Generator[None, object, object]:
    """After the test itself, its example: the same tables and the same results as in the document."""
    result = yield
    if hasattr(pyfuncitem.module, "COVERS"):
        test = pyfuncitem.obj
        written = document.blocks(document.DOCUMENT.read_text(encoding="utf-8")) if document.DOCUMENT.exists() else {}
        ran = document.block(test, pyfuncitem.funcargs["home"])
        assert written.get(document.title(test)) == ran, f"docs/indicators.md is out of date: {document.COMMAND}"
    return result
