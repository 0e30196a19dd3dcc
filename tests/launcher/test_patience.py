"""A running product outlives a server that is away for a while."""

from __future__ import annotations

from pathlib import Path

import pytest
from readout.errors import ReadoutError, TemporaryError, WarehouseError
from readout.launcher import upkeep
from readout.launcher.airflow_api import AirflowApi
from readout.launcher.processes import Family


@pytest.fixture
def told(tmp_path: Path) -> tuple[upkeep.Upkeep, list[str]]:
    said: list[str] = []
    nobody = AirflowApi("http://127.0.0.1:1", "admin", "none", tries=1)
    return upkeep.Upkeep(nobody, Family(tmp_path, {}), said.append), said


def away(*faults: ReadoutError) -> list[ReadoutError | None]:
    return [*faults, None]


@pytest.mark.parametrize("kind", [TemporaryError, WarehouseError])
def test_what_fails_for_a_while_is_tried_again_and_told_once(
    told: tuple[upkeep.Upkeep, list[str]], kind: type[ReadoutError]
) -> None:
    care, said = told
    waiting = away(kind("PostgreSQL is away"), kind("PostgreSQL is away"))

    def work() -> str:
        if fault := waiting.pop(0):
            raise fault
        return "done"

    assert upkeep.patiently(work, care, once=False) == "done"
    assert sum("PostgreSQL is away" in line for line in said) == 1


@pytest.mark.parametrize(
    ("fault", "once"),
    [(TemporaryError("away"), True), (ReadoutError("a Dag can't be read"), False)],
)
def test_what_ends_anyway_and_what_no_patience_mends_fail_at_once(
    told: tuple[upkeep.Upkeep, list[str]], fault: ReadoutError, once: bool
) -> None:
    waiting = away(fault)

    def work() -> None:
        if cause := waiting.pop(0):
            raise cause

    with pytest.raises(type(fault), match=str(fault)):
        upkeep.patiently(work, told[0], once=once)
    assert waiting == [None]


def test_patience_has_an_end(
    told: tuple[upkeep.Upkeep, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep, "PATIENCE_SECONDS", 0.1)

    def work() -> None:
        raise TemporaryError("away")

    with pytest.raises(TemporaryError):
        upkeep.patiently(work, told[0], once=False)
