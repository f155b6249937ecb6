"""How a page of figures opens: the bar, or the first steps while there is no data."""

from access.identity.viewer import Viewer
from pages.components import address, empty, filters, frame, source
from pages.components.filters import Scope


def opened(viewer: Viewer) -> Scope | None:
    """The scope the bar stands at; None when the home is empty and has been told so."""
    if source.head() == 0:
        with frame.bar(viewer):
            address.pick_language(viewer.language)
        empty.no_data_yet(viewer)
        return None
    return filters.scope(viewer)
