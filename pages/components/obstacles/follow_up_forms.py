"""Forms of a follow-up: to propose one, and to add to one. What the ledger refuses is told under the form."""

from collections.abc import Callable, Hashable, Mapping
from typing import TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from access.identity.viewer import Viewer
from data.settings import tables
from metrics.acts import follow_up_acts
from metrics.acts.follow_up_acts import Draft
from metrics.acts.follow_ups import FollowUp
from metrics.obstacles.input import labels
from metrics.scorecard.score import score
from pages.components.charts import drill
from pages.components.forms import acts, fields, picker
from pages.components.obstacles import follow_up_facts
from pages.components.runtime import address, lookups, run
from text.words import Language, say

K = TypeVar("K", bound=Hashable)
STATUSES = ("not_started", "in_progress", "done", "cancelled")


def proposal(viewer: Viewer) -> None:
    """Propose a follow-up; indicator, region and period come from the address when it names them."""
    language = viewer.language
    with st.expander(say("follow_up.propose", language), bool(address.requested("indikator")), key="follow_up_open"):
        with st.form(key="follow_up_form", border=False):
            indicator, region, period, obstacle = _subject(viewer)
            where = _where(language)
            known_fact, known_cause = follow_up_facts.of(viewer, address.requested("indikator"), region, period)
            fact = st.text_area(say("follow_up.fact", language), known_fact, height=80, key=_key("fact"))
            cause = st.text_area(say("follow_up.cause", language), known_cause, height=80, key=_key("cause"))
            action = st.text_area(say("follow_up.action", language), height=80, key=_key("action"))
            left, right = st.columns(2)
            owner = left.text_input(
                say("follow_up.owner", language), help=say("follow_up.owner_help", language), key=_key("owner")
            )
            deadline = right.date_input(
                say("follow_up.deadline", language), value=None, format="DD/MM/YYYY", key=_key("deadline")
            )
            sent = st.form_submit_button(
                say("follow_up.send", language), type="primary", key=acts.button("follow_up_send")
            )
        if sent:
            written = str(deadline or "")
            draft = Draft(indicator, period, fact, cause, action, owner, written, region, where, obstacle)
            _do(
                viewer,
                lambda: follow_up_acts.propose(run.home(), viewer.scope, viewer.shown_name, draft),
                "follow_up",
            )


def _key(name: str) -> str:
    """Of a field of a proposal."""
    return acts.field("follow_up", _of_subject(name))


def _of_subject(name: str) -> str:
    """The name of a field about what the address names: what is typed stays where the words around it change."""
    subject = (address.requested(part) or "" for part in ("indikator", "wilayah", "periode", "hambatan"))
    return "_".join((name, *subject))


def _picked(name: str, names: Mapping[K, str], default: K | None, column: DeltaGenerator, language: Language) -> K:
    label = say(f"follow_up.{name}", language)
    return picker.single(label, names, "follow_up", _of_subject(name), default, column)


def _subject(viewer: Viewer) -> tuple[str, str | None, str, str | None]:
    """What it is about, as chosen: indicator, region, period, obstacle."""
    language, catalogue = viewer.language, lookups.indicators()
    places = ([None] if viewer.may_see(None) else []) + [region.code for region in lookups.regions(viewer)]
    left, right = st.columns(2)
    indicators = {id_: indicator.name[language] for id_, indicator in catalogue.items()}
    indicator = _picked("indicator", indicators, address.requested("indikator"), left, language)
    regions = {code: lookups.place_name(code, language) for code in places}
    region = _picked("region", regions, address.requested("wilayah"), right, language)
    known = address.requested("periode") or _period(viewer)
    period = left.text_input(say("follow_up.period", language), known, key=_key("period"))
    obstacles = {code: obstacle_name(code, language) for code in (None, *_obstacles(language))}
    obstacle = _picked("obstacle", obstacles, address.requested("hambatan"), right, language)
    return indicator, region, period, obstacle


def _where(language: Language) -> dict[str, str]:
    """The service, agency and channel it is narrowed to; none is the whole figure."""
    services = tables.services(run.home()).sort_values("code")
    members = {
        "service_code": list(services["code"].unique()),
        "agency_code": sorted(services["agency_code"].unique()),
        "channel": list(labels.CHANNELS),
    }
    chosen: dict[str, str] = {}
    for column, (key, dimension) in zip(st.columns(len(members)), drill.PART_OF.items(), strict=True):
        names = {"": say("follow_up.every_part", language)}
        names |= {code: lookups.named(dimension, code, language) for code in members[dimension]}
        chosen[dimension] = _picked(dimension, names, address.requested(key), column, language)
    return {dimension: code for dimension, code in chosen.items() if code}


def change(viewer: Viewer, one: FollowUp) -> None:
    """Add to a follow-up."""
    language, form = viewer.language, f"follow_up_{one.seq}"
    is_seen = acts.seen(form, (one.status, one.deadline))
    with st.form(key=f"follow_up_change_{one.seq}"):
        left, right = st.columns(2)
        statuses = {status: say(f"follow_up.status_{status}", language) for status in STATUSES}
        status = picker.single(say("follow_up.status", language), statuses, form, "status", one.status, left)
        key = acts.field(form, "deadline")
        fields.fill(form, {key: one.deadline})
        deadline = right.date_input(say("follow_up.deadline", language), format="DD/MM/YYYY", key=key)
        remark = st.text_area(say("follow_up.remark", language), height=80, key=acts.field(form, "remark"))
        link = st.text_input(say("follow_up.link", language), key=acts.field(form, "link"))
        file = st.file_uploader(
            say("follow_up.file", language),
            help=say("follow_up.file_help", language),
            key=acts.field(form, "file"),
        )
        sign_off = viewer.may("sign_off") and st.checkbox(
            say("follow_up.sign_off", language), key=acts.field(form, "sign_off")
        )
        sent = st.form_submit_button(say("follow_up.save", language), type="primary", key=acts.button("follow_up_save"))
    if sent:
        _do(
            viewer,
            lambda: follow_up_acts.change(
                run.home(),
                viewer.scope,
                viewer.shown_name,
                one.seq,
                status=status if status != one.status else None,
                deadline=str(deadline) if deadline and deadline != one.deadline else None,
                remark=remark,
                sign_off=sign_off,
                link=link,
                file=(file.name, file.getvalue()) if file else None,
            ),
            form,
            is_seen,
        )


def obstacle_name(code: str | None, language: Language) -> str:
    """An obstacle's code and name; a dash where none was named."""
    return f"{code} {_obstacles(language)[code]}" if code else say("value.missing", language)


def _do(viewer: Viewer, act: Callable[[], FollowUp], form: str, is_seen: bool = True) -> None:
    """Put it into the ledger and show it."""

    def shown() -> None:
        st.query_params["tindak"] = str(act().seq)

    acts.perform(viewer, "follow_up", shown, is_seen=is_seen, form=form)


def _obstacles(language: Language) -> dict[str, str]:
    table = tables.obstacles(run.home())
    return dict(zip(table["code"], table[f"name_{language}"], strict=True))


def _period(viewer: Viewer) -> str:
    return score(run.home(), viewer.scope, region=viewer.home_region, indicators=["received"]).period
