"""What the rules and the parser know of each token, as numbers beside the encoder's vector.

`Scene` is one article laid out for the scorers: pieces, token features, who may be a party,
which tokens tell a time or a place. It is the same at training and at run time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc

from readout.learned.windows import Windows, windows_of
from readout.learned.wordpieces import WordPieces

POS = (
    "",
    *("ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON"),
    *("PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X", "SPACE"),
)
DEP = (
    "",
    *("ROOT", "acl", "acomp", "advcl", "advmod", "agent", "amod", "appos", "attr", "aux"),
    *("auxpass", "case", "cc", "ccomp", "compound", "conj", "csubj", "dative", "dep", "det"),
    *("dobj", "expl", "intj", "mark", "meta", "neg", "nmod", "npadvmod", "nsubj", "nsubjpass"),
    *("nummod", "oprd", "parataxis", "pcomp", "pobj", "poss", "preconj", "prep", "prt", "punct"),
    *("quantmod", "relcl", "xcomp"),
)
ENT = (
    "",
    *("PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"),
    *("LANGUAGE", "DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"),
)
FLAGS = ("named", "opens_name", "in_time", "rule_trigger", "in_marks", "title_case")
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"})
_POS = {name: number for number, name in enumerate(POS)}
_DEP = {name: number for number, name in enumerate(DEP)}
_ENT = {name: number for number, name in enumerate(ENT)}

_DEPTH = 30  # steps to the root that are told apart
_OUTSIDE = 2  # spaCy's number for "O", a token of no entity

Ints = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Scene:
    """One article for the scorers; every array has one row a token but `windows`.

    `kinds[i]` = (pos, dep, ent) numbers, `flags[i]` as in `FLAGS`, `sentence[i]` its number,
    `parent[i]` the syntactic head, `depth[i]` its distance to the root. `nominal`: may be a
    word of a party or a place; `temporal`: a word of a time expression.
    """

    windows: Windows
    kinds: Ints
    flags: npt.NDArray[np.float32]
    sentence: Ints
    parent: Ints
    depth: Ints
    nominal: Bools
    temporal: Bools


def scene_of(
    doc: Doc,
    wordpieces: WordPieces,
    *,
    named: dict[int, int],
    times: list[tuple[int, int]],
    triggers: set[int],
    marked: list[tuple[int, int]],
) -> Scene:
    """Lay out one article.

    Args:
        doc: its parse. wordpieces: the encoder's vocabulary.
        named: token → first token of the name mention it is a word of.
        times: character spans of time expressions. triggers: tokens that a rule takes for a
        trigger. marked: character spans of direct speech.
    """
    size = len(doc)
    table = doc.to_array(["POS", "DEP", "ENT_TYPE", "HEAD", "ENT_IOB", "IDX"]).astype(np.int64)
    names = doc.vocab.strings
    kinds = np.zeros((size, 3), np.int32)
    for column, numbers in enumerate((_POS, _DEP, _ENT)):
        values, where = np.unique(table[:, column].astype(np.uint64), return_inverse=True)
        kinds[:, column] = np.array([numbers.get(names[int(v)], 0) for v in values], np.int32)[
            where
        ]
    flags = np.zeros((size, len(FLAGS)), np.float32)
    flags[:, 5] = [token.text[:1].isupper() for token in doc]
    parent = (np.arange(size) + table[:, 3]).astype(np.int32)
    depth = np.zeros(size, np.int32)
    node = parent
    above = node != np.arange(size)
    for _ in range(_DEPTH):
        depth += above
        above &= parent[node] != node
        node = parent[node]
    sentence = np.zeros(size, np.int32)
    for number, sent in enumerate(doc.sents):
        sentence[sent.start : sent.end] = number
    nominal = np.isin(kinds[:, 0], [_POS[name] for name in _NOMINAL if name in _POS])
    nominal |= table[:, 4] != _OUTSIDE
    temporal = np.zeros(size, np.bool_)
    for i, first in named.items():
        flags[i, 0] = 1.0
        flags[i, 1] = first == i
        nominal[i] = True
    flags[list(triggers), 3] = 1.0
    starts = table[:, 5]
    for column, spans in ((2, times), (4, marked)):
        for low, high in spans:
            a = int(np.searchsorted(starts, low, "right")) - 1
            b = int(np.searchsorted(starts, high, "left"))
            flags[max(a, 0) : b, column] = 1.0
    temporal |= flags[:, 2] > 0
    nominal &= ~temporal
    return Scene(
        windows_of(doc, wordpieces), kinds, flags, sentence, parent, depth, nominal, temporal
    )


def tree_distance(scene: Scene, one: int, limit: int = 8) -> Ints:
    """Steps in the parse from token `one` to every token of its sentence; `limit` elsewhere."""
    size = len(scene.parent)
    found = np.full(size, limit, np.int32)
    mine: dict[int, int] = {}
    node, steps = one, 0
    while True:
        mine.setdefault(node, steps)
        if scene.parent[node] == node or steps > 40:
            break
        node, steps = int(scene.parent[node]), steps + 1
    same = np.flatnonzero(scene.sentence == scene.sentence[one])
    for other in same:
        node, steps = int(other), 0
        while node not in mine and scene.parent[node] != node and steps <= limit:
            node, steps = int(scene.parent[node]), steps + 1
        if node in mine:
            found[other] = min(limit, steps + mine[node])
    return found


def _signed(edges: Sequence[int]) -> Ints:
    """The bucket of each distance from -m to m, m the highest edge: how many edges lie below or at
    it, with its sign, 0 in the middle."""
    offset = np.arange(-edges[-1], edges[-1] + 1)
    size = np.searchsorted(edges, np.abs(offset), "right")
    bucket: Ints = (len(edges) + np.sign(offset) * size).astype(np.int32)
    return bucket


# Looked up rather than worked out: a network asks for thousands of distances an article.
_TOKENS: Final = _signed([1, 2, 3, 5, 8, 13, 21, 34])
_SENTENCES: Final = _signed([1, 2, 3, 7])


def _bucket(offset: Ints, table: Ints) -> Ints:
    most = len(table) // 2
    at = np.minimum(offset, most)
    np.maximum(at, -most, out=at)
    at += most
    return table[at]


def signed_bucket(offset: Ints) -> Ints:
    """A signed token distance as one of 17 buckets (8 = the same token)."""
    return _bucket(offset, _TOKENS)


def sentence_bucket(offset: Ints) -> Ints:
    """A signed sentence distance as one of 9 buckets (4 = the same)."""
    return _bucket(offset, _SENTENCES)


RIVALRY = 8


def rivalry(
    scene: Scene, one: int, others: Iterable[int], steps: Callable[[int], Ints] | None = None
) -> Ints:
    """How each token of a trigger's sentence stands to it and to the other triggers there: 0 no
    other, 1 nearer to this one by the parse, 2 as near, 3 nearer to another; 4 more where another
    stands between. `steps` tells `tree_distance` of a trigger where it is known already."""
    steps = steps or (lambda i: tree_distance(scene, i))
    found = np.zeros(len(scene.parent), np.int32)
    same = scene.sentence == scene.sentence[one]
    rivals = [o for o in others if o != one and same[o]]
    if not rivals:
        return found
    mine = steps(one)
    nearest = np.min([steps(o) for o in rivals], axis=0)
    found[same] = np.where(mine < nearest, 1, np.where(mine == nearest, 2, 3))[same]
    at = np.arange(len(found))
    between = np.zeros(len(found), np.bool_)
    for o in rivals:
        between |= ((at > o) & (o > one)) | ((at < o) & (o < one))
    found[same & between] += 4
    return found


FOCUS = 160  # tokens around a trigger that are read once more for it


def around(scene: Scene, one: int) -> tuple[int, int]:
    """The tokens that are read once more for the trigger `one`: its sentence and as many whole
    ones around it, at most three on each side, as fit into `FOCUS`; start and stop."""
    where = scene.sentence
    mine = int(where[one])
    low, high = int(np.searchsorted(where, mine)), int(np.searchsorted(where, mine, "right"))
    if high - low > FOCUS:
        start = min(max(low, one - FOCUS // 2), high - FOCUS)
        return start, start + FOCUS
    last = int(where[-1])
    for gap in (1, 2, 3):
        for number in (mine - gap, mine + gap):
            if not 0 <= number <= last:
                continue
            a, b = int(np.searchsorted(where, number)), int(np.searchsorted(where, number, "right"))
            if (b == low or a == high) and max(high, b) - min(low, a) <= FOCUS:
                low, high = min(low, a), max(high, b)
    return low, high
