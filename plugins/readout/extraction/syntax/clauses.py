"""Reading a dependency parse: what hangs on a word, what it hangs on, who does what a verb says.

Labels are ClearNLP's, as spaCy's English pipelines give them. All functions take and give tokens
of one sentence and stop after a fixed number of steps, so a broken parse can't hold them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from readout.lexicon.meetings import party_words
from readout.lexicon.quotes import cues, documents
from readout.lexicon.words import listed
from readout.text.lemmas import lemma

SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})
RELATIVES: Final = listed("syntax.clauses.relatives")
_ACTIVE_SUBJECTS: Final = frozenset({"nsubj", "csubj"})
_RELATIVE: Final = frozenset({"who", "which", "that", "whom"})
_MODALS: Final = listed("syntax.clauses.modals")
_OBJECT_HEADS: Final = listed("syntax.clauses.object_heads")
# Verbs whose object does what the infinitive says: "asked Wang to meet Li".
_OBJECT_CONTROL: Final = listed("syntax.clauses.object_control")
FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
"""Tags of verbs that have a subject of their own."""
_MAX_HOPS: Final = 8
WHOLE_WAY: Final = 60
"""Steps up that reach the root of any sentence that is one."""


def child(token: Token, *labels: str) -> Token | None:
    """The first child with one of the labels."""
    return next((one for one in token.children if one.dep_ in labels), None)


def hanging(token: Token, *labels: str) -> list[Token]:
    """All children with one of the labels, in order of the text."""
    return [one for one in token.children if one.dep_ in labels]


def hangs(token: Token, *labels: str) -> bool:
    """Whether there is a child with one of the labels."""
    return any(one.dep_ in labels for one in token.children)


def objects_behind(head: Token, *words: str) -> Iterator[Token]:
    """What prepositions of `words` bring in: "the mayor *of* Lund", "a letter *from* her"."""
    for one in head.children:
        if one.dep_ == "prep" and one.lower_ in words:
            yield from hanging(one, "pobj")


def climb(token: Token, most: int = _MAX_HOPS) -> Iterator[Token]:
    """The ancestors of a token, nearest first."""
    for step, ancestor in enumerate(token.ancestors):
        if step >= most:
            return
        yield ancestor


def is_verb(token: Token) -> bool:
    return token.pos_ in {"VERB", "AUX"}


def verb_over(token: Token) -> Token | None:
    """The verb whose clause a token stands in: the nearest above it."""
    return next((ancestor for ancestor in climb(token) if is_verb(ancestor)), None)


def in_passive(verb: Token) -> bool:
    """A clause in the passive: "was told"."""
    return hangs(verb, "auxpass", "nsubjpass")


def is_passive(verb: Token) -> bool:
    """A passive clause or a bare participle ("received by the king")."""
    return in_passive(verb) or (
        verb.tag_ == "VBN"
        and verb.dep_ in {"acl", "relcl", "advcl"}
        and not hangs(verb, "aux", "dobj")
    )


def modal(verb: Token) -> Token | None:
    for one in verb.lefts:
        if one.dep_ in {"ccomp", "advcl"}:
            continue  # "As far as they could see, he said": another verb's
        if one.tag_ == "MD" or (one.dep_ == "aux" and one.lower_ in _MODALS):
            return one
    return None


def negation_of(token: Token) -> Token | None:
    """The negation that hangs on the token."""
    for child in token.children:
        if child.dep_ == "neg" or child.lower_ in {"never", "not", "n't", "n’t"}:
            return child
    return None


_QUOTING: Final = frozenset({"quote", "cite", "report"})


def conjuncts(token: Token) -> list[Token]:
    """The token and all that is coordinated with it to the right, in order of the text."""
    found = [token]
    queue = [token]
    while queue and len(found) < 60:
        for child in queue.pop(0).children:
            joined = child.dep_ == "conj" and child.i > token.i and child not in found
            if joined and not is_ruled_out(child):
                found.append(child)
                queue.append(child)
    return sorted(found, key=lambda t: t.i)


def is_ruled_out(noun: Token) -> bool:
    """Whether a noun is named as what it was not: "met Orr, not Hale", "but not the mayor"."""
    start = noun.left_edge.i
    first = noun.doc[start]
    if first.lower_ == "not":
        return start < noun.i
    return start > 0 and first.nbor(-1).lower_ == "not" and not is_verb(noun)


def antecedent(pronoun: Token) -> Token | None:
    """The noun that a relative pronoun stands for."""
    for ancestor in climb(pronoun):
        if ancestor.dep_ in {"relcl", "acl"}:
            if ancestor.head.i >= pronoun.i:
                return None
            return bearer(ancestor.head) if pronoun.lower_.startswith("who") else ancestor.head
    return None


def bearer(noun: Token) -> Token:
    """The person that *who* or *whose* points to when it hangs on the end of an apposition:
    "Xi, China's most powerful leader in decades, whose meeting"."""
    at = noun
    for _ in range(4):
        if at.pos_ == "PROPN" or lemma(at) in party_words("people") or at.head == at:
            return at
        if at.dep_ not in {"pobj", "prep", "appos", "conj"}:
            return noun
        at = at.head
    return at if at.pos_ == "PROPN" else noun


def _antecedent(verb: Token, subject: Token) -> Token:
    if subject.lower_ in _RELATIVE and subject.tag_ in {"WP", "WDT", "IN", "DT"}:
        clause = verb
        while clause.dep_ in {"conj", "xcomp", "ccomp"} and clause.head != clause:
            clause = clause.head
        if clause.dep_ == "relcl":
            return _whoever(clause.head) if subject.lower_ == "who" else clause.head
        for one in reversed(subject.doc[max(subject.sent.start, subject.i - 3) : subject.i]):
            if one.pos_ in {"NOUN", "PROPN"}:
                return one
    return subject


def _whoever(noun: Token) -> Token:
    """ "Marta Lopes, a nurse at the Santa Cruz Hospital, who said": a body is no *who*, where a
    person stands before it."""
    if noun.ent_type_ not in {"ORG", "FAC", "GPE", "LOC"} or noun.dep_ != "pobj":
        return noun
    at = noun.head.head
    if at.pos_ not in {"NOUN", "PROPN"} or at.dep_ != "appos":
        return noun
    return at.head if at.head.pos_ == "PROPN" else at


def _has_hearer(verb: Token) -> bool:
    cue = cues().get(lemma(verb))
    return cue is not None and "hearer" in cue.frames


def told_as_subject(verb: Token) -> Token | None:
    """Who is told something, where the parser makes a second subject of him."""
    if not _has_hearer(verb):
        return None
    subjects = [one for one in verb.children if one.dep_ in _ACTIVE_SUBJECTS]
    behind = [one for one in subjects if one.i > verb.i]
    return behind[0] if behind and subjects[0].i < verb.i else None


def own_subject(verb: Token) -> Token | None:
    """The subject that stands with the verb itself; the antecedent for "who said".

    Of two (the parser ran two clauses together) the nearer one; of a verb that has a hearer behind
    it the one before ("the director told Jane Harrow"), and of one behind which a clause has lost
    its subject to it ("the director said the hall — built in May — stands empty").
    """
    found = [one for one in verb.children if one.dep_ in _ACTIVE_SUBJECTS]
    if not found:
        return None
    if found[0].i < verb.i and (_has_hearer(verb) or _takes_anothers(verb, found[-1])):
        found = [one for one in found if one.i < verb.i]
    return _antecedent(verb, min(found, key=lambda one: abs(one.i - verb.i)))


def _takes_anothers(verb: Token, subject: Token) -> bool:
    """Whether a subject behind a verb is that of the finite clause that follows, without one."""
    return subject.i > verb.i and any(
        one.i > subject.i
        and one.dep_ == "ccomp"
        and one.tag_ in {"VBZ", "VBP"}
        and not any(c.dep_ in {*SUBJECTS, "aux", "mark"} for c in one.children)
        for one in verb.children
    )


def author_of(noun: Token) -> Token | None:
    """Whose statement it is: "his letter", "a statement from the palace", "by …", "a letter
    written by …"."""
    owner = child(noun, "poss")
    if owner is not None:
        return owner
    for made in noun.rights:
        by = child(made, "agent") if made.dep_ == "acl" and made.tag_ == "VBN" else None
        author = child(by, "pobj") if by is not None else None
        if author is not None and author.ent_type_ not in {"DATE", "TIME"}:
            return author
    for preposition in noun.rights:
        if preposition.dep_ in {"prep", "agent"} and preposition.lower_ in {"from", "by", "of"}:
            found = child(preposition, "pobj")
            if found is not None and found.ent_type_ not in {"DATE", "TIME"}:
                return found
    return None


def _issuer_before(noun: Token) -> Token | None:
    """ "Hamas issued a statement following the conference saying": whoever issued it, where the
    parser hangs the words on the occasion."""
    if noun.dep_ != "pobj" or lemma(noun) in party_words("people") or noun.ent_type_ == "PERSON":
        return None
    for governor in climb(noun.head, 3):
        if is_verb(governor):
            issued = child(governor, "dobj")
            told = issued is not None and lemma(issued) in documents()
            return own_subject(governor) if told else None
    return None


def quoted_as_saying(verb: Token) -> Token | None:
    """ "The press service quoted Melnyk as saying", "Melnyk was quoted as saying": whose words
    they are, by either verb."""
    quote = verb.head.head if verb.dep_ == "pcomp" and verb.head.lower_ == "as" else verb
    told = child(quote, "nsubjpass") if in_passive(quote) else child(quote, "dobj")
    manner = next((c for c in quote.rights if c.dep_ == "prep" and c.lower_ == "as"), None)
    if lemma(quote) not in _QUOTING or told is None or manner is None:
        return None
    saying = child(manner, "pcomp")
    return told if saying is not None and lemma(saying) == "say" else None


def subject_of(verb: Token, hops: int = 4) -> Token | None:
    """Who does it, looking upwards where the verb has no subject of its own: "said A and
    added B", "praised the crew, saying B", "went on to say", "a letter saying"."""
    found = own_subject(verb)
    if found is not None:
        return found
    if in_passive(verb):
        agent = child(verb, "agent")
        return child(agent, "pobj") if agent is not None else None
    head = verb.head
    if hops == 0 or head == verb:
        return None
    quoted = quoted_as_saying(verb)
    if quoted is not None:
        return quoted
    if verb.dep_ == "acl" or (verb.dep_ == "relcl" and not is_verb(head)):
        if lemma(head) not in documents():
            issuer = _issuer_before(head) if verb.tag_ == "VBG" else None
            if issuer is not None:
                return issuer
            return head if head.pos_ in {"NOUN", "PROPN", "PRON", "NUM"} else None
        author = author_of(head)
        if author is not None:
            return author
        if head.dep_ in {"dobj", "pobj"}:
            governor = head.head if head.dep_ == "dobj" else head.head.head
            if is_verb(governor) and not in_passive(governor):
                return subject_of(governor, hops - 1) or head
        return head
    if verb.dep_ == "xcomp" and head.dep_ == "acomp":
        return subject_of(head.head, hops - 1)  # "was quick to stress that …"
    if verb.dep_ in {"conj", "xcomp", "advcl", "dep", "ccomp", "parataxis", "acomp"} and is_verb(
        head
    ):
        if (
            verb.dep_ == "conj"
            and head.dep_ == "ccomp"
            and lemma(verb) in cues()
            and verb.tag_ == head.head.tag_ == "VBD"
        ):
            # "said the archive was safe and added …": hung on the clause, not on its cue.
            return subject_of(head.head, hops - 1)
        taken = child(head, "dobj") if verb.dep_ in {"conj", "ccomp"} else None
        run_on = verb.tag_ in FINITE and not hangs(head, "cc")
        if run_on and taken is not None and taken.right_edge.i == verb.i - 1:
            # "ward co-chairs Ida Roth and Sam Pell said": what is read as a verb is a noun.
            return taken
        inserted = next((c for c in head.rights if c.dep_ == "parataxis" and c.i < verb.i), None)
        if verb.dep_ == "conj" and inserted is not None and lemma(verb) in cues():
            # "The road is safe, he said, but warned …": hung on what he said.
            return subject_of(inserted, hops - 1)
        conceded = verb.tag_ == "VBD" and child(verb, "mark", "advmod") is not None
        if (
            verb.dep_ == "advcl"
            and (conceded or (verb.tag_ == "VBG" and _of_speaker(verb, head)))
            and lemma(verb) in cues()
            and head.dep_ == "ccomp"
            and lemma(head.head) in cues()
        ):
            # "insisted the bloc will not buckle, adding …", "said the yard was shut, arguing …",
            # "…, though conceded that …": hung on the clause, not on its cue.
            return subject_of(head.head, hops - 1)
        if in_passive(head) and verb.dep_ in {"advcl", "xcomp", "conj"}:
            return child(head, "nsubjpass") or subject_of(head, hops - 1)
        return subject_of(head, hops - 1) or child(head, "nsubjpass")
    if verb.dep_ == "pcomp" and head.dep_ == "prep":
        # "by warning that …", "known for saying that …": whoever does what the phrase hangs on;
        # "jailed Orr for saying that …": to whom that is done.
        for governor in climb(head, WHOLE_WAY):
            if is_verb(governor):
                whom = child(governor, "dobj") if head.lower_ == "for" else None
                if whom is not None and whom.i < verb.i and _may_speak(whom):
                    return whom
                return child(governor, "nsubjpass") or subject_of(governor, hops - 1)
    return None


def _may_speak(noun: Token) -> bool:
    people = party_words("people") | party_words("offices")
    return noun.pos_ in {"PROPN", "PRON"} or lemma(noun) in people


def _of_speaker(verb: Token, clause: Token) -> bool:
    """Whether a participle behind a reported clause is of whoever reports it: to whom something
    is done in the clause says nothing there."""
    return lemma(verb) in {"add", "say"} or in_passive(clause)


def noun_before(verb: Token) -> Token | None:
    """The nearest noun in front that could be the subject the parser missed: "Murphy (a
    Democrat …) says", with what stands in brackets or between commas skipped."""
    doc, depth = verb.doc, 0
    start = verb.sent.start
    i = verb.i - 1
    while i >= start:
        token = doc[i]
        if token.text == ")":
            depth += 1
        elif token.text == "(":
            depth = max(0, depth - 1)
        elif depth == 0:
            if token.pos_ in {"PROPN", "NOUN", "PRON"}:
                return token
            if token.pos_ == "INTJ" and token.text[:1].isupper() and i > start:
                return token  # "During the call, Oh said": a surname
            if token.pos_ not in {"ADV", "AUX", "PUNCT", "SPACE", "PART"} or token.text in {
                ".",
                ";",
                ":",
            }:
                return None
        i -= 1
    return None


def inverted_subject(cue: Token) -> Token | None:
    """The speaker behind a cue that a comma or closing mark precedes: "…, said his secretary
    Paolo Serra". The parser often takes it for the object."""
    doc = cue.doc
    if cue.i == 0 or cue.tag_ not in {"VBD", "VBZ", "VBP"}:
        return None
    before = doc[cue.i - 1].text
    if before[-1:] not in ",”’\"'»—–":
        return None
    front = [c for c in cue.lefts if c.dep_ in _ACTIVE_SUBJECTS]
    if any(c.dep_ == "appos" for one in front for c in one.rights):
        return None  # "her spokesman, Aziz Dost, said"
    found = noun_behind(cue, cue.sent.end)
    return found if found is None or found.ent_type_ not in {"DATE", "TIME"} else None


def noun_behind(cue: Token, stop: int) -> Token | None:
    """Head of the noun phrase right behind an inverted cue: "said coach Ann Lee"."""
    last: Token | None = None
    for token in cue.doc[cue.i + 1 : min(stop, cue.i + 14)]:
        low = token.lower_
        if token.pos_ in {"NOUN", "PROPN", "PRON", "NUM"}:
            last = token
            if token.pos_ == "PRON" and token.tag_ != "PRP$":
                break
        elif token.pos_ == "VERB" and last is None and _trade_of(token, stop):
            continue  # "said cook Amir Haddad", with the trade read as a verb
        elif low in {"of", "for"}:
            break
        elif token.pos_ in {"DET", "ADJ", "PART"} or token.text in {"-", "’s", "'s", "."}:
            continue
        else:
            break
    return last


def _trade_of(word: Token, stop: int) -> bool:
    """Whether a word that the tagger takes for a verb stands right in front of a name, with nouns
    in small letters between at most: "guide Craig Bell", "boning hall operator Ann Lee"."""
    if word.tag_ not in {"VB", "VBP", "VBG"} or not word.text.islower():
        return False
    for token in word.doc[word.i + 1 : min(stop, word.i + 5)]:
        if token.pos_ == "PROPN" and token.text[:1].isupper():
            return True
        if token.pos_ not in {"NOUN", "ADJ", "VERB"} or not token.text.islower():
            return False
    return False


def subject_heads(verb: Token, hops: int = 6) -> list[Token]:
    """Heads of the phrases that do what the verb says, also where they stand elsewhere.

    Follows coordination ("landed and met"), control ("agreed to meet", "asked Wang to
    meet"), participles ("Speaking …, he") and relative clauses ("who met").
    """
    if hops <= 0:
        return []
    own = hanging(verb, *SUBJECTS)
    if own:
        return [t for s in own for t in _through_relative(s)]
    head = verb.head
    if head == verb:
        return []
    if verb.dep_ in {"conj", "dep"} and (is_verb(head) or head.pos_ in {"ADJ", "NOUN"}):
        return subject_heads(head, hops - 1)
    if verb.dep_ in {"xcomp", "ccomp", "advcl", "pcomp", "dep", "aux", "prep"}:
        return _controlled(verb, hops)
    if verb.dep_ in {"acomp", "attr", "oprd"}:
        return subject_heads(head, hops - 1)
    if verb.dep_ in {"acl", "relcl"}:
        return noun_owner(head, hops - 1) or [head]
    if verb.dep_ in {"amod", "compound"}:
        return [head]
    return []


def _controlled(verb: Token, hops: int) -> list[Token]:
    governor = verb.head
    while governor.dep_ in {"prep", "mark", "agent"} and governor.head != governor:
        governor = governor.head
    if verb.dep_ in {"xcomp", "ccomp", "advcl"} and lemma(governor) in _OBJECT_CONTROL:
        objects = _objects(governor)
        if objects and all(o.i < verb.i for o in objects):
            return objects
    if verb.dep_ == "pcomp" and verb.head.lower_ == "for":
        objects = _objects(governor)
        if objects:
            return objects
    if is_verb(governor) or governor.pos_ == "ADJ":
        return subject_heads(governor, hops - 1)
    return noun_owner(governor, hops - 1)


def _through_relative(subject: Token) -> list[Token]:
    if subject.lower_ in RELATIVES:
        found = antecedent(subject)
        if found is None or (subject.lower_ == "which" and found.ent_type_ == "PERSON"):
            return []
        return [found]
    return [subject]


def _objects(verb: Token) -> list[Token]:
    passive = hanging(verb, "nsubjpass")
    return passive or hanging(verb, "dobj", "dative", "obj")


def noun_owner(noun: Token, hops: int = 4) -> list[Token]:
    """Who has the plan, the chance, the invitation: "Wang's plan to", "Wang has plans to"."""
    owners = hanging(noun, "poss")
    if owners:
        return [t for o in owners for t in _through_relative(o)]
    at: Token = noun
    for _ in range(hops):
        head = at.head
        if head == at:
            return []
        if is_verb(head):
            return subject_heads(head, hops - 1)
        at = head
    return []


def object_heads(verb: Token) -> list[Token]:
    """Direct objects, a relative one included ("whom he met", "the man he met")."""
    found = hanging(verb, "dobj", "obj", "dative")
    if not found:  # "called Novak", taken for a name that was given
        found = [c for c in verb.children if c.dep_ == "oprd" and c.ent_type_ == "PERSON"]
    result = [t for token in found for t in _through_relative(token)]
    if not found and verb.dep_ == "relcl":
        has_subject = any(c.dep_ in SUBJECTS and c.lower_ not in RELATIVES for c in verb.children)
        placed = any(c.lower_ in _OBJECT_HEADS for c in verb.children)
        if has_subject and not placed and verb.head.i < verb.i:
            result.append(verb.head)
    return result


def preposition_objects(head: Token, words: frozenset[str]) -> list[Token]:
    """Objects of the prepositions of `words` that hang on `head`."""
    found: list[Token] = []
    for child in head.children:
        if child.dep_ in {"prep", "agent", "dative"} and child.lower_ in words:
            for inner in child.children:
                if inner.dep_ == "pobj":
                    found.extend(_through_relative(inner))
                elif inner.dep_ == "pcomp" and any(c.tag_ == "TO" for c in inner.children):
                    # "with Draghi of Italy to affirm": taken for a clause of its own
                    found.extend(c for c in inner.children if c.dep_ in SUBJECTS)
    return found
