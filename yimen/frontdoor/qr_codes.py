"""QR codes of our own addresses, drawn here: no other server learns who reads what."""

from functools import lru_cache
from io import BytesIO

import segno

# ISO/IEC 18004: four modules of quiet ground around the code, or cameras do not find it. Level M restores 15 %.
QUIET_ZONE = 4
LEVEL = "m"


@lru_cache(maxsize=256)  # a code takes a few milliseconds, and crawlers ask for many
def svg_of(address: str) -> bytes:
    """The code as an SVG without style or script; black on white in every colour scheme."""
    made = BytesIO()
    segno.make_qr(address, error=LEVEL, boost_error=False).save(
        made, kind="svg", border=QUIET_ZONE, dark="#000", light="#fff", xmldecl=False, svgclass=None, lineclass=None,
        omitsize=True,
    )  # fmt: skip
    return made.getvalue()
