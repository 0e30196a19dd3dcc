"""From mentions to meetings: who is meant, which occasion, and what became of it.

Pure functions over frozen values; the step `readout.steps.resolving` brings the rows.
`names` reads a name, `gazetteer` holds the seeds, `people` says whom a name means,
`likeness` says when two mentions may be one occasion, `meetings` groups them, `current`
derives a meeting's values, `history` says what changed.
"""

from __future__ import annotations

# Raise it when a rule here changes: rows carry it, and a new version resolves again.
RESOLVER_VERSION = "1"
