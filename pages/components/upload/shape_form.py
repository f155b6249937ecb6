"""What the form of a file asks beyond its headers: the scale of a survey's answers, what months side by side hold."""

from data.intake.source import profile_files
from data.intake.source.profile_parts import MonthsAcross, Scale
from data.intake.source.profiles import Profile
from pages.components.upload.form import Form
from pages.components.upload.pick import pick
from text.words import say

SCALES = ((1, 5), (5, 1), (0, 3), (1, 7), (1, 10), (0, 10), (0, 100))
"""Scales that questionnaires use beside the official one: the worst answer, and the best."""
LIKERT = "google_form_skm_likert"
"""The shipped profile whose words belong to the scale of 1 to 5."""


def draw(form: Form, chosen: Profile) -> Profile:
    """The profile with the answers; nothing is asked that the file does not call for."""
    return _months(form, _scale(form, chosen))


def _scale(form: Form, chosen: Profile) -> Profile:
    if not any(column.type == "score" for column in form.kind.columns):
        return chosen
    language, written = form.language, _code(chosen.scale)
    codes = dict.fromkeys([*([written] if written else []), *(f"{low}-{high}" for low, high in SCALES)])
    options = {"": say("upload.scale_usual", language)}
    for code in codes:
        low, high = code.split("-")
        options[code] = say("upload.scale_of", language, low=low, high=high)
    code = pick(form, "scale", options, written)
    if code == (written or ""):
        return chosen
    return chosen.model_copy(update={"scale": _named(form, code) if code else None})


def _code(scale: Scale | None) -> str | None:
    return f"{scale.low}-{scale.high}" if scale else None


def _named(form: Form, code: str) -> Scale:
    low, high = map(int, code.split("-"))
    usual = profile_files.load(profile_files.SHIPPED_PROFILES / f"{LIKERT}.yaml", form.kind).scale
    return usual if usual and (usual.low, usual.high) == (low, high) else Scale(low=low, high=high)


def _months(form: Form, chosen: Profile) -> Profile:
    """What bare months hold, where they were recognised and the profile does not turn columns itself."""
    if not form.sheet.unpivots or chosen.unpivot:
        return chosen
    measures = [column.header for column in form.kind.columns if column.type in ("count", "number")]
    written = chosen.months_across.value if chosen.months_across else None
    read = form.sheet.unpivots[0].value
    options = {"": say("upload.automatic", form.language, header=written or read)}
    options |= {header: header for header in measures}
    value = pick(form, "months_value", options, written)
    if value == (written or ""):
        return chosen
    year = chosen.months_across.year if chosen.months_across else None
    return chosen.model_copy(update={"months_across": MonthsAcross(value=value, year=year) if value else None})
