"""A text as QR code (ISO/IEC 18004), for print."""

import segno


def svg(text: str) -> str:
    """The QR code of a text as SVG of black modules with its quiet zone; the same text gives the same SVG."""
    code = segno.make_qr(text, error="m", boost_error=False)
    return code.svg_inline(border=4, dark="#000", light="#fff", omitsize=True)
