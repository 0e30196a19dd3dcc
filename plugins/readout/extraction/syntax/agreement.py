"""Whether a pronoun can mean a noun: their numbers, and persons beside bodies."""

from __future__ import annotations

from spacy.tokens import Token

from readout.lexicon.meetings import party_words
from readout.lexicon.quotes import speakers
from readout.text.lemmas import lemma


def is_another(pronoun: Token, speaker: Token | None) -> bool:
    """Whether a pronoun can't mean whoever speaks: by number, or as a person beside a body."""
    if speaker is None or pronoun.lower_ not in {"he", "she", "it", "they"}:
        return False
    if speaker.tag_ == "PRP":
        return speaker.lower_ in {"he", "she", "it", "they"} and speaker.lower_ != pronoun.lower_
    several = speaker.tag_ in {"NNS", "NNPS"} or any(c.dep_ == "conj" for c in speaker.children)
    if several or speaker.pos_ not in {"NOUN", "PROPN"}:
        return several and pronoun.lower_ != "they"
    if speaker.ent_type_ == "PERSON" or lemma(speaker) in party_words("people"):
        return pronoun.lower_ in {"it", "they"}
    body = speaker.ent_type_ in {"ORG", "GPE"} or lemma(speaker) in speakers("bodies")
    return body and pronoun.lower_ in {"he", "she"}
