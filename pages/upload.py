"""Unggah: from a file as it came to accepted figures, with every refused row explained and nothing stored unasked."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from access.identity.viewer import Viewer
from data.intake.receipt import Receipt
from data.intake.source import period_claims, profile_files
from data.intake.source.profiles import PLAIN, Profile
from data.intake.values.unknown_words import UnknownWord
from data.schema import kinds
from data.schema.kinds import Kind
from pages.components.forms import acts, picker
from pages.components.html.markup import tag
from pages.components.layout import frame
from pages.components.runtime import address, errors, lookups, run
from pages.components.upload import (
    figure_changes,
    file_findings,
    progress,
    reading_form,
    undo,
    upload_sentence,
    word_form,
)
from pages.components.upload import trial as trying
from pages.components.upload.reading_form import Read
from pages.components.upload.trial import Dropped, Trial, UploadRequest
from reports.content import kind_words
from reports.uploads.templates import csv_template, xlsx_template
from text import formats
from text.words import Language, say

FILE_TYPES = ("csv", "tsv", "txt", "xlsx", "xlsm", "xlsb", "xls", "ods", "html", "htm", "xml", "zip", "gz")


def render(viewer: Viewer) -> None:
    """Draw the page for this viewer."""
    language = viewer.language
    with frame.bar(viewer):
        address.pick_language(language)
    top = st.empty()
    _say(top, say("upload.first", language), language)
    acts.show_done()
    if receipts := st.session_state.get("upload_receipts"):
        _say(top, upload_sentence.stored(receipts, language), language)
        _receipt(receipts, language)
    else:
        _form(viewer, top)
    undo.draw(viewer)


def _say(top: DeltaGenerator, sentence: str, language: Language) -> None:
    """The first sentence at the top of the page; another one takes its place."""
    lead = tag("p", say("upload.lead", language), class_="rest")
    top.html(tag("header", tag("h1", sentence), lead, class_="headline", lang=language))


def _form(viewer: Viewer, top: DeltaGenerator) -> None:
    language = viewer.language
    kind, region, named, period = _choices(viewer)
    profile: Profile | None = None
    with errors.shown(language):
        profile = profile_files.load(profile_files.find(run.home(), named), kind) if named else PLAIN
    files = _files(language)
    if not files or profile is None:
        if profile is not None:
            st.html(tag("p", say("upload.nothing_yet", language), class_="aside", lang=language))
        return
    if period.strip() and period_claims.claim(period) is None:
        st.error(say("upload.period_unreadable", language), icon=":material/error:")
        return
    with errors.shown(language):
        read = reading_form.draw(viewer, kind, profile, region, files, period.strip() or None)
        files = [part.file for part in read]
        asked = UploadRequest(kind, region, who=viewer.shown_name, demo=viewer.demo, period=period.strip() or None)
        trial = _trial(asked, files, language)
        words = _unknown_words(read, trial)
        _say(top, upload_sentence.tried(trial, files, sum(len(unknown) for _, unknown in words), language), language)
        for part, unknown in words:
            if part.form is not None:
                with part.below:
                    word_form.draw(part.form, unknown)
        _preview(viewer, trial, asked, files)
        _save(viewer, trial, asked, files)


def _unknown_words(read: Sequence[Read], trial: Trial) -> list[tuple[Read, list[UnknownWord]]]:
    """The unknown words of each file that has a form, those of all its sheets together."""
    unknown: list[tuple[Read, list[UnknownWord]]] = []
    for part, tried in zip(read, trial.files, strict=True):
        if part.form is not None:
            unknown.append((part, []))
        if unknown and (part.form is not None or part.file.sheet):
            known = {(word.column, word.word) for word in unknown[-1][1]}
            new = (word for word in tried.receipt.unknown_words if (word.column, word.word) not in known)
            unknown[-1][1].extend(new)
    return unknown


def _choices(viewer: Viewer) -> tuple[Kind, str | None, str, str]:
    """The kind, the region, the profile's name ("" for none) and the period as written; templates beside them."""
    language = viewer.language
    st.html(tag("h2", say("upload.choose", language), class_="step", lang=language))
    left, middle, right, last = st.columns(4)
    with left:
        label = say("upload.kind", language)
        named = {name: kind_words.name(kinds.kind(name), language) for name in kinds.listed()}
        kind = kinds.kind(picker.single(label, named, "upload", "kind"))
    with middle:
        places = {"": say("upload.region_any", language)} if viewer.may_see(None) else {}
        places |= {region.code: region.name for region in lookups.leaves(viewer)}
        label = say("upload.region", language)
        region = picker.single(label, places, "upload", "region")
    with right:
        lines = {profile.name: f"{profile.name} · {profile.about[language]}" for profile in profile_files.shipped()}
        profiles = {"": say("upload.profile_none", language)}
        profiles |= {name: lines.get(name, name) for name in profile_files.names(run.home(), kind.kind)}
        profile = picker.single(say("upload.profile", language), profiles, "upload", "profile")
    with last:
        hint, about = say("upload.period_hint", language), say("upload.period_help", language)
        label = say("upload.period", language)
        key = acts.field("upload", "period")
        period = st.text_input(label, key=key, placeholder=hint, help=about, max_chars=40)
    _templates(kind, language)
    return kind, region or None, profile, period


def _templates(kind: Kind, language: Language) -> None:
    home = run.home()
    with st.container(horizontal=True):
        st.download_button(
            say("upload.template_xlsx", language),
            data=lambda: xlsx_template(kind, home, language),
            file_name=f"templat-{kind.kind}-{language}.xlsx",
            mime=file_findings.XLSX,
            on_click="ignore",
        )
        st.download_button(
            say("upload.template_csv", language),
            data=lambda: csv_template(kind).encode(),
            file_name=f"templat-{kind.kind}.csv",
            mime=file_findings.CSV,
            on_click="ignore",
        )


def _files(language: Language) -> list[Dropped]:
    st.html(tag("h2", say("upload.drop", language), class_="step", lang=language))
    frame.translate_uploader(language)
    dropped = st.file_uploader(
        say("upload.files", language),
        FILE_TYPES,
        accept_multiple_files=True,
        key=acts.field("upload", "files"),
    )
    return [Dropped(file.name, file.getvalue()) for file in dropped or ()]


def _trial(asked: UploadRequest, files: Sequence[Dropped], language: Language) -> Trial:
    """What would become of the files, tried once and remembered until something of it changes."""

    def attempt() -> Trial:
        with st.spinner(say("upload.working", language)), progress.bar(files, language) as tell:
            return trying.attempt(run.home(), asked, files, tell)

    return acts.preview("upload_trial", (asked, *((file.fingerprint, file.profile) for file in files)), attempt)


def _preview(viewer: Viewer, trial: Trial, asked: UploadRequest, files: Sequence[Dropped]) -> None:
    st.html(tag("h2", say("upload.preview", viewer.language), class_="step", lang=viewer.language))
    for nth, (tried, file) in enumerate(zip(trial.files, files, strict=True)):
        file_findings.draw(nth, tried, asked, file, viewer.language)
    figure_changes.draw(viewer, trial, asked.region)


def _save(viewer: Viewer, trial: Trial, asked: UploadRequest, files: Sequence[Dropped]) -> None:
    language = viewer.language
    good = [file for file, tried in zip(files, trial.files, strict=True) if not tried.receipt.refused]
    if not good:
        st.html(tag("p", say("upload.save_none", language), class_="aside", lang=language))
    elif len(good) < len(files):
        st.html(tag("p", say("upload.save_some", language), class_="aside", lang=language))
    is_seen = acts.seen("upload", trial)
    pressed = st.button(say("upload.save", language), key="upload_save", disabled=not good, type="primary")
    if pressed and good:
        acts.perform(
            viewer,
            "load",
            lambda: _store(asked, good, language),
            asked.region,
            is_seen=is_seen,
            form="upload",
        )


def _store(asked: UploadRequest, good: Sequence[Dropped], language: Language) -> None:
    with st.spinner(say("upload.saving", language)), progress.bar(good, language) as tell:
        receipts = trying.store(run.home(), asked, good, tell)
    # The problems stay in the ledger; the session keeps only what the receipt shows.
    st.session_state["upload_receipts"] = tuple(
        replace(receipt, file=file.shown, problems=(), unknown_words=())
        for receipt, file in zip(receipts, good, strict=True)
    )
    for name in ("upload_trial", "upload_sheets"):
        st.session_state.pop(name, None)
    word_form.forget()
    undo.offer(receipts)


def _receipt(receipts: Sequence[Receipt], language: Language) -> None:
    lines = []
    for receipt in receipts:
        if receipt.seq is None:
            lines.append(tag("li", say("upload.receipt_refused", language, file=receipt.file), class_="missed"))
            continue
        counts = {"accepted": receipt.rows_accepted, "rejected": receipt.rows_rejected}
        shown = {name: formats.number(count, language) for name, count in counts.items()}
        lines.append(tag("li", say("upload.receipt_line", language, file=receipt.file, seq=receipt.seq, **shown)))
    title = tag("h2", say("upload.receipt", language))
    st.html(tag("section", title, tag("ul", *lines, class_="facts"), class_="receipt", lang=language))
    st.button(say("upload.receipt_more", language), key="upload_more", on_click=_start_afresh)


def _start_afresh() -> None:
    st.session_state.pop("upload_receipts", None)
