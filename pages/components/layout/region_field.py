"""The field of a form in which one of the viewer's regions is chosen."""

from streamlit.delta_generator import DeltaGenerator

from access.identity.viewer import Viewer
from pages.components.runtime import lookups
from text.words import say


def draw(column: DeltaGenerator, viewer: Viewer, region: str | None, key: str) -> str:
    """The chosen region's code; it stands at `region` where that is one of them."""
    names = {one.code: lookups.place_name(one.code, viewer.language) for one in lookups.leaves(viewer)}
    codes = list(names)
    chosen: str = column.selectbox(
        say("coverage.form_region", viewer.language),
        codes,
        codes.index(region) if region in codes else 0,
        format_func=names.__getitem__,
        key=key,
    )
    return chosen
