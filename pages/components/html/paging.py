"""A long list a page at a time."""

from collections.abc import Sequence
from typing import TypeVar

import streamlit as st

from text import formats
from text.words import Language, say

AT_ONCE = 50

Item = TypeVar("Item")


def page(items: Sequence[Item], key: str, language: Language) -> Sequence[Item]:
    """The items of the page chosen by a small picker; without one when all fit on one page."""
    last = max(1, -(-len(items) // AT_ONCE))
    if last == 1:
        return items

    def named(number: int) -> str:
        first, end = (number - 1) * AT_ONCE + 1, min(number * AT_ONCE, len(items))
        shown = {"first": first, "last": end, "all": len(items)}
        return say("ledger.page", language, **{name: formats.number(value, language) for name, value in shown.items()})

    chosen = st.selectbox(say("ledger.rows", language), range(1, last + 1), key=key, format_func=named)
    return items[(chosen - 1) * AT_ONCE : chosen * AT_ONCE]
