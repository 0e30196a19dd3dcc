"""Which articles are one story: wire copies of one text across outlets.

Copies are found by containment of sampled shingles (`text.shingles`), in one query over the
hashes of the days in question, inside the transaction that loads the articles. Every outlet's copy
keeps its row and gets the `story_id` of the group: the smallest article key in it, so that
the order in which copies arrive does not matter.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from readout.storage.loader import Load
from readout.text.shingles import THRESHOLD, tells_of_others

DAYS: Final = 7
"""Published further apart, two like texts are no wire copies of each other."""

FEW: Final = 4
MANY: Final = 16
THRESHOLD_OF_FEW: Final = 0.4
"""Two texts must share `FEW` sampled hashes, about 20 words in a row: less is a phrase. From
`MANY` on (80 words) the usual share is enough; of fewer it would too often be chance."""

BALANCE: Final = 0.3
"""Overlap as a share of the *larger* text from which the two are one story both ways.
Below it the smaller stands in the larger, which may be a roundup of many stories."""

PHRASE_STORIES: Final = 10
PHRASE_RATE: Final = 2.0
"""A sampled hash in at least so many stories, and in more than so many an outlet, is a
phrase and no evidence: a wire copy stands once in each outlet. Without this every text made
from one template (results, weather) would be one story."""

SAME_OUTLET: Final = 0.6
"""Containment wanted within one outlet: it repeats its own background paragraphs."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two articles with text in common: `containment` is the share of the smaller one's
    sketch, `balance` that of the larger one's."""

    smaller: str
    larger: str
    containment: float
    balance: float


class Groups:
    """Disjoint sets of keys, each known by its smallest key."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def find(self, item: str) -> str:
        path = []
        while (above := self._above.get(item, item)) != item:
            path.append(item)
            item = above
        for seen in path:
            self._above[seen] = item
        return item

    def join(self, a: str, b: str) -> None:
        first, second = sorted((self.find(a), self.find(b)))
        if first != second:
            self._above[second] = first


def group(members: Iterable[tuple[str, str | None]], overlaps: Iterable[Overlap]) -> dict[str, str]:
    """Article → story.

    Args:
        members: articles with the story they are in now (None: in none yet).
        overlaps: between any of them.

    Two texts that overlap both ways are one story, and so is everything linked to them.
    A text that merely stands in a larger one joins its story if it is in no other, and if
    the larger one holds no second, unrelated text besides: then it is a roundup.
    """
    groups = Groups()
    sizes: dict[str, int] = {}
    articles = list(members)
    for article, story in articles:
        groups.join(article, story or article)
    found = sorted(overlaps, key=lambda o: (-o.containment, o.smaller, o.larger))
    for overlap in found:
        if overlap.balance >= BALANCE:
            groups.join(overlap.smaller, overlap.larger)
    for article, _ in articles:
        sizes[groups.find(article)] = sizes.get(groups.find(article), 0) + 1
    held: dict[str, set[str]] = {}
    for overlap in found:
        if groups.find(overlap.smaller) != groups.find(overlap.larger):
            held.setdefault(overlap.larger, set()).add(groups.find(overlap.smaller))
    joins = [
        (overlap.smaller, overlap.larger)
        for overlap in found
        if groups.find(overlap.smaller) != groups.find(overlap.larger)
        and sizes[groups.find(overlap.smaller)] == 1
        and len(held[overlap.larger]) == 1
    ]
    taken: set[str] = set()
    for smaller, larger in joins:
        if smaller not in taken:
            groups.join(smaller, larger)
            taken.add(smaller)
    return {article: groups.find(article) for article, _ in articles}


def assign_stories(load: Load) -> int:
    """Give the articles of this load their story; call it when they are merged.

    Returns:
        how many articles of the load share their story with another article.
    """
    (period,) = load.rows("stories/period", days=DAYS)
    if period["earliest"] is None:
        return 0
    pairs = load.rows(
        "stories/pairs",
        **period,
        days=DAYS,
        threshold=THRESHOLD,
        threshold_of_few=THRESHOLD_OF_FEW,
        few=FEW,
        many=MANY,
        phrase_stories=PHRASE_STORIES,
        phrase_rate=PHRASE_RATE,
    )
    asked = sorted({row[side] for row in pairs for side in ("a", "b")})
    texts = {row["article_id"]: row["body"] for row in load.rows("stories/bodies", articles=asked)}
    overlaps = [
        Overlap(
            smaller=row["a"] if row["a_is_smaller"] else row["b"],
            larger=row["b"] if row["a_is_smaller"] else row["a"],
            containment=row["containment"],
            balance=row["balance"],
        )
        for row in pairs
        if (not row["same_outlet"] or row["containment"] >= SAME_OUTLET)
        and not tells_of_others(texts.get(row["a"], ""), texts.get(row["b"], ""))
    ]
    touched = sorted({key for o in overlaps for key in (o.smaller, o.larger)})
    before = {
        row["article_id"]: row["story_id"] for row in load.rows("stories/members", articles=touched)
    }
    stories = group(before.items(), overlaps)
    changed = [
        {"article_id": article, "story_id": story}
        for article, story in stories.items()
        if before[article] != story
    ]
    load.stage("story_members", changed)
    load.merge(["story_members"])
    load.rows("stories/forget_shingles")
    shared = {row["a"] for row in pairs}
    companions: dict[str, int] = {}
    for story in stories.values():
        companions[story] = companions.get(story, 0) + 1
    return sum(1 for article in shared if companions.get(stories.get(article, ""), 0) > 1)
