"""He, she, it and they as speakers.

The nearest and most prominent person of the right sex; whoever spoke last has an
advantage, all the more where the words go on ("he added"). Measured on news: with names
spread over the text first, such rules find 19 of 20.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from spacy.tokens import Token

from readout.extraction.find.people.register import Person
from readout.extraction.resolve.resolved import Speaker
from readout.extraction.resolve.voices import Voices
from readout.lexicon.quotes import speakers
from readout.text.lemmas import lemma

_SEX: Final = {
    "he": "m",
    "him": "m",
    "his": "m",
    "himself": "m",
    "she": "f",
    "her": "f",
    "herself": "f",
}
_WINDOW: Final = 6  # sentences back within which a person may be meant
_EQUAL: Final = 4.0  # points under which two candidates count as equal
_ADDING: Final = frozenset({"add", "continue", "conclude", "go"})


def resolve_pronoun(resolver: Voices, source: Token, cue: Token | None) -> Speaker | None:
    """The speaker behind a third-person pronoun; None where the source is no pronoun."""
    low = source.lower_
    if low in _SEX:
        return _he_or_she(resolver, source, _SEX[low], cue)
    if low == "it":
        return _it(resolver, source)
    if low in {"they", "them"}:
        return _they(resolver, source)
    return None


def _he_or_she(resolver: Voices, source: Token, sex: str, cue: Token | None) -> Speaker:
    last, here = resolver.last, resolver.sentence_of[source.i]
    if last is not None and last.kind == "anonymous" and last.how != "plural":
        gap = here - resolver.sentence_of[resolver.last_at]
        first = bisect_left(resolver.mentions, resolver.last_at + 1, key=lambda m: m[0])
        stop = bisect_left(resolver.mentions, source.i, key=lambda m: m[0])
        between = any(resolver.is_subject(s, e) for s, e, _ in resolver.mentions[first:stop])
        if gap <= 3 and not between:
            return Speaker(name=None, kind="anonymous", desc=last.desc, how="pronoun", sure=0.8)
    adding = cue is not None and lemma(cue) in _ADDING
    scores = _scores(resolver, source.i, sex, adding)
    if not scores:
        return Speaker(name=None, kind="unknown", how="pronoun", sure=0.3)
    best, person = scores[0]
    second = scores[1] if len(scores) > 1 else None
    if second is not None and best - second[0] < _EQUAL:
        names = (person.name, second[1].name)
        return Speaker(name=None, kind="unknown", candidates=names, how="pronoun", sure=0.3)
    margin = best - (second[0] if second else 0.0)
    found = Speaker(
        name=person.name,
        kind="person",
        role=person.first_role,
        how="pronoun",
        sure=0.95 if margin > 15 else 0.85,
        person=person,
    )
    return resolver.fuller(found)


def nearest(resolver: Voices, at: int, nations: set[str]) -> Person | None:
    """The most prominent person before token `at`; one of the nations first."""
    scores = _scores(resolver, at, "", False)
    ofthem = [person for _, person in scores if person.nations & nations]
    if ofthem:
        return ofthem[0]
    if nations:
        scores = [s for s in scores if not s[1].nations]
    return scores[0][1] if scores else None


def _scores(resolver: Voices, at: int, sex: str, adding: bool) -> list[tuple[float, Person]]:
    """Persons named before token `at`, best first."""
    here = resolver.sentence_of[at]
    found: dict[int, tuple[float, Person]] = {}

    def offer(score: float, person: Person) -> None:
        kept = found.get(id(person))
        if kept is None or kept[0] < score:
            found[id(person)] = (score, person)

    last = resolver.last.person if resolver.last is not None else None
    said = here - resolver.sentence_of[resolver.last_at] if last is not None else 0
    stop = bisect_left(resolver.mentions, at, key=lambda m: m[0])
    for start, end, person in reversed(resolver.mentions[max(0, stop - 60) : stop]):
        gap = here - resolver.sentence_of[start]
        if gap > _WINDOW:
            break
        known = resolver.sex_of(person)
        if sex and known and known != sex:
            continue
        score = 60.0 - 9.0 * gap
        if sex and (known == sex or last is person):
            score += 6.0
        if resolver.is_subject(start, end):
            score += 12.0
        if end < len(resolver.doc) and resolver.doc[end].tag_ == "POS":
            score -= 6.0
        if last is person:
            score += max(0.0, 16.0 - 2.0 * said)
        offer(score, person)
    if last is not None and resolver.sex_of(last) in {"", sex} and said <= _WINDOW:
        offer(86.0 - 9.0 * said + (30.0 if adding else 0.0), last)
    return sorted(found.values(), key=lambda f: -f[0])


def _it(resolver: Voices, source: Token) -> Speaker:
    here = resolver.sentence_of[source.i]
    for i in range(source.i - 1, max(-1, source.i - 150), -1):
        if here - resolver.sentence_of[i] > 3:
            break
        token = resolver.doc[i]
        if token.dep_ not in {"nsubj", "nsubjpass"} or token.i in resolver.register.by_token:
            continue
        if token.ent_type_ in {"ORG", "GPE", "NORP"} or lemma(token) in speakers("bodies"):
            found = resolver.resolve(token)
            if found.name is not None:
                return Speaker(name=found.name, kind=found.kind, how="pronoun", sure=0.8)
    if resolver.last_org is not None:
        return Speaker(name=resolver.last_org, kind="org", how="pronoun", sure=0.6)
    return Speaker(name=None, kind="unknown", how="pronoun", sure=0.3)


def _they(resolver: Voices, source: Token) -> Speaker:
    last = resolver.last
    here = resolver.sentence_of[source.i]
    if last is not None and here - resolver.sentence_of[resolver.last_at] <= 3:
        if last.kind in {"group", "org"}:
            return Speaker(name=last.name, kind=last.kind, how="pronoun", sure=0.75)
        if last.kind == "anonymous":
            return Speaker(name=None, kind="anonymous", desc=last.desc, how="pronoun", sure=0.75)
    for i in range(source.i - 1, max(-1, source.i - 100), -1):
        if here - resolver.sentence_of[i] > 2:
            break
        token = resolver.doc[i]
        plural = token.tag_ in {"NNS", "NNPS"} or any(c.dep_ == "conj" for c in token.children)
        if token.dep_ == "nsubj" and plural:
            found = resolver.resolve(token)
            return Speaker(
                name=found.name, kind=found.kind, desc=found.desc, how="pronoun", sure=0.7
            )
    return Speaker(name=None, kind="unknown", how="pronoun", sure=0.3)
