"""Whom words stand for, decided over whole persons: the encoder's scorer looks at the names that
stand near, this one at everything the article tells of each person and body it names.

A small network ranks the entities of the article for one anaphor (a pronoun, an office, a
description); its logits and the encoder's log shares are mixed (a product of experts, Hinton
2002). What the encoder can't see is added by this: an office told forty sentences before, who is
the only mayor, whose quote the word stands in, who is the other argument of the same verb.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from spacy.tokens import Token

from readout.extraction.decide.scene import Clues, Named
from readout.extraction.resolve.references import HE, SHE, THEY
from readout.extraction.syntax.clauses import SUBJECTS
from readout.learned.heads import Floats, Heads
from readout.lexicon.words import listed

_OF_ANOTHER = listed("learned.of_another")
# Columns of `Clues.of_links` that tell of an entity, whichever of its mentions is looked at.
_OF_ENTITY: Final = [0, 1, 2, 7, 9, 10, 13, 14, 15, 16, 17, 18, 19]
_GAPS: Final = (0, 1, 2, 5, 12)  # sentences: the upper ends of the first buckets
_BACK, _ON = 12, 2  # sentences within which the encoder's scorer looks for names
_FLOOR = 1e-3  # the least share of the encoder's that counts

KINDS: Final = ("he", "his", "she", "her", "they", "first", "office", "phrase", "another", "other")
ENTITY_SIGNS: Final = 58


def combined(near: Floats, logits: Floats, mix: tuple[float, float, float]) -> Floats:
    """The shares of an anaphor's entities and, last, of nobody.

    Args:
        near: the encoder's shares, 0 for whoever stands out of its reach.
        logits: the ranking network's.
        mix: the powers of the encoder's and of the network's share, and what nobody gets besides.

    What is out of the encoder's reach keeps the network's share; the rest is told by both.
    """
    alone = _softmax(logits)
    reached = near > 0
    reached[-1] = True
    both = mix[0] * np.log(near + _FLOOR) + mix[1] * np.log(alone + 1e-9)
    both[-1] += mix[2]
    both[~reached] = -1e9
    far = float(alone[~reached].sum())
    found: Floats = np.where(reached, _softmax(both) * (1 - far), alone)
    return found


def _softmax(x: Floats) -> Floats:
    e = np.exp(x - x.max())
    found: Floats = e / e.sum()
    return found


@dataclass(slots=True)
class _Entity:
    """One person or body of the article, all its mentions in order."""

    named: Named
    ends: list[int] = field(default_factory=list)


class Antecedents:
    """Ranks the named of one article for words that stand for somebody.

    Args:
        clues: what the rules tell of the article.
        heads: the encoder's scorers over it, with the ranking network's weights, as
            `readout.training.antecedents` writes them; None to tell signs only.
    """

    def __init__(self, clues: Clues, heads: Heads | None) -> None:
        self.clues, self.heads = clues, heads
        self.weights: Mapping[str, Any] = {}
        if heads is not None:
            self.weights = heads.weights.get("antecedents", {})
        self.document = clues.document
        self.doc, self.sentence_of = clues.document.doc, clues.document.sentence_of
        by_name: dict[str, _Entity] = {}
        for end in sorted(clues.ends):
            named = clues.ends[end]
            by_name.setdefault(named.name, _Entity(named)).ends.append(end)
        self.entities = list(by_name.values())
        self._most = max((len(e.ends) for e in self.entities), default=0)
        people = [e for e in self.entities if e.named.person is not None]
        self._first = people[0] if people else None
        self._subject = {
            end for end in clues.ends if any(t.dep_ in SUBJECTS for t in self._words(end))
        }
        self._pronouns = [t.i for t in self.doc if t.lower_ in HE or t.lower_ in SHE]
        self._nouns: dict[str, int] = {}
        self._answers: dict[int, dict[Named | None, float]] = {}
        self._ends = sorted(clues.ends)
        self._place = {end: k for k, end in enumerate(self._ends)}
        self._clues_of: tuple[int, Floats] | None = None

    def _words(self, end: int) -> Sequence[Token]:
        token = self.doc[end]
        low, high = self.document.register.mention(token) or (end, end + 1)
        return list(self.doc[low:high])

    # What is asked

    def shares(self, anchor: int) -> dict[Named | None, float]:
        """Who the words at a token may stand for, and how likely; None for nobody named."""
        if anchor not in self._answers:
            self._answers[anchor] = self._shares(anchor)
        return self._answers[anchor]

    def _shares(self, anchor: int) -> dict[Named | None, float]:
        heads = self.heads
        assert heads is not None
        among = self.among(anchor)
        if not among:
            return {None: 1.0}
        near = self.by_encoder(anchor)
        told = np.array([*(near.get(e.named, 0.0) for e in among), near[None]], np.float32)
        w = self.weights
        mix = (float(w["mix_encoder"]), float(w["mix_ranker"]), float(w["mix_nobody"]))
        share = combined(told, self.logits(anchor, among), mix)
        found: dict[Named | None, float] = {None: float(share[-1])}
        for one, value in zip(among, share[:-1], strict=True):
            found[one.named] = float(value)
        return found

    def by_encoder(self, anchor: int) -> dict[Named | None, float]:
        """The encoder's shares of the names that stand near."""
        heads, clues = self.heads, self.clues
        assert heads is not None
        mine = self.sentence_of[anchor]
        ends = [
            e
            for e in clues.ends
            if e != anchor and mine - _BACK <= self.sentence_of[e] <= mine + _ON
        ]
        if not ends:
            return {None: 1.0}
        share = heads.link(anchor, ends, self._links(anchor, ends))
        found: dict[Named | None, float] = {None: float(share[-1])}
        for end, value in zip(ends, share[:-1], strict=True):
            named = clues.ends[end]
            found[named] = found.get(named, 0.0) + float(value)
        return found

    def _links(self, anchor: int, ends: Sequence[int]) -> Floats:
        """`Clues.of_links` of some of the article's names; the last anchor's are kept."""
        if self._clues_of is None or self._clues_of[0] != anchor:
            self._clues_of = anchor, self.clues.of_links(anchor, self._ends)
        rows: Floats = self._clues_of[1][[self._place[end] for end in ends]]
        return rows

    def among(self, anchor: int) -> list[_Entity]:
        """The entities that are named elsewhere than at the anchor."""
        return [e for e in self.entities if e.ends != [anchor]]

    def logits(self, anchor: int, among: Sequence[_Entity]) -> Floats:
        """The ranking network's value of each, and last of nobody."""
        x = self.signs(anchor, among)
        w = self.weights
        hidden = np.tanh(x @ w["w1"] + w["b1"])
        out: Floats = (hidden @ w["w2"] + w["b2"])[:, 0]
        return out

    # What is known

    def kind(self, anchor: int) -> int:
        """Which sort of anaphor stands at a token, as in `KINDS`."""
        token = self.doc[anchor]
        low = token.lower_
        if low in HE:
            return 1 if token.dep_ == "poss" else 0
        if low in SHE:
            return 3 if token.dep_ == "poss" else 2
        if low in THEY:
            return 4
        if token.pos_ == "PRON":
            return 5
        if token.lemma_.lower() in _OF_ANOTHER:
            return 8
        if token.pos_ in {"NOUN", "PROPN"}:
            bare = all(c.dep_ in {"det", "punct"} for c in token.lefts) and not any(
                c.dep_ == "prep" for c in token.rights
            )
            return 6 if bare else 7
        return 9

    def signs(self, anchor: int, among: Sequence[_Entity]) -> Floats:
        """[entity, sign], a last row for nobody: what the article tells of each beside the
        anaphor, and then which sort of anaphor it is."""
        clues, sentence = self.clues, self.sentence_of
        token = self.doc[anchor]
        mine = sentence[anchor]
        size = ENTITY_SIGNS + len(KINDS) + 3
        found = np.zeros((len(among) + 1, size), np.float32)
        found[:, ENTITY_SIGNS + self.kind(anchor)] = 1.0
        marked = clues.references.speaker(token)
        in_marks = any(one.start <= token.idx < one.end for one in self.document.page.outer)
        found[:, -1] = in_marks
        found[:, -2] = token.dep_ in SUBJECTS
        found[:, -3] = any(c.lower_ in {"a", "an"} for c in token.lefts)
        found[-1, ENTITY_SIGNS - 1] = 1.0
        verb = token.head if token.dep_ != "poss" else None
        before_any = sorted(
            ((e.ends[k - 1], n) for n, e in enumerate(among) if (k := bisect_left(e.ends, anchor))),
            reverse=True,
        )
        order = {n: rank for rank, (_, n) in enumerate(before_any)}
        offices = clues.references.offices
        fits = [0.0] * len(among)
        if token.pos_ in {"NOUN", "PROPN"}:
            fits = [
                offices.fit(token, e.named.person) if e.named.person is not None else 0.0
                for e in among
            ]
        best = max(fits, default=0.0)
        opened = self._opened(token)
        chain = self._chain(anchor)
        ranked = self._salience(token)
        for n, entity in enumerate(among):
            row = found[n]
            ends = [e for e in entity.ends if e != anchor]
            person = entity.named.person
            k = bisect_left(ends, anchor)
            row[0] = person is not None
            # The strongest of any mention; these tell of the entity, not of where it stands.
            row[1 : 1 + len(_OF_ENTITY)] = self._links(anchor, ends).max(0)[_OF_ENTITY]
            if k:
                gap = mine - sentence[ends[k - 1]]
                row[14 + bisect_left(_GAPS, gap)] = 1.0
                row[20] = ends[k - 1] in self._subject
            else:
                row[21] = 1.0
                row[22] = sentence[ends[0]] == mine
            rank = order.get(n, 9)
            row[23] = rank == 0
            row[24] = rank == 1
            row[25] = np.log1p(k) / 2
            row[26] = np.log1p(len(ends)) / 2
            row[27] = len(ends) == self._most
            row[28] = entity is self._first
            here = [e for e in ends if sentence[e] == mine]
            row[29] = any(e < anchor for e in here)
            row[30] = any(e < anchor and e in self._subject for e in here)
            row[31] = any(sentence[e] == mine - 1 and e in self._subject for e in ends)
            if verb is not None:
                row[32] = any(self._governor(e) == verb.i for e in here)
            row[33] = any(0 < e - anchor <= 6 and self._beside(anchor, e) for e in ends)
            row[34] = person is not None and person is marked
            row[35] = fits[n] / 40
            row[36] = bool(best) and fits[n] == best
            row[37] = bool(best) and fits[n] == best and sum(f == best for f in fits) == 1
            row[38] = bool(best) and fits[n] == 0
            row[39] = person is not None and not person.roles
            row[40] = any(0 < anchor - e <= 4 for e in ends)
            row[41] = sentence[ends[0]] <= 2
            # Offices told first and the name a sentence later: "The minister said … Ann Lee"
            since = sentence[ends[0]] - opened
            bare = row[39]
            row[42] = bare and 0 <= since <= 1
            row[43] = bare and 2 <= since <= 3
            row[44] = bare and ends[0] in self._subject and 0 <= since <= 3
            if not k:
                row[45 + min(sentence[ends[0]] - mine, 3)] = 1.0
            if person is not None and person.name in chain:
                row[49 + min(chain[person.name], 3)] = 1.0
            if person is not None and person.name in ranked:
                behind = ranked[person.name]
                row[53] = 1.0
                row[54] = max(-2.0, behind / 20)
                row[55] = behind == 0
        found[-1, 41] = best == 0
        found[-1, 56] = len(ranked) == 0
        found[-1, 55] = len(ranked) == 1
        found[-1, 42] = best > 0
        return found

    def _opened(self, token: Token) -> int:
        """The sentence in which the article first tells of somebody by this noun, singular."""
        if token.pos_ not in {"NOUN", "PROPN"}:
            return self.sentence_of[token.i]
        if not self._nouns:
            for word in self.doc:
                if word.pos_ in {"NOUN", "PROPN"} and word.tag_ in {"NN", "NNP"}:
                    at = self.sentence_of[word.i]
                    self._nouns.setdefault(word.lemma_.lower(), at)
        return self._nouns.get(token.lemma_.lower(), self.sentence_of[token.i])

    def _chain(self, anchor: int) -> dict[str, int]:
        """Whom the pronouns just before stand for by the rules → sentences since the last."""
        mine = self.sentence_of[anchor]
        found: dict[str, int] = {}
        for at in reversed(self._pronouns[: bisect_left(self._pronouns, anchor)]):
            gap = mine - self.sentence_of[at]
            if gap > 3:
                break
            who = self.clues.meant(at)
            if who is not None:
                found.setdefault(who.name, gap)
        return found

    def _salience(self, token: Token) -> dict[str, float]:
        """Points of the rules' candidates for *he* or *she* behind the best one."""
        low = token.lower_
        if low not in HE and low not in SHE:
            return {}
        told = self.clues.references.speaker(token)
        exclude = [told] if told is not None else []
        ranked = self.clues.references.salience.ranked(
            token.i, "f" if low in SHE else "m", exclude, "none"
        )
        return {person.name: score - ranked[0][0] for score, person in ranked}

    def _governor(self, end: int) -> int:
        words = self._words(end)
        root = next((t for t in words if t.head not in words), words[-1])
        while root.dep_ == "conj":
            root = root.head
        head = root.head
        return head.head.i if root.dep_ == "pobj" else head.i

    def _beside(self, anchor: int, end: int) -> bool:
        """Whether a name begins right behind the words: "the guest, Ann Lee"."""
        low = self._words(end)[0].i
        return all(
            t.text == "," or t.pos_ in {"ADP", "DET", "PROPN", "NOUN", "ADJ"}
            for t in self.doc[anchor + 1 : low]
        )
