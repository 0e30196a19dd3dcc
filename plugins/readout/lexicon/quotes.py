"""The word lists that quotes are found with, read once from the TOML files beside this one.

`Cue` says in one object which frames a verb takes; see quote_cues.toml for what each
frame means and speakers.toml for who can speak.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from readout.lexicon.loading import table
from readout.model import CueKind

_SPEECH_FRAMES = (
    "clause",
    "quoted",
    "hearer",
    "hearer_to",
    "question",
    "command",
    "commitment",
    "infinitive_bare",
    "naming",
    "naming_as",
    "blaming",
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb that reports, and the frames it takes.

    `frames` holds names of lists of quote_cues.toml ("object" for a noun phrase
    with quoted words in it, "bare_object" for one without);
    `prepositions` the words that open a prepositional content ("called *for* calm").
    `attitude` are its frames as a verb of mind; "hope" has no others.
    """

    lemma: str
    frames: frozenset[str]
    prepositions: frozenset[str]
    attitude: frozenset[str]

    @property
    def kind(self) -> CueKind:
        return "speech" if self.frames or self.prepositions else "attitude"


@cache
def cues() -> dict[str, Cue]:
    """lemma → cue, for verbs."""
    listed = table("quote_cues")
    frames: dict[str, set[str]] = {}
    attitude: dict[str, set[str]] = {}
    for frame in _SPEECH_FRAMES:
        for lemma in listed["speech"][frame]:
            frames.setdefault(lemma, set()).add(frame)
    for lemma in listed["speech"]["object"]["verbs"]:
        frames.setdefault(lemma, set()).add("object")
    for lemma in listed["speech"]["object"]["bare"]:
        frames.setdefault(lemma, set()).add("bare_object")
    for frame, lemmas in listed["attitude"].items():
        for lemma in lemmas:
            attitude.setdefault(lemma, set()).add(frame)
    prepositions: dict[str, list[str]] = listed["speech"]["preposition"]
    every = frames.keys() | attitude.keys() | prepositions.keys()
    return {
        lemma: Cue(
            lemma,
            frozenset(frames.get(lemma, ())),
            frozenset(prepositions.get(lemma, ())),
            frozenset(attitude.get(lemma, ())),
        )
        for lemma in every
    }


@cache
def documents() -> frozenset[str]:
    """Things that say something: report, poll, letter."""
    return frozenset(table("quote_cues")["speech"]["noun"]["documents"])


@cache
def occasions() -> frozenset[str]:
    """Where words are said: statement, interview."""
    return frozenset(table("quote_cues")["places"]["occasions"])


@cache
def not_sources() -> frozenset[str]:
    """What "according to" may be followed by without a source: plan, rank."""
    return frozenset(table("quote_cues")["according"]["not_sources"])


@cache
def speakers(group: str) -> frozenset[str]:
    """A list of speakers.toml."""
    return frozenset(table("speakers")[group])
