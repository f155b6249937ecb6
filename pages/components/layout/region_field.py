"""The field of a form in which one of the viewer's regions is chosen."""

from streamlit.delta_generator import DeltaGenerator

from access.identity.viewer import Viewer
from pages.components.forms import picker
from pages.components.runtime import lookups
from text.words import say


def draw(column: DeltaGenerator, viewer: Viewer, region: str | None, form: str) -> str:
    """The chosen region's code; it stands at `region` where that is one of them."""
    names = {one.code: lookups.place_name(one.code, viewer.language) for one in lookups.leaves(viewer)}
    return picker.single(say("coverage.form_region", viewer.language), names, form, "region", region, column)
