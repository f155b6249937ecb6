"""Every page: its address and what draws it, in the order of the menu; rights are in `access.identity.roles`."""

from collections.abc import Callable, Mapping

from access.identity.viewer import Viewer
from pages import (
    account,
    administration,
    complaints,
    coverage,
    data_health,
    documents,
    follow_ups,
    indicator,
    ledger_book,
    methodology,
    obstacles,
    overview,
    queues,
    region,
    satisfaction,
    services,
    target,
    upload,
)
from pages.components.layout.first_paint import Upper

Render = Callable[[Viewer], None]

SECTIONS: Mapping[str, Mapping[str, Render]] = {
    "": {"ringkasan": overview.render},
    "performance": {
        "cakupan": coverage.render,
        "wilayah": region.render,
        "layanan": services.render,
        "kepuasan": satisfaction.render,
        "pengaduan": complaints.render,
        "antrean": queues.render,
        "indikator": indicator.render,
    },
    "obstacles": {"hambatan": obstacles.render, "tindak-lanjut": follow_ups.render},
    "data": {"unggah": upload.render, "kesehatan-data": data_health.render},
    "basis": {
        "laporan": documents.render,
        "target": target.render,
        "metodologi": methodology.render,
        "buku-besar": ledger_book.render,
    },
    "account": {"akun": account.render, "kelola": administration.render},
}
"""Section of the menu (its name is the text `menu.<section>`) → address (`menu.<address>`) → page; the first is `/`."""

FIRST_FIGURES: Mapping[str, Upper] = {
    "ringkasan": overview.first_figures,
    "wilayah": region.first_figures,
    "layanan": services.first_figures,
    "indikator": indicator.first_figures,
    "hambatan": obstacles.first_figures,
    "tindak-lanjut": follow_ups.first_figures,
}
"""Pages whose upper part is sent with the very first answer; the first is `/`."""
