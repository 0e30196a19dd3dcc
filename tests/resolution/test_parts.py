"""What one country or body among several parties is compared with."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from readout.steps.resolving_meetings import PuttingTogether

from tests.resolution.loads import warehouse
from tests.resolution.newsweek import Story, relations

DAY = datetime(2023, 6, 20, 12)
SUMMIT = {"day": "2023-06-20", "place": "Brussels", "status": "held"}


def _told(article: str, parties: list[str], **what: Any) -> Story:
    mention = {"id": f"{article}a", "is": article, "with": parties, **what}
    return Story(article, f"Outlet {article}", DAY, (mention,))


@pytest.mark.parametrize("when", [{"status": "scheduled"}, SUMMIT])
def test_who_meets_one_country_is_not_compared_with_all_who_do(
    monkeypatch: pytest.MonkeyPatch, when: dict[str, str]
) -> None:
    looked: list[int] = []
    put_together = PuttingTogether.put_together

    def counting(self: PuttingTogether, *given: Any) -> None:
        put_together(self, *given)
        looked.append(self.looked_at)

    monkeypatch.setattr(PuttingTogether, "put_together", counting)
    names = ("Ann Lee", "Bob Hall", "Eve Moss", "Tom Oduya", "Rut Halas", "Pat Duffy")
    with warehouse() as into:
        for number, name in enumerate(names):
            into.load(relations(_told(f"n{number}", [name, "United States | | country"], **when)))
            into.resolve()
        assert looked == [1] * len(names)
        assert len(into.rows("FROM meetings")) == len(names)


@pytest.mark.parametrize("first", [0, 1])
def test_a_summit_named_alone_is_the_one_of_those_who_were_there(first: int) -> None:
    stories = [
        _told("n1", ["NATO | | org", "Ann Lee"], **SUMMIT),
        _told("n2", ["NATO | | org"], **SUMMIT),
    ]
    with warehouse() as into:
        for story in (stories[first], stories[1 - first]):
            into.load(relations(story))
            into.resolve()
        (meeting,) = into.rows("SELECT outlets FROM meetings")
        assert meeting["outlets"] == 2


def test_a_summit_named_without_a_day_is_nobody_s() -> None:
    with warehouse() as into:
        into.load(relations(_told("n1", ["NATO | | org", "Ann Lee"], **SUMMIT)))
        into.resolve()
        into.load(relations(_told("n2", ["NATO | | org"], status="held", place="Brussels")))
        into.resolve()
        assert len(into.rows("FROM meetings")) == 2
