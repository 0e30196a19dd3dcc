"""Word classes from tags by table, in place of spaCy's attribute ruler.

The ruler of the English pipelines is a matcher over 179 patterns and takes a tenth of
the whole pipeline. Nearly all patterns look at one token: its tag, sometimes its word,
rarely its arc. So its answer is asked for once per such combination and kept.
"""

from __future__ import annotations

from typing import Any, Final

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens.morphanalysis import MorphAnalysis
from spacy.vocab import Vocab

_Key = tuple[str, str, str]


class TagTable:
    """A pipe: sets `pos`, `morph` and irregular lemmas, as the attribute ruler would."""

    def __init__(self, nlp: Language) -> None:
        self._ruler: Any = nlp.get_pipe("attribute_ruler")
        self._vocab: Vocab = nlp.vocab
        self._table: dict[_Key, tuple[int, MorphAnalysis, int]] = {}
        self._words: Final = self._named("LOWER")
        # Words and tags whose class hangs on their arc: "have" as main verb or as
        # auxiliary, "this" as determiner or as pronoun.
        self._word_arcs: Final = self._named("LOWER", beside="DEP")
        self._tag_arcs: Final = self._named("TAG", beside="DEP")

    def _named(self, key: str, beside: str | None = None) -> frozenset[str]:
        words: set[str] = set()
        for entry in self._ruler.patterns:
            for pattern in entry["patterns"]:
                if len(pattern) != 1 or (beside and beside not in pattern[0]):
                    continue
                wanted = pattern[0].get(key)
                if isinstance(wanted, str):
                    words.add(wanted)
                elif isinstance(wanted, dict):
                    words.update(wanted.get("IN", ()))
        return frozenset(words)

    def _ask(self, word: str, tag: str, arc: str) -> tuple[int, MorphAnalysis, int]:
        probe = Doc(self._vocab, words=[word or "x"], tags=[tag], deps=[arc or "dep"], heads=[0])
        self._ruler(probe)
        return probe[0].pos, probe[0].morph, probe[0].lemma

    def __call__(self, doc: Doc) -> Doc:
        table, words = self._table, self._words
        for token in doc:
            low, tag = token.lower_, token.tag_
            if token.is_space:
                key = (tag, " ", "")
            else:
                by_arc = low in self._word_arcs or tag in self._tag_arcs
                key = (tag, low if low in words else "", token.dep_ if by_arc else "")
            found = table.get(key)
            if found is None:
                found = table[key] = self._ask(key[1], tag, key[2])
            token.pos, token.morph, token.lemma = found
        return doc
