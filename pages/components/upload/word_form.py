"""Words of coded columns that nobody knows yet: which code each means, the nearest offered first.

The words are cells of the analyst's own file (`data.intake.values.unknown_words` says which may be shown); they are
kept in the session until the file is saved, and in a profile when the analyst saves one.
"""

import zlib
from collections.abc import Mapping, Sequence

import streamlit as st

from data.intake.source.profiles import Profile
from data.intake.values.unknown_words import UnknownWord
from pages.components.html.markup import tag
from pages.components.runtime import errors
from pages.components.upload import fixed_values
from pages.components.upload.form import Form
from text import formats
from text.words import say

Words = dict[tuple[str, str], str]
"""Column header and word of the file → the code chosen for it."""


def applied(form: Form, chosen: Profile) -> Profile:
    """The profile with the words that were given a code."""
    words = _chosen(form)
    if not words:
        return chosen
    values = {header: dict(known) for header, known in chosen.values.items()}
    for (header, word), code in words.items():
        values.setdefault(header, {})[word] = code
    return chosen.model_copy(update={"values": values})


def draw(form: Form, unknown: Sequence[UnknownWord]) -> None:
    """A select box for each word that is unknown, or was until it was given a code here."""
    words = _chosen(form)
    listed = {(word.column, word.word): word for word in unknown}
    listed |= {at: UnknownWord(*at, 0, ()) for at in words if at not in listed}
    if not listed:
        return
    language = form.language
    with st.expander(say("upload.words", language, file=form.file.name), expanded=bool(unknown)):
        st.html(tag("p", say("upload.words_lead", language), class_="aside", lang=language))
        offered = {at: word.nearest[0] for at, word in listed.items() if word.nearest and word.is_clear}
        if offered:
            label = say("upload.words_take", language)
            st.button(label, key=form.key("words"), on_click=_take, args=(form, offered))
        boxes = [box for _ in range(0, len(listed), 2) for box in st.columns(2)]
        for box, (at, word) in zip(boxes, sorted(listed.items()), strict=False):
            with box:
                _box(form, at, word, words)


def forget() -> None:
    """Nothing of the words stays once the files are saved."""
    st.session_state.pop("upload_words", None)


def _box(form: Form, at: tuple[str, str], word: UnknownWord, words: Mapping[tuple[str, str], str]) -> None:
    column = next(column for column in form.kind.columns if column.header == at[0])
    known = fixed_values.options(form, column)
    options = list(dict.fromkeys(["", *(code for code in word.nearest if code in known), *known]))
    none = say("upload.word_none", form.language)
    count = formats.number(word.count, form.language)
    label = say("upload.word" if word.count else "upload.word_known", form.language, column=at[0], word=at[1], n=count)
    key = _key(form, at)
    st.session_state.setdefault(key, words.get(at, ""))
    shown = known | {"": none}
    st.selectbox(errors.plain(label), options, key=key, format_func=shown.__getitem__, on_change=_keep, args=(form, at))


def _keep(form: Form, at: tuple[str, str]) -> None:
    words = _chosen(form)
    words.pop(at, None)
    if code := st.session_state[_key(form, at)]:
        words[at] = code


def _take(form: Form, offered: Mapping[tuple[str, str], str]) -> None:
    _chosen(form).update(offered)
    st.session_state.update({_key(form, at): code for at, code in offered.items()})


def _chosen(form: Form) -> Words:
    """What was chosen for this file, kept apart from the boxes, which come and go."""
    kept = st.session_state.setdefault("upload_words", {})
    words: Words = kept.setdefault((form.kind.kind, form.file.fingerprint), {})
    return words


def _key(form: Form, at: tuple[str, str]) -> str:
    of = (form.kind.kind, form.file.fingerprint, at)
    return f"word_{zlib.crc32(repr(of).encode()):08x}"
