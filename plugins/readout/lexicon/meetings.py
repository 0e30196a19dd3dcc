"""The word lists that meetings are found with, read once from the TOML files beside this one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from readout.lexicon.loading import table


@dataclass(frozen=True, slots=True)
class VerbFrame:
    """How a verb takes its parties; see meeting_verbs.toml for the values."""

    lemma: str
    frame: str
    parts: frozenset[str]
    particle: str | None
    together: bool
    needs: str | None
    format: str | None


@dataclass(frozen=True, slots=True)
class NounFrame:
    """What a noun needs to name a meeting; see meeting_nouns.toml for the values."""

    lemma: str
    needs: str | None
    plural_only: bool
    process: bool
    format: str | None


@dataclass(frozen=True, slots=True)
class Hedge:
    """The words of one status: lemmas that govern the meeting, lemmas that modify it."""

    governors: frozenset[str]
    modifiers: frozenset[str]
    particles: dict[str, str]


@cache
def verb_frames() -> dict[str, tuple[VerbFrame, ...]]:
    """lemma → its frames."""
    found: dict[str, tuple[VerbFrame, ...]] = {}
    for row in table("meeting_verbs")["verb"]:
        frame = VerbFrame(
            lemma=row["lemma"],
            frame=row["frame"],
            parts=frozenset(row.get("parts", ())),
            particle=row.get("particle"),
            together=row.get("together", row["frame"] in {"mutual", "gather"}),
            needs=row.get("needs"),
            format=row.get("format"),
        )
        found[frame.lemma] = (*found.get(frame.lemma, ()), frame)
    return found


@cache
def noun_frames() -> dict[str, NounFrame]:
    """lemma → frame."""
    return {
        row["lemma"]: NounFrame(
            lemma=row["lemma"],
            needs=row.get("needs"),
            plural_only=row.get("plural_only", False),
            process=row.get("process", False),
            format=row.get("format"),
        )
        for row in table("meeting_nouns")["noun"]
    }


@cache
def holding_verbs() -> tuple[frozenset[str], frozenset[str]]:
    """Verbs whose subject takes part in their object, and those whose subject need not."""
    data = table("holding_verbs")
    return frozenset(data["hold"]), frozenset(data["absent"])


@cache
def hedges() -> dict[str, Hedge]:
    """Status name (and `past`, `unconfirmed`) → its words."""
    return {
        name: Hedge(
            frozenset(row.get("governors", ())),
            frozenset(row.get("modifiers", ())),
            dict(row.get("particles", {})),
        )
        for name, row in table("hedges").items()
        if name != "modals"
    }


@cache
def modals() -> dict[str, frozenset[str]]:
    """`future`, `possible` and `negations` → lower-case word forms."""
    return {name: frozenset(words) for name, words in table("hedges")["modals"].items()}


@cache
def party_words(name: str) -> frozenset[str]:
    """One list of parties.toml: `people`, `bodies`, `audiences`, `honorifics`, `offices`."""
    return frozenset(table("parties")[name])


def is_plural_of(word: str, *names: str) -> bool:
    """Whether a lower-case word is the plural, by *s*, of a word of these lists of parties.toml."""
    return word.endswith("s") and any(word[:-1] in party_words(name) for name in names)


@cache
def short_titles() -> frozenset[str]:
    """Titles that papers cut short ("amb" of "Amb."), lower case without the dot."""
    return frozenset(title.lower() for title in table("parties")["dotted_titles"])


def is_short_title(word: str) -> bool:
    """Whether a word is such a title, with its dot: "Maj." is, "Maj Ekdahl" has a first name."""
    return word[-1:] == "." and word[:-1].lower() in short_titles()


@cache
def stands_for() -> dict[str, tuple[str, ...]]:
    """Head of a description → offices it may stand for."""
    return {head: tuple(roles) for head, roles in table("parties")["stands_for"].items()}


@cache
def nicknames() -> dict[str, str]:
    """Short first name → full one, lower-case ("joe" → "joseph")."""
    return dict(table("parties").get("nicknames", {}))


@cache
def lookalikes() -> dict[str, frozenset[str]]:
    """Lists of lookalikes.toml by name."""
    return {name: frozenset(words) for name, words in table("lookalikes").items()}


@cache
def place_words(name: str) -> frozenset[str]:
    """One list of places.toml: `venues`."""
    return frozenset(table("places")[name])


@cache
def first_names() -> dict[str, str]:
    """Lower-case first name → `m` or `f`."""
    data = table("first_names")
    male = dict.fromkeys(data["male"].split(), "m")
    return male | dict.fromkeys(data["female"].split(), "f")


@cache
def journey_words(name: str) -> frozenset[str]:
    """One list of the table `journeys` of places.toml: `verbs`, `transitive`, `nouns`."""
    return frozenset(table("places")["journeys"][name])
