"""Which body is meant: the full name of a short one, and "the company", "the ministry".

Bodies are told in full once and briefly afterwards, as people are: by the first word of the
name, by its initials, by what they are. Where two bodies fit, none is meant.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from typing import Final

from spacy.tokens import Doc, Span, Token

from readout.extraction.find.occasions.factuality import REPORTS
from readout.extraction.find.people.names import is_title
from readout.extraction.find.people.register import Register
from readout.extraction.syntax.clauses import SUBJECTS, child, hanging
from readout.extraction.syntax.phrases import name_start
from readout.lexicon.countries import countries
from readout.lexicon.meetings import first_names, party_words
from readout.lexicon.quotes import speakers
from readout.lexicon.words import listed
from readout.text.lemmas import lemma

_LINKS: Final = listed("resolve.bodies.links")
_FIRMS: Final = listed("resolve.bodies.firms")
_SORTS: Final = listed("resolve.bodies.sorts")
_FORMS: Final = listed("resolve.bodies.forms")
_OF_STATE: Final = listed("resolve.bodies.of_state")
_TOWNS: Final = frozenset({"city", "municipality", "town", "county"})
_LONGEST: Final = 9  # tokens of a name
_WITHIN: Final = _LINKS | {"to", "against", "in", "on"}
_TOLD_BY_NAME: Final = [row.split() for row in listed("resolve.bodies.told_by_name")]
_RANKS: Final = frozenset({"deputy", "vice", "assistant", "junior"})
_LOOKED_AT: Final = 100  # mentions of a noun; keeps the work linear
_A_NAME: Final = 3  # words of somebody's name
_CLOSES: Final = frozenset({",", ".", ";", "”", '"', "!", "?"})
_GOES_ON: Final = frozenset({"CCONJ", "DET", "NUM", "PROPN"})
_OFTEN: Final = 2  # mentions from which a firm can be "the company" of a text


def body_of_teller(noun: Token) -> Span | None:
    """ "Kestrel spokeswoman Ana Reis said the airline": the body for which its officer speaks.
    None unless the noun is a bare body ("the airline") that is the subject of what he says."""
    verb = noun.head
    if noun.dep_ not in SUBJECTS or noun.tag_ != "NN" or verb.dep_ != "ccomp":
        return None
    if lemma(noun) not in _FIRMS | party_words("bodies") or lemma(noun) in _OF_STATE:
        return None
    if [c.lower_ for c in noun.children] != ["the"] or lemma(verb.head) not in REPORTS:
        return None
    tellers = hanging(verb.head, *SUBJECTS)
    if not tellers or tellers[0].i > noun.i:
        return None
    told = noun.doc[tellers[0].left_edge.i : tellers[0].right_edge.i + 1]
    officers = party_words("offices")
    office = next((t for t in told if t.text.islower() and t.lower_ in officers), None)
    if office is None:
        return None
    stop = office.i
    while stop > told.start and noun.doc[stop - 1].text.islower():
        stop -= 1  # "Volta Energy | chief executive"
    start = stop
    while start > told.start and (
        _capital(noun.doc[start - 1]) or noun.doc[start - 1].tag_ == "POS"
    ):
        start -= 1
    if start < stop:
        return noun.doc[start:stop]
    of = next((t for t in told if t.i > office.i and t.dep_ == "pobj" and _capital(t)), None)
    if of is None or of.ent_type_ == "GPE" or of.head.lower_ not in {"for", "of"}:
        return None
    return noun.doc[name_start(of) : of.i + 1]


class Bodies:
    """Lookups over one article."""

    def __init__(self, doc: Doc, register: Register) -> None:
        self.doc, self.register = doc, register
        self._of_sort: dict[str, tuple[dict[str, int], dict[str, int]]] = {}

    def fuller(self, name: str) -> str:
        """ "Colbrook" → "Colbrook Partners", "SLK" → "Sri Lanka Kabaddi": the one longer name of
        the article that begins with the word, or whose initials it is."""
        if " " in name or len(name) < 2 or name.lower() in countries():
            return name
        if name.isupper() or _is_acronym(name):
            full = self._by_initials.get(name.replace(".", ""))
            return full or self._with_form.get(name, name)
        if name.lower() in speakers("media_words") or not name[:1].isupper():
            return name
        longer = self._by_first.get(name, set())
        return next(iter(longer)) if len(longer) == 1 else self._with_form.get(name, name)

    def meant(self, head: Token, front: Sequence[str] = ()) -> str | None:
        """The body that "the ministry", "the company" means: one named with the same noun and
        more words before, or the one firm that the article is about. "The British government" is
        none that is told with another nation, nor a firm.

        Args:
            front: the nations in front of the noun, in lower case.
        """
        low = lemma(head)
        if front and low not in _FIRMS:
            return self._of_nation(head, front)
        firm = low in _FIRMS
        for token in self._before(head, _FIRMS if firm else (low,)):
            if firm and (introduced := self._right_behind(token)) is not None:
                return introduced
            if lemma(token) == low:
                found = self._named_with(token)
                if found is not None:
                    return found
        return self._firm(head) if low in _FIRMS else None

    def _of_nation(self, head: Token, front: Sequence[str]) -> str | None:
        """The body named last with the same noun and these nations, or with none."""
        own = {countries()[w] for w in front if w in countries()}
        for token in self._before(head, (lemma(head),)):
            found = self._named_with(token)
            if found is None:
                continue
            told = {countries()[w] for w in found.lower().split() if w in countries()}
            if not told or told & own:
                return found if told or found[:1].isupper() else None
        return None

    @cached_property
    def _nouns(self) -> dict[str, list[int]]:
        """Base form → the tokens that have it, in order."""
        found: dict[str, list[int]] = {}
        for token in self.doc:
            found.setdefault(lemma(token), []).append(token.i)
        return found

    def _before(self, head: Token, kinds: Collection[str]) -> Iterator[Token]:
        """The words of these base forms before a token, the last first."""
        near: list[int] = []
        for kind in kinds:
            same = self._nouns.get(kind, [])
            at = bisect_left(same, head.i)
            near.extend(same[max(0, at - _LOOKED_AT) : at])
        for i in sorted(near, reverse=True)[:_LOOKED_AT]:
            yield self.doc[i]

    def introduced(self, head: Token, front: Sequence[str]) -> str | None:
        """The body that the article named last beside the same words for what it is: "The
        opposition party, UFC," or "Colruna, the Belgian grocer," or "the bloc SADEC"."""
        low, firm = lemma(head), lemma(head) in _FIRMS and not front
        if firm and self.by_sort(head) is not None:
            firm = False  # "the airline" is no "Delmar Steel, a steel maker," where one is named
        for token in self._before(head, {low, *_FIRMS, *_SORTS} if firm else (low,)):
            if token.pos_ not in {"NOUN", "PROPN"}:
                continue
            common = token.text[:1].islower()
            name = self._right_behind(token) if common else None
            name = name or self.behind(token) or self._apposed_to(token)
            if name is None:
                continue
            told = {t.lower_ for t in self.doc[max(0, token.i - _LONGEST) : token.i]}
            return self.fuller(name) if told.issuperset(front) else None
        return None

    def name_at(self, start: int) -> str | None:
        """The name of a body that begins at a token, small words within it included: "Committee
        to Guard Reporters"."""
        doc, stop = self.doc, start
        while stop < len(doc) and stop - start < _LONGEST:
            token = doc[stop]
            follows = doc[stop + 1 : stop + 2]
            joins = token.lower_ in _WITHIN or token.tag_ == "POS" or token.dep_ == "case"
            if not _capital(token) and not (stop > start and joins and follows.text[:1].isupper()):
                break
            stop += 1
        return " ".join(doc[start:stop].text.split()) or None

    def by_sort(self, head: Token) -> str | None:
        """The one body named before whose own name tells it to be of a sort: "the union" of a
        "Pilots' Association", "the airline" of "Skyways". None where two are."""
        kind = lemma(head)
        words = name_words(kind)
        if not words:
            return None
        if kind not in self._of_sort:
            self._of_sort[kind] = (self._labelled(words), self._in_capitals(words))
        for known in self._of_sort[kind]:
            found = [name for name, stop in known.items() if stop <= head.i]
            if found:
                return found[0] if len(found) == 1 else None
        return None

    def _labelled(self, words: frozenset[str]) -> dict[str, int]:
        """What the recogniser calls a body, if its name has one of these words → the token behind
        its first mention."""
        found: dict[str, int] = {}
        for entity in self.doc.ents:
            if entity.label_ != "ORG" or entity.root.i in self.register.by_token:
                continue
            tokens = [t for t in entity if t.lower_ not in {"the", "'s", "’s"} and t.is_alpha]
            if any(_is_of(t.lower_, words) for t in tokens):
                found.setdefault(self.fuller(" ".join(t.text for t in tokens)), entity.end)
        return found

    def _in_capitals(self, words: frozenset[str]) -> dict[str, int]:
        """ "Porto Nova FC", whatever the recogniser made of it."""
        found: dict[str, int] = {}
        for start, stop in self._runs():
            last = self.doc[stop - 1]
            if stop - start > 1 and last.lower_ in words and last.text.isupper():
                found.setdefault(self.doc[start:stop].text, stop)
        return found

    def _apposed_to(self, token: Token) -> str | None:
        """ "Tezkar, an Uzbek technology company,": the name in front of what it is."""
        name = token.head
        if token.dep_ != "appos" or name.i > token.i or name.pos_ != "PROPN":
            return None
        comma = self.doc[token.left_edge.i - 1] if token.left_edge.i else name
        person = self.register.at(name)
        if comma.text != "," or comma.i != name.i + 1 or not _capital(name):
            return None
        if person is not None and len(person.words) > 1:
            return None  # a lone word that stands beside "an Uzbek company" is no person
        start = name.i
        while start and self._word(self.doc[start - 1]) and name.i - start < _LONGEST:
            start -= 1
        return self.doc[start : name.i + 1].text

    def of_state(self, head: Token) -> bool:
        """Whether the noun is of a state and so never stands for just any body."""
        return lemma(head) in _OF_STATE

    def is_firm(self, head: Token) -> bool:
        """Whether the noun calls a firm or a club: "the lender", "the club"."""
        return lemma(head) in _FIRMS

    def behind(self, head: Token) -> str | None:
        """ "the bus company, Swiftline, withdrew": the name in apposition."""
        doc, start = self.doc, head.i + 1
        if start + 1 >= len(doc) or doc[start].text != ",":
            return None
        stop = start + 1
        while stop < len(doc) and stop - start <= 5 and self._word(doc[stop]):
            stop += 1
        if stop == start + 1 or stop >= len(doc) or doc[stop].text not in {",", ".", ";"}:
            return None
        # A list goes on ("the company, Bosch, Siemens and"); an apposition is over.
        goes_on = stop + 1 < len(doc) and self._word(doc[stop + 1])
        return None if goes_on else doc[start + 1 : stop].text

    def apposed_to(self, head: Token) -> str | None:
        """ "Hale's party, the Union for Change, said": the name between commas behind one body told
        by a common noun, small words and a bracket with initials within or behind it. Of somebody
        who may be a person ("the bloc's ally") the name has to tell that it is a body's. A list
        goes on behind the second comma; an apposition is over."""
        doc, start = self.doc, head.i + 2
        if head.tag_ != "NN" or start >= len(doc) or doc[head.i + 1].text != ",":
            return None
        article = doc[start].lower_ == "the"
        start += article
        name = self.name_at(start) if start < len(doc) else None
        if name is None or (is_title(doc[start]) and not article):
            return None
        stop = start
        while stop < len(doc) and doc[stop].idx < doc[start].idx + len(name):
            stop += 1
        of = stop + 2 < len(doc) and doc[stop].lower_ == "of" and doc[stop + 1].lower_ == "the"
        if of and _capital(doc[stop + 2]):  # "Army | of the North"
            stop += 3
            name = doc[start:stop].text
        last = doc[stop - 1]
        if stop + 2 < len(doc) and doc[stop].text == "(" and doc[stop + 2].text == ")":
            stop += 3
        if stop < len(doc) and doc[stop].text not in _CLOSES and doc[stop] in head.sent:
            return None
        behind = doc[stop + 1] if stop + 1 < len(doc) and doc[stop].text == "," else None
        if behind is not None and (behind.pos_ in _GOES_ON or behind.text[:1].isupper()):
            return None
        body = lemma(head) in speakers("bodies")
        if not body and not (article and lemma(last).lower() in speakers("bodies")):
            return None
        known = {t.ent_type_ for t in doc[start:stop]} & {"GPE", "DATE", "LOC"}
        if known and last.i == start:
            return None  # "the ministry, Monday,", "the bank, Lagos,"
        one = doc[start].lower_ in first_names() and stop - start <= _A_NAME
        return None if one and not article else name

    @staticmethod
    def ministry_of(role: str | None) -> str | None:
        """ "Deputy Foreign Minister" → "foreign ministry"; None for other offices, and for those
        who lead the whole government."""
        words = [w for w in (role or "").lower().split() if w not in countries()]
        if len(words) < 2 or words[-1] != "minister" or words[-2] in {"prime", "first"}:
            return None
        of = [w for w in words[:-1] if w not in _RANKS]
        return " ".join([*of, "ministry"]) if of else None

    def _right_behind(self, token: Token) -> str | None:
        """ "The Turkish defence firm Bayrak Aviation": the name behind what it is."""
        start = stop = token.i + 1
        while stop < len(self.doc) and _capital(self.doc[stop]) and stop - start < _LONGEST:
            stop += 1
        officer = any(t.lower_ in party_words("offices") for t in self.doc[start:stop])
        return self.doc[start:stop].text if stop > start and not officer else None

    def _named_with(self, token: Token) -> str | None:
        """The name or description that ends with a noun, when it says which: "Egyptian
        presidency", "Rwanda Miners' Union", not "the ministry", "a bank"."""
        if token.i in self.register.by_token:
            return None
        start = name_start(token)
        owner = child(token, "poss")
        if owner is not None and owner.pos_ != "PROPN":
            start = owner.i + 1  # "the bloc's Belgian presidency"
            if start < token.i and self.doc[start].tag_ == "POS":
                start += 1
        while start < token.i and (
            self.doc[start].pos_ in {"DET", "NUM", "PUNCT"} or self.doc[start].tag_ == "PRP$"
        ):
            start += 1
        words = self.doc[start : token.i + 1]
        if len(words) < 2 or words[0].pos_ == "PRON":
            return None
        telling = [t for t in words[:-1] if t.text[:1].isupper() or t.pos_ == "NOUN"]
        if telling and token.text[:1].isupper():
            words = self.doc[start : self._of_what(token)]
        return " ".join(words.text.split()) if telling else None

    def _of_what(self, token: Token) -> int:
        """Where a name ends that says of what it is: "National Union | of Rail Staff"."""
        doc, stop = self.doc, token.i + 1
        if stop + 1 < len(doc) and doc[stop].lower_ in {"of", "for"} and _capital(doc[stop + 1]):
            stop += 2
            while stop < len(doc) and _capital(doc[stop]) and doc[stop].ent_type_ != "PERSON":
                stop += 1
        return stop

    def _firm(self, head: Token) -> str | None:
        """The one firm that stands in front more often than any other, by far."""
        counts = Counter(name for stop, name in self._firms if stop <= head.i)
        best = counts.most_common(2)
        if not best or best[0][1] < _OFTEN:
            return None
        return best[0][0] if len(best) < 2 or best[0][1] >= 2 * best[1][1] else None

    @cached_property
    def _firms(self) -> list[tuple[int, str]]:
        """The mentions of firms: the token behind each, and the name."""
        found = []
        for entity in self.doc.ents:
            words = [t for t in entity if t.lower_ not in {"the", "'s", "’s"}]
            if entity.label_ != "ORG" or not words or entity.root.i in self.register.by_token:
                continue
            if self._is_firm(words):
                found.append((entity.end, self.fuller(" ".join(t.text for t in words))))
        return found

    @staticmethod
    def _is_firm(words: list[Token]) -> bool:
        low = [t.lower_ for t in words]
        other = speakers("assemblies") | speakers("media_words") | _OF_STATE
        return not any(w in other or w in countries() for w in low) and not low[0].isdigit()

    def _word(self, token: Token) -> bool:
        return _capital(token) and token.i not in self.register.by_token

    def _runs(self) -> Iterator[tuple[int, int]]:
        """Runs of capitalised words, small words inside, as token ranges."""
        doc, i = self.doc, 0
        while i < len(doc):
            if not _capital(doc[i]):
                i += 1
                continue
            stop = i + 1
            while stop < len(doc) and stop - i < _LONGEST:
                if _capital(doc[stop]):
                    stop += 1
                    continue
                at = stop
                while at < len(doc) and doc[at].lower_ in _LINKS and at - stop < 2:
                    at += 1
                if at == stop or at >= len(doc) or not _capital(doc[at]):
                    break
                stop = at + 1
            yield i, stop
            i = stop

    @cached_property
    def _dotted(self) -> frozenset[str]:
        """The initials that the text has with dots: "U.N."."""
        return frozenset(t.text.replace(".", "") for t in self.doc if t.text[1:2] == ".")

    def town(self, head: Token) -> str | None:
        """ "The city" of a text that names one "City of Delmore", "Municipality of Lucara"."""
        if lemma(head) not in _TOWNS:
            return None
        found = set()
        for token in self.doc[: head.i]:
            if (
                token.lower_ not in _TOWNS
                or not token.text[:1].isupper()
                or token.i + 2 >= len(self.doc)
            ):
                continue
            if token.nbor(1).lower_ == "of" and token.nbor(2).text[:1].isupper():
                stop = token.i + 3
                while stop < len(self.doc) and _capital(self.doc[stop]):
                    stop += 1
                found.add(self.doc[token.i : stop].text)
        return next(iter(found)) if len(found) == 1 else None

    @cached_property
    def _by_first(self) -> dict[str, set[str]]:
        """First word → the longer names of organisations that begin with it."""
        found: dict[str, set[str]] = {}
        for entity in self.doc.ents:
            words = [t for t in entity if t.lower_ not in {"the", "'s", "’s"}]
            if entity.label_ != "ORG" or not 2 <= len(words) <= 4:
                continue
            if not all(self._word(t) or t.text == "&" for t in words):
                continue
            if any(t.lower_ in party_words("offices") for t in words[1:]):
                continue  # "Valcourt Chairman"
            found.setdefault(words[0].text, set()).add(" ".join(t.text for t in words))
        return found

    @cached_property
    def _with_form(self) -> dict[str, str]:
        """A firm's name → the same with what it ends with in full: "KORVAX" → "KORVAX Group Inc".
        None where two firms begin so."""
        found: dict[str, set[str]] = {}
        for token in self.doc:
            if token.lower_.strip(".") not in _FORMS or not token.text[:1].isupper():
                continue
            start = token.i
            while start and self._word(self.doc[start - 1]) and token.i - start < _LONGEST:
                start -= 1
            if start < token.i:
                name = self.doc[start : token.i + 1].text
                found.setdefault(self.doc[start].text, set()).add(name)
        return {first: next(iter(names)) for first, names in found.items() if len(names) == 1}

    @cached_property
    def _by_initials(self) -> dict[str, str]:
        """Initials → the name in full: "Sri Lanka Kabaddi (SLK)", or without brackets where one
        name only has them."""
        told: dict[str, set[str]] = {}
        given: dict[str, str] = {}
        for start, stop in self._runs():
            for first in range(start, stop):
                words = [t for t in self.doc[first:stop] if t.lower_ not in _LINKS]
                if len(words) < 2 or self.doc[first].lower_ in _LINKS:
                    continue
                initials = "".join(t.text[0] for t in words)
                name = " ".join(self.doc[first:stop].text.split())
                behind = self.doc[stop : stop + 2].text
                if behind.replace(" ", "") == f"({initials}":
                    given.setdefault(initials, name)
                free = not any(t.i in self.register.by_token for t in words)
                if first == start and free and (len(initials) > 2 or initials in self._dotted):
                    told.setdefault(initials, set()).add(name)
                spoken = "".join(t.text[0] for t in self.doc[first:stop])  # "VoA", "DoJ"
                if first == start and free and _is_acronym(spoken):
                    told.setdefault(spoken, set()).add(name)
        alone = {initials: next(iter(n)) for initials, n in told.items() if len(n) == 1}
        return {**alone, **given}


def name_words(sort: str) -> frozenset[str]:
    """The words that names of bodies of a sort hold, in lower case; empty for other sorts."""
    return frozenset(word for told, word in _TOLD_BY_NAME if told == sort)


def _is_of(word: str, words: frozenset[str]) -> bool:
    """Whether a word of a name, whole or as its first part, is one of these: "Flyorient"."""
    return any(word == w or (w.endswith("-") and word.startswith(w[:-1])) for w in words)


def is_medium(name: str) -> bool:
    """Whether a name is of a body that publishes what it hears, by its words."""
    known = speakers("media_words") | speakers("media")
    return any(w.lower() in known for w in name.split())


def _is_acronym(name: str) -> bool:
    """ "VoA", "DoJ": initials with the small words'."""
    return len(name) > 2 and name[0].isupper() and name[-1].isupper() and name[1:-1].islower()


def _capital(token: Token) -> bool:
    return token.text[:1].isupper() and token.pos_ in {"PROPN", "NOUN", "ADJ"}
