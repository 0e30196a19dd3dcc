"""The same words in several outlets: quotes → utterances.

The longest wording is the anchor; a shorter one by the same speaker, published within days,
joins it when it is cut out of it or says the same in nearly the same words (two translations
of one sentence). Likeness is to the anchor only, so that it never chains; the order of
arrival plays no part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

from readout.names.spelling import words_of
from readout.resolution.idents import ident

SAID_DAYS = 3
# Of a cut wording this share of words must stand in the longest form, in order.
CUT_SHARE = 0.85
# Of a variant this share of telling words must be common.
VARIANT_SHARE, VARIANT_WORDS = 0.5, 4
# Words without a named speaker must be many to be the same words by no chance.
NAMELESS_WORDS = 8
_STEM = 6  # letters kept of a word: enough to tell it, too few to tell its ending
_EMPTY = frozenset(
    """a about above after again all also am an and any are as at be because been before being but
    by can could did do does for from had has have he her here hers him his how i if in into
    is it its just like me more most my no not now of on one only or other our out over she
    should so some such than that the their them then there these they this those to too
    under up us very was we were what when where which while who whom why will with would
    you your""".split()  # noqa: SIM905
)

Kind = Literal["longest", "same", "cut", "variant"]


@dataclass(frozen=True, slots=True)
class Said:
    """One quote, ready to be compared. `speaker_id` is None for a speaker who isn't named."""

    quote_id: str
    article_id: str
    story: str
    outlet: str
    published: datetime
    speaker_id: str | None
    speaker_name: str | None
    text: str
    via: str | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """One quote of an utterance. `cut` are the words of the longest form that it leaves out."""

    said: Said
    kind: Kind
    cut: str | None


@dataclass(frozen=True, slots=True)
class Utterance:
    """What was said on one occasion. The first wording is the longest."""

    utterance_id: str
    wordings: tuple[Wording, ...]

    @property
    def longest(self) -> Said:
        return self.wordings[0].said

    @property
    def first(self) -> Said:
        return min((w.said for w in self.wordings), key=lambda s: (s.published, s.quote_id))


@lru_cache(maxsize=65536)
def telling_words(text: str) -> frozenset[str]:
    """The words that tell one quote from another, cut to their stem."""
    return frozenset(w[:_STEM] for w in words_of(text) if w not in _EMPTY)


def group_quotes(quotes: Iterable[Said]) -> list[Utterance]:
    """Group quotes into utterances, sorted by id."""
    by_speaker: dict[str | None, list[Said]] = defaultdict(list)
    for said in quotes:
        by_speaker[said.speaker_id].append(said)
    found: list[Utterance] = []
    for same in by_speaker.values():
        same.sort(key=lambda s: (-len(words_of(s.text)), s.published, s.quote_id))
        found.extend(_gather(same))
    return sorted(found, key=lambda u: u.utterance_id)


def _gather(longest_first: Sequence[Said]) -> list[Utterance]:
    anchors: list[tuple[Said, list[Wording]]] = []
    by_word: dict[str, list[int]] = defaultdict(list)
    for said in longest_first:
        near = sorted({i for w in telling_words(said.text) for i in by_word.get(w, ())})
        best: tuple[float, int, Kind] | None = None
        for i in near:
            anchor = anchors[i][0]
            if abs(said.published - anchor.published) > timedelta(days=SAID_DAYS):
                continue
            alike = likeness(said, anchor)
            if alike and (best is None or alike[1] > best[0]):
                best = alike[1], i, alike[0]
        if best is None:
            for word in telling_words(said.text):
                by_word[word].append(len(anchors))
            anchors.append((said, [Wording(said, "longest", None)]))
        else:
            anchor, wordings = anchors[best[1]]
            cut = left_out(said.text, anchor.text) if best[2] == "cut" else None
            wordings.append(Wording(said, best[2], cut))
    return [_utterance(wordings) for _, wordings in anchors]


def _utterance(wordings: list[Wording]) -> Utterance:
    first = min((w.said for w in wordings), key=lambda s: (s.published, s.quote_id))
    return Utterance(ident("utterance", first.quote_id), tuple(wordings))


def likeness(said: Said, longest: Said) -> tuple[Kind, float] | None:
    """How a wording is related to a longer one of the same speaker, and how surely; None
    when it is not."""
    a, b = words_of(said.text), words_of(longest.text)
    if not a or not b:
        return None
    named = said.speaker_id is not None
    if a == b:
        return ("same", 1.0) if named or len(a) >= NAMELESS_WORDS else None
    if not named and len(a) < NAMELESS_WORDS:
        return None
    if len(a) >= 3 and f" {' '.join(a)} " in f" {' '.join(b)} ":
        return "cut", 0.99
    if not named:
        return None
    blocks = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    share = sum(block.size for block in blocks if block.size > 1) / len(a)
    if len(a) >= 5 and share >= CUT_SHARE:
        return "cut", share
    one, other = telling_words(said.text), telling_words(longest.text)
    common = one & other
    if len(common) >= VARIANT_WORDS and len(common) / len(one | other) >= VARIANT_SHARE:
        return "variant", len(common) / len(one | other)
    return None


def left_out(text: str, longest: str) -> str | None:
    """The words of `longest` that `text` lacks, stretches parted by an ellipsis."""
    words = longest.split()
    kept = [" ".join(words_of(w)) for w in words]
    mine = [" ".join(words_of(w)) for w in text.split()]
    stretches = [
        " ".join(words[j1:j2])
        for tag, _, _, j1, j2 in SequenceMatcher(None, mine, kept, autojunk=False).get_opcodes()
        if tag in ("insert", "replace") and any(kept[j1:j2])
    ]
    return " … ".join(stretches) or None
