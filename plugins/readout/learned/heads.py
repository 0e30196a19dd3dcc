"""The scorers on top of the encoder, in NumPy: the same arithmetic as `training.network`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from readout.learned.features import (
    Ints,
    Scene,
    around,
    rivalry,
    sentence_bucket,
    signed_bucket,
    tree_distance,
)

Floats = npt.NDArray[np.float32]
RELATIONS, PAIR, SAME, LINK = 4, 48, 48, 64
PARTY, DAY, PLACE, NEAR = range(RELATIONS)
Layers = Callable[[Floats], Floats]


# Written in place: fresh arrays of this size are fresh pages from the kernel each time.


def _dense(p: dict[str, Any], x: Floats) -> Floats:
    out: Floats = x @ p["w"]
    out += p["b"]
    return out


def _gelu(x: Floats) -> Floats:
    # The tanh form, as jax.nn.gelu has it by default.
    out: Floats = x * x
    out *= 0.7978845608 * 0.044715
    out += 0.7978845608
    out *= x
    np.tanh(out, out=out)
    out += 1
    out *= x
    out *= 0.5
    return out


def sigmoid(x: Floats) -> Floats:
    """1 / (1 + e^-x), safe for large |x|."""
    out: Floats = 0.5 * (1 + np.tanh(0.5 * x))
    return out


def softmax(x: Floats) -> Floats:
    """Along the last axis."""
    e: Floats = np.exp(x - x.max(-1, keepdims=True))
    e /= e.sum(-1, keepdims=True)
    return e


def _norm(p: dict[str, Any], x: Floats) -> Floats:
    out: Floats = x - x.mean(-1, keepdims=True)
    spread = np.einsum("...i,...i->...", out, out)[..., None]
    spread /= x.shape[-1]
    spread += 1e-12
    out /= np.sqrt(spread, out=spread)
    out *= p["g"]
    out += p["b"]
    return out


@dataclass(slots=True)
class Heads:
    """All heads over one article's token vectors; build with `over`.

    `again`: the layers of the second reading, [token, width] → the same shape.
    """

    weights: dict[str, Any]
    scene: Scene
    x: Floats
    again: Layers
    _seen: dict[str, Floats] = field(default_factory=dict)
    _focus: dict[int, tuple[int, Floats, Floats]] = field(default_factory=dict)
    _tree: dict[int, Ints] = field(default_factory=dict)

    @classmethod
    def over(cls, weights: dict[str, Any], scene: Scene, pieces: Floats, again: Layers) -> Heads:
        """`pieces`: the encoder's output, flattened to [W·L, D]."""
        w = scene.windows
        e = weights["embed"]
        k = scene.kinds
        x = np.concatenate(
            [
                (pieces[w.first] + pieces[w.last]) / 2,
                e["pos"][k[:, 0]],
                e["dep"][k[:, 1]],
                e["ent"][k[:, 2]],
                scene.flags,
            ],
            -1,
        ).astype(np.float32)
        return cls(weights, scene, x, again)

    def _all(self, name: str) -> Floats:
        """A dense layer over every token, computed once an article."""
        if name not in self._seen:
            self._seen[name] = _dense(self.weights[name], self.x)
        return self._seen[name]

    def _steps(self, trigger: int) -> Ints:
        """`tree_distance` of a trigger, computed once."""
        if trigger not in self._tree:
            self._tree[trigger] = tree_distance(self.scene, trigger)
        return self._tree[trigger]

    def triggers(self) -> Floats:
        """For each token the probability that it carries an occasion."""
        h = self.weights
        return sigmoid(_dense(h["trigger2"], _gelu(_dense(h["trigger1"], self.x)))[:, 0])

    def sentences(self) -> Floats:
        """For each sentence the probability that it tells of an occasion."""
        h = self.weights
        where = self.scene.sentence
        count = int(where.max()) + 1
        starts = np.searchsorted(where, np.arange(count + 1))
        mean = np.stack([self.x[a:b].mean(0) for a, b in pairwise(starts)])
        both = np.concatenate([mean, np.maximum.reduceat(self.x, starts[:-1], axis=0)], -1)
        return sigmoid(_dense(h["sentence2"], _gelu(_dense(h["sentence1"], both)))[:, 0])

    def focus(self, at: Sequence[int], clues: Sequence[Floats]) -> None:
        """Read the text around each trigger once more, knowing which one is asked about; what
        `pairs`, `status` and `same` tell of these triggers rests on it.

        Args:
            at: all triggers of the article. clues: for each, as `Clues.of_parties` tells them.
        """
        h, scene = self.weights, self.scene
        into = self._all("focus_in")
        for trigger, clue in zip(at, clues, strict=True):
            start, stop = around(scene, trigger)
            run = np.arange(start, stop, dtype=np.int32)
            mark = np.zeros(len(run), np.int32)
            for other in at:
                if start <= other < stop:
                    mark[other - start] = 1 if other == trigger else 2
            gap = scene.sentence[run] - scene.sentence[trigger]
            y = into[run] + h["focus_mark"][mark] + h["focus_step"][signed_bucket(run - trigger)]
            y = y + h["focus_tree"][self._steps(trigger)[run]]
            y = y + h["focus_sentence"][sentence_bucket(gap)] + clue[run] @ h["focus_clue"]
            y = self.again(_norm(h["focus_norm"], y))
            self._focus[trigger] = (start, _dense(h["focus_out"], y), y[trigger - start])

    def _whole(self, at: Sequence[int]) -> Floats:
        """The triggers' vectors, with what the second reading added."""
        return np.stack([np.concatenate([self.x[i], self._focus[i][2]]) for i in at])

    def status(self, at: list[int]) -> tuple[Floats, Floats]:
        """Probabilities of the eight statuses and the four formats at each trigger."""
        h = self.weights
        hidden = _gelu(_dense(h["status1"], self._whole(at)))
        return softmax(_dense(h["status2"], hidden)), softmax(_dense(h["format2"], hidden))

    def pairs(self, trigger: int, clues: Floats, others: Sequence[int]) -> Floats:
        """[token, relation]: the probability of being a party, the day, the place of it, a party
        that a neighbouring sentence tells; `clues` as `Clues.of_parties` tells them; `others` are
        the article's other triggers."""
        h = self.weights
        scene = self.scene
        t = self.x[trigger][None]
        a = _dense(h["pair_t"], t).reshape(RELATIONS, PAIR)
        where = int(scene.sentence[trigger])
        # The tokens of seven sentences, which follow one another: a slice, that nothing copies.
        near = slice(*(int(n) for n in np.searchsorted(scene.sentence, (where - 3, where + 4))))
        at = np.arange(near.start, near.stop, dtype=np.int32)
        b = self._all("pair_c")[near].reshape(len(at), RELATIONS, PAIR)
        score = np.einsum("rk,nrk->nr", a, b) / PAIR**0.5
        score += _dense(h["pair_ut"], t)[0] + self._all("pair_uc")[near]
        gap = scene.sentence[near] - where
        score += h["pair_step"][signed_bucket(at - trigger)]
        score += h["pair_tree"][self._steps(trigger)[near]]
        score += h["pair_sentence"][sentence_bucket(gap)]
        score[:, PARTY] += clues[near] @ h["pair_clue"]
        score += h["pair_rival"][rivalry(scene, trigger, others, self._steps)[near]]
        start, more, _ = self._focus[trigger]
        seen = (at >= start) & (at < start + len(more))
        score[seen] += more[at[seen] - start]
        out = np.zeros((len(self.x), RELATIONS), np.float32)
        out[near] = sigmoid(score)
        same = scene.sentence == where
        out[~(same & scene.nominal), PARTY] = 0
        out[~scene.temporal, DAY] = 0
        out[~scene.nominal, PLACE] = 0
        out[~scene.nominal | same, NEAR] = 0
        return out

    def same(self, at: list[int]) -> Floats:
        """[trigger, trigger]: the logit that two tell of one occasion."""
        h = self.weights
        t = self._whole(at)
        a = np.tanh(_dense(h["same_a"], t))
        near = a[:, None] * a[None]
        apart = np.abs(a[:, None] - a[None])
        u = _dense(h["same_u"], t)[:, 0]
        s = self.scene.sentence[at]
        score = ((near - apart) @ h["same_w"]["w"])[..., 0] + h["same_w"]["b"][0]
        score = score + u[:, None] + u[None]
        low = np.minimum(s[:, None], s[None])
        high = np.maximum(s[:, None], s[None])
        whole: Floats = score + h["same_sentence"][sentence_bucket(high - low)][..., 0]
        return whole

    def link(self, anaphor: int, ends: list[int], clues: Floats) -> Floats:
        """For words that stand for somebody: probabilities over the names that end at `ends`,
        and last of nobody among them; `clues` as `Clues.of_links` tells them."""
        h = self.weights
        scene = self.scene
        at = np.array(ends, np.int32)
        a = _dense(h["link_a"], self.x[anaphor][None])
        score = (a @ self._all("link_c")[at].T)[0] / LINK**0.5
        score += self._all("link_u")[at][:, 0]
        kind = _dense(h["link_kind"], self.x[anaphor][None])
        score += _dense(h["link_both"], _gelu(_dense(h["link_clue"], clues) + kind))[:, 0]
        score += h["link_step"][signed_bucket(at - anaphor)][..., 0]
        score += h["link_sentence"][sentence_bucket(scene.sentence[at] - scene.sentence[anaphor])][
            ..., 0
        ]
        return softmax(np.append(score, np.float32(0)).astype(np.float32))

    def quotes(self, cues: list[int], firsts: list[int]) -> Floats:
        """For each proposed quote (token of its cue, first word of its content) the probability
        that it is one."""
        h = self.weights
        both = np.concatenate([self.x[cues], self.x[firsts]], -1)
        return sigmoid(_dense(h["quote2"], _gelu(_dense(h["quote1"], both)))[:, 0])
