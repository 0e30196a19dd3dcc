"""Which language a text is in."""

from __future__ import annotations

import re
from typing import Final

SAMPLE_CHARS: Final = 600
"""As accurate as 1,000 or the whole text on news bodies, and 20 times faster than that."""

_LETTER: Final = re.compile(r"[^\W\d_]")


def language_of(text: str, declared: str | None = None) -> str | None:
    """Two-letter ISO 639-1 code; for a text of under 20 letters what the page declared."""
    sample = text[:SAMPLE_CHARS]
    if len(_LETTER.findall(sample)) < 20:
        return declared
    # Here and not above: the model takes 0.3 s and 30 MB, only readers of bodies need it.
    import py3langid

    return str(py3langid.classify(sample)[0])
