"""Other names in a marked-up item: the same story of other people.

The same replacement runs over the text and over the answers, so that what was right stays
right. A person keeps sex and kind of name (particle, two surnames, family name first), because the
text may say *she*, or use a part of the name alone.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence

from readout.evaluation.bearers import Bearer, Culture, Parts, draw, of_kind, take_apart
from readout.lexicon.meetings import first_names

_KIND = re.compile(r"\s*\((\w+)\)$")
_HE = re.compile(r"\b(?:he|him|his|himself)\b", re.IGNORECASE)
_SHE = re.compile(r"\b(?:she|her|hers|herself)\b", re.IGNORECASE)
_MALE = re.compile(r"(?:\bMr\.?|Sir|Lord|King|Prince|Pope|Sheikh|Baron|Father)\s$")
_FEMALE = re.compile(r"(?:\bMrs\.?|Ms\.?|Miss|Dame|Lady|Queen|Princess|Sister|Mother)\s$")


def people_of(lines: Sequence[str]) -> list[str]:
    """Every person whom the answers of an item name, each once."""
    found: dict[str, None] = {}
    for line in lines:
        if line.startswith("q: "):
            head, *fields = line[3:].split("|")
            told = [head, *(f.partition("=")[2] for f in fields if f.strip()[:5] == "also=")]
        elif line.startswith("m: "):
            told = [
                n for p in line[3:].split("|")[0].split(" + ") for n in p.rstrip("? ").split("=")
            ]
        else:
            continue
        kind = next((k[1] for n in told if (k := _KIND.search(n.strip()))), "person")
        if kind != "person":
            continue
        found.update({_KIND.sub("", n.strip()).strip(): None for n in told if n.strip(" ?")})
    return list(found)


def other_names(
    lines: Sequence[str], cultures: Sequence[Culture], rng: random.Random
) -> list[str] | None:
    """The item with every nameable person renamed; None when nobody is.

    Args:
        lines: text and answers as they stand in the file.
        cultures: where the names come from.
        rng: draws them.
    """
    text = "\n".join(x for x in lines if x[:3] not in {"q: ", "m: "})
    changes: dict[str, str] = {}
    for name in people_of(lines):
        parts = take_apart(name, text)
        if parts and not _also_a_word(parts, text):
            _rename(parts, _sex(parts, text), cultures, rng, changes)
    return substituted(lines, changes) if changes else None


def _rename(
    parts: Parts,
    sex: str | None,
    cultures: Sequence[Culture],
    rng: random.Random,
    changes: dict[str, str],
) -> None:
    """Draw a bearer whose parts are not taken yet. A part that another person shares keeps
    what was drawn for it."""
    if sex == "unknown":
        return
    for _ in range(20):
        bearer = draw(rng.choice(of_kind(cultures, parts.kind)), sex, rng)
        new = dict(_pairs(parts, bearer))
        if not set(new.values()) & set(changes.values()):
            break
    for old, other in new.items():
        changes.setdefault(old, other)


def _pairs(parts: Parts, bearer: Bearer) -> Iterator[tuple[str, str]]:
    if parts.given:
        yield parts.given, bearer.given
    if parts.family:
        yield parts.family, bearer.family
    if parts.kind == "two":
        yield from zip(parts.family.split(), bearer.family.split(), strict=True)


def _sex(parts: Parts, text: str) -> str | None:
    """`male`, `female`, None where the text doesn't care, `unknown` where it does."""
    if known := first_names().get(parts.given.split(" ")[0].lower()):
        return {"m": "male", "f": "female"}[known]
    for found in re.finditer(re.escape(parts.family or parts.given), text):
        before = text[max(0, found.start() - 12) : found.start()]
        if _MALE.search(before):
            return "male"
        if _FEMALE.search(before):
            return "female"
    he, she = bool(_HE.search(text)), bool(_SHE.search(text))
    if he and she:
        return "unknown"
    return "male" if he else "female" if she else None


def _also_a_word(parts: Parts, text: str) -> bool:
    """A part of the name stands in the text in small letters, as a word of its own."""
    words = set(re.findall(r"\w+", text))
    return any(p.lower() in words for p in (parts.given, parts.family) if p and p[:1].isupper())


def substituted(lines: Sequence[str], changes: Mapping[str, str]) -> list[str]:
    """The lines with each phrase replaced wherever it stands as words: longest first, plural
    and capitals kept, *a* or *an* before it corrected."""
    capitals = {c.upper(): n.upper() for c, n in changes.items()}
    raised = {c[:1].upper() + c[1:]: n[:1].upper() + n[1:] for c, n in changes.items()}
    table = {**capitals, **raised, **changes}
    every = "|".join(re.escape(c) for c in sorted(table, key=len, reverse=True))
    article = r"(?:\b([Aa])n?( (?:\{\w+ )?))?"
    pattern = re.compile(rf"{article}(?<![\w-])({every})(?=s?\b)(?!-\w)")

    def swap(found: re.Match[str]) -> str:
        new = table[found[3]]
        if not found[1]:
            return new
        return f"{found[1]}{'n' if new[0].lower() in 'aeiou' else ''}{found[2]}{new}"

    return [line if line.startswith("@ ") else pattern.sub(swap, line) for line in lines]
