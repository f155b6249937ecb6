"""Every page: its address and what draws it, in the order of the menu; rights are in `access.roles`."""

from collections.abc import Callable, Mapping

from access.viewer import Viewer
from pages import data_health, overview, upload

Render = Callable[[Viewer], None]

SECTIONS: Mapping[str, Mapping[str, Render]] = {
    "": {"ringkasan": overview.render},
    "data": {"unggah": upload.render, "kesehatan-data": data_health.render},
}
"""Section of the menu (its name is the text `menu.<section>`) → address (`menu.<address>`) → page; the first is `/`."""
