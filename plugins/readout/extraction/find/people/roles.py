"""What the words beside a name say of its bearer: office, nation, sex.

Roles are kept as the article states them; a description ("the top US diplomat") is looked up
among them later.
"""

from __future__ import annotations

from spacy.tokens import Doc

from readout.extraction.syntax.phrases import country_from
from readout.lexicon.countries import countries
from readout.lexicon.meetings import is_short_title, party_words
from readout.lexicon.words import listed
from readout.names.same import plain
from readout.text.lemmas import lemma

_LINKS = listed("people.roles.links")
_MALE = listed("names.male")
_FEMALE = listed("names.female")
_MALE_KIN = listed("names.male_kin")
_FEMALE_KIN = listed("names.female_kin")
_CUES = listed("people.roles.cues")
_BORNE = listed("people.names.borne")
_LONGEST = 12


def sex_of_title(text: str) -> str:
    """`m`, `f` or nothing, by a title or word of kinship."""
    words = {plain(w) for w in text.split()}
    if words & (_FEMALE | _FEMALE_KIN):
        return "f"
    return "m" if words & (_MALE | _MALE_KIN) else ""


def sex_of_kin(word: str) -> str:
    """`m`, `f` or nothing, by one word of kinship."""
    return "f" if word in _FEMALE_KIN else "m" if word in _MALE_KIN else ""


def nations_in(text: str) -> set[str]:
    """Countries that a role or description speaks of."""
    table = countries()
    words = [plain(w) for w in text.replace("’s", " ").replace("'s", " ").split()]
    found = set()
    i = 0
    while i < len(words):
        # "North Korean" isn't also "Korean".
        for width in (3, 2, 1):
            name = table.get(" ".join(words[i : i + width]))
            if name:
                found.add(name)
                i += width
                break
        else:
            i += 1
    return found


def nation_behind(doc: Doc, stop: int) -> str | None:
    """ "Keir Starmer of the United Kingdom"."""
    if stop >= len(doc) or doc[stop].text != "of":
        return None
    told = (country_from(doc, i) for i in range(stop + 1, min(stop + 4, len(doc))))
    return next((found[0] for found in told if found is not None), None)


def role_before(doc: Doc, start: int) -> tuple[int, int] | None:
    """The words in front of a name that say who it is: "US Secretary of State", "China's top
    diplomat," with or without a comma. A title that may be a name is none of them: "Chief
    Minister | Sardar"."""
    i = start
    while i > 0 and doc[i - 1].text[:1].isupper() and plain(doc[i - 1].text) in _BORNE:
        i -= 1
    comma = i > 0 and doc[i - 1].text == ","
    if comma:
        i -= 1
    first = i
    while i > 0 and first - i < _LONGEST and _belongs(doc, i - 1, first - i):
        i -= 1
    while i < first and (
        plain(doc[i].text) in _LINKS
        or plain(doc[i].text) in party_words("honorifics")
        or _inverted(doc, i)
    ):
        i += 1
    if i >= first:
        return None
    offices, people = party_words("offices"), party_words("people")
    head = doc[first - 1]
    words = [plain(t.text) for t in doc[i:first]]
    if comma:
        if lemma(head) in people or plain(head.text) in offices:
            return i, first
        return (i, first) if _office_of(doc, i, first) and not _is_subject(doc, start) else None
    if not any(
        w in offices or lemma(doc[i + k]) in people or is_short_title(doc[i + k].text)
        for k, w in enumerate(words)
    ):
        nation = [w for w in words if w in countries()]
        if len(words) > 2 or not nation:
            return None
    return i, first


def behind_comma(doc: Doc, start: int) -> int | None:
    """Where titles before a name begin that stand behind a comma, what stands before which may be
    an office: "Qatar's emir, | Sheikh Jassim", "the Minister of Labour, | Hon. Simeon Lalong"."""
    i = start
    while i > 0 and (
        (doc[i - 1].text == "." and i > 1 and doc[i - 2].text[:1].isupper())
        or is_short_title(doc[i - 1].text)
        or (
            doc[i - 1].text[:1].isupper()
            and plain(doc[i - 1].text) in party_words("offices") | party_words("honorifics")
        )
    ):
        i -= 1
    return i if 1 < i < start and doc[i - 1].text == "," else None


def _inverted(doc: Doc, at: int) -> bool:
    """ "Said Minister Claire Fontaine:": a cue that opens the sentence, whatever its tag."""
    return bool(doc[at].is_sent_start) and plain(doc[at].text) in _CUES


def _office_of(doc: Doc, start: int, stop: int) -> bool:
    """ "Minister of Justice of Estonia", "archbishop of Kraków": an office and what it is of."""
    words = [plain(t.text) for t in doc[start:stop]]
    if "of" not in words[1:-1]:
        return False
    head = doc[start + words.index("of") - 1]
    return lemma(head) in party_words("people") or plain(head.text) in party_words("offices")


def _is_subject(doc: Doc, start: int) -> bool:
    """ "Asked about the mayor of Paris, Otto Kranz said": no apposition."""
    name = start
    while name < len(doc) and doc[name].text[:1].isupper():
        name += 1
    return name < len(doc) and doc[name].pos_ in {"VERB", "AUX"}


def _belongs(doc: Doc, at: int, taken: int) -> bool:
    token = doc[at]
    word = plain(token.text)
    if token.is_space or token.text in {"“", "”", '"', ";", ":", "(", ")"}:
        return False
    return (
        word in party_words("offices")
        or is_short_title(token.text)
        or word in countries()
        or (token.pos_ in {"NOUN", "PROPN"} and lemma(token) in party_words("people"))
        or (token.pos_ in {"PROPN", "ADJ"} and token.dep_ not in {"conj", "appos"})
        or (token.pos_ == "NOUN" and token.dep_ in {"compound", "nmod"})
        or (word in _LINKS and taken > 0 and word != "and")
        or (token.tag_ == "POS" and taken > 0 and plain(doc[at - 1].text) in countries())
    )


def role_after(doc: Doc, stop: int) -> tuple[int, int] | None:
    """An apposition: ", the mayor of London," or ", China's most powerful leader"."""
    if stop + 2 >= len(doc) or doc[stop].text not in {",", "—", "-"}:
        return None
    i = stop + 1
    if doc[i].text in {",", "and", "who", "whose"} or doc[i].pos_ in {
        "VERB",
        "AUX",
        "CCONJ",
        "ADP",
    }:
        return None  # also ", for talks with the prime minister"
    head = _office_in(doc, i)
    if head < 0:
        return None
    if doc[head].dep_ in {"nsubj", "nsubjpass"} and doc[head].head.i > head:
        return None  # "Writing to Ms Goodman, the minister said": a subject, no apposition
    # A name right behind the role makes it the next one's: "Blinken, Foreign Minister Qin".
    following = doc[head + 1] if head + 1 < len(doc) else None
    if following is not None and following.pos_ == "PROPN" and following.text[:1].isupper():
        return None
    end = head + 1
    while end < len(doc) and end < head + 7:
        token = doc[end]
        if token.text in {"of", "for", "to", "the"} or token.pos_ in {"PROPN", "ADJ", "NOUN"}:
            end += 1
            continue
        break
    while doc[i].text.lower() in {"the", "a", "an"} and i < end - 1:
        i += 1
    return i, end


def _office_in(doc: Doc, first: int) -> int:
    head = -1
    for j in range(first, min(first + 10, len(doc))):
        token = doc[j]
        if token.text == "," or token.is_space or token.pos_ in {"VERB", "AUX", "PRON", "CCONJ"}:
            break
        if lemma(token) in party_words("people") or plain(token.text) in party_words("offices"):
            head = j
    return head
