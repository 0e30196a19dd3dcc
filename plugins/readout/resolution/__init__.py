"""From mentions to meetings: who is meant, which occasion, and what became of it.

Pure functions over frozen values; the step `readout.steps.resolving` brings the rows.
`names` reads a name, `gazetteer` holds the seeds, `people` says whom a name means,
`likeness` says when two mentions may be one occasion, `meetings` groups them, `current`
derives a meeting's values, `history` says what changed.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from readout.fingerprint import fingerprint

ROOMS: Final = ("resolution", "lexicon", "names", "text")
"""The rooms whose code and words decide what is resolved."""


@cache
def resolver_version() -> str:
    """Rows carry it; what another version resolved is resolved again. The register of people,
    countries and cities decides as much as the code."""
    from readout.resolution.gazetteer import SEEDS

    library = Path(__file__).parents[1]
    return fingerprint([*(library / room for room in ROOMS), SEEDS])
