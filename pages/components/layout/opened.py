"""How a page of figures opens: the bar, or the first steps while there is no data."""

from access.identity.viewer import Viewer
from pages.components.layout import filters, frame, no_data
from pages.components.layout.filters import Scope
from pages.components.runtime import address, figures


def opened(viewer: Viewer) -> Scope | None:
    """The scope the bar stands at; None when the home is empty and has been told so."""
    if figures.head() == 0:
        with frame.bar(viewer):
            address.pick_language(viewer.language)
        no_data.no_data_yet(viewer)
        return None
    return filters.scope(viewer)
