"""The tests of this room are of the rules: what the trained reader adds is tests/learned's matter."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from readout.extraction import article


@pytest.fixture(scope="package", autouse=True)
def rules_alone() -> Iterator[None]:
    """`extract` reads by rules, whatever weights lie there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(article, "chosen_encoder", lambda: None)
        yield
