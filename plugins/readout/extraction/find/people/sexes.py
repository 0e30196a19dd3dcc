"""Whether a person is *he* or *she*, where no title and no known first name says.

Two signs of the article itself: a word of kinship in apposition ("her husband, the botanist
Aneurin Peake"), and a sentence that goes on with *He* or *She* about the only person that the
sentence before has as its subject.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from spacy.tokens import Doc, Span

from readout.extraction.find.people.register import Person, distinct
from readout.extraction.find.people.roles import sex_of_kin
from readout.extraction.syntax.clauses import SUBJECTS, hangs

_NEAR: Final = 6
_WORDS: Final = {"he": "m", "she": "f"}


def learn_sexes(
    doc: Doc, people: Sequence[Person], claimed: Mapping[int, tuple[Person, int, int]]
) -> None:
    """Set `sex` of persons of whom it is not known. Linear in the text."""
    for person in people:
        for start, _ in person.mentions:
            if not person.sex:
                person.sex = _by_kin(doc, start)
    before: Span | None = None
    for sentence in doc.sents:
        sex = next((_WORDS[t.lower_] for t in sentence[:4] if t.lower_ in _WORDS), None)
        first = sentence[0].lower_ in _WORDS
        if before is not None and sex is not None and first:
            subject = _only_subject(before, claimed)
            if subject is not None and not subject.sex:
                others = {p.sex for p in _people_in(before, claimed) if p is not subject}
                if sex not in others and "" not in others:
                    subject.sex = sex
        before = sentence if sentence.text.strip() else before


def _by_kin(doc: Doc, start: int) -> str:
    """ "Her husband, the botanist Aneurin Peake": kinship, a comma, no more than a few words."""
    for i in range(start - 1, max(-1, start - _NEAR), -1):
        if doc[i].text == ",":
            return sex_of_kin(doc[i - 1].lower_) if i else ""
        if doc[i].pos_ not in {"DET", "NOUN", "ADJ", "PROPN"}:
            return sex_of_kin(doc[i].lower_)
        if sex_of_kin(doc[i].lower_):
            return sex_of_kin(doc[i].lower_)
    return ""


def _people_in(sentence: Span, claimed: Mapping[int, tuple[Person, int, int]]) -> list[Person]:
    return distinct(claimed[t.i][0] for t in sentence if t.i in claimed)


def _only_subject(sentence: Span, claimed: Mapping[int, tuple[Person, int, int]]) -> Person | None:
    """Who the main clause is about, unless several people are."""
    root = sentence.root
    for child in root.children:
        if child.dep_ in SUBJECTS:
            if hangs(child, "conj"):
                return None
            names = [child, *(c for c in child.children if c.dep_ == "appos")]
            return next((claimed[t.i][0] for t in names if t.i in claimed), None)
    return None
