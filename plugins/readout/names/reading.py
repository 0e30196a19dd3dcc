"""A person's name taken apart: titles, given and family name, initials, suffix, sex.

No list of persons is consulted here; see `resolution.gazetteer` and `resolution.people`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from readout.lexicon.meetings import nicknames, party_words
from readout.lexicon.names import particles, suffixes
from readout.lexicon.words import listed
from readout.names.spelling import words_of

_SUFFIXES = suffixes() | {"v"}
# A name of one word that needs its title to be a name: Pope Francis, King Charles.
_REGAL = listed("resolution.names.regal")
_MALE = listed("names.male")
_FEMALE = listed("names.female")
# Offices that are hardly ever a name, and what they are of.
_OFFICES = listed("resolution.names.offices")
_PORTFOLIOS = listed("resolution.names.portfolios")
_HONORIFICS = listed("names.honorifics")


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name taken apart.

    `first` and `last` are equal for a bare name ("Xi"); `middle` are the full words
    between, `initials` the first letters of what stands between, `suffix` is jr, sr, ii …
    `titles` are the title words in front, `sex` is "m", "f" or "".
    """

    words: tuple[str, ...]
    titles: tuple[str, ...]
    first: str
    last: str
    initials: str
    suffix: str
    sex: str

    @property
    def bare(self) -> bool:
        return len(self.words) <= 1

    @property
    def whole(self) -> bool:
        """A name that can be looked up by itself: two words, or one with a regal title."""
        return not self.bare or bool(self.regal)

    @property
    def key(self) -> str:
        """The same for every spelling of one full name: first and last word, with a suffix
        (Jr, II) that tells father from son."""
        if self.bare:
            return " ".join((*self.regal, self.last))
        return f"{self.first} {self.last} {self.suffix}".strip()

    @property
    def regal(self) -> tuple[str, ...]:
        return tuple(t for t in self.titles if t in _REGAL)


def _after_office(words: list[str]) -> int:
    """Where the name begins in "Chinese Foreign Minister Qin Gang" or "US Secretary of State
    Antony Blinken"; 0 when no office stands before it."""
    found = [i for i, word in enumerate(words[:-1]) if word in _OFFICES]
    if not found:
        return 0
    start = found[-1] + 1
    if words[start] == "of":
        start += 1
        while start < len(words) - 1 and words[start] in _PORTFOLIOS:
            start += 1
        if words[start - 1] == "of":
            return 0
    return start


@lru_cache(maxsize=65536)
def read_name(text: str) -> Name:
    """Take a person's name apart. An empty name has no words."""
    every = list(words_of(text))
    known = party_words("honorifics") | party_words("offices")
    cut = _after_office(every)
    titles, every = every[:cut], every[cut:]
    while len(every) > 1 and every[0] in known:
        titles.append(every.pop(0))
    suffix = ""
    while len(every) > 1 and every[-1] in _SUFFIXES:
        suffix = every.pop() + suffix
    core = [w for w in every if w not in particles()] or every
    first = core[0] if core else ""
    given = nicknames().get(first, first) if len(core) > 1 else first
    last = core[-1] if core else ""
    told = set(titles)
    sex = "m" if told & _MALE else "f" if told & _FEMALE else ""
    if suffix and len(core) == 1:
        last = f"{last} {suffix}"  # a regal number is part of the name: Abdullah II
    return Name(
        words=tuple(core),
        titles=tuple(titles),
        first=given,
        last=last,
        initials="".join(w[0] for w in core[1:-1]),
        suffix=suffix if len(core) > 1 else "",
        sex=sex,
    )


def is_common_word(name: Name) -> bool:
    """Whether this is no name at all: nothing left, one letter, or a word of office only."""
    if not name.words:
        return True
    word = name.last
    if not name.bare:
        return False
    generic = party_words("people") | party_words("bodies") | party_words("offices")
    return len(word) < 2 or word.isdigit() or word in generic or word in _HONORIFICS


def middles_clash(one: str, other: str) -> bool:
    """George W. and George H. W. are two; a name without middle initials clashes with none."""
    return bool(one and other) and not (one.startswith(other) or other.startswith(one))
