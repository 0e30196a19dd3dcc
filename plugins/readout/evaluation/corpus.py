"""The corpus that the reader learns from: whole articles of our own, gold written with the text.

One article a file, `seeds/corpus/HAND/NAME.txt`::

    genre: world_wire
    region: west_africa
    outlet: Lusaka Despatch
    published: 2024-05-12            or 2024-05-12T21:30-04:00
    title: Delegations meet in Lusaka
    ---
    LUSAKA, May 11 (NWA) - {s1 Foreign Minister Abena Osei} {m1 met} her Corvanian
    counterpart {d1 on Saturday} in {l1 Lusaka}. (one line is one paragraph)
    {c1 “We talked of fish,”} {=Abena Osei|she} {q1 said}.
    ---
    m1: Abena Osei [Foreign Minister] + Corvania (country) | held | 2024-05-11 | at=Lusaka
    q1: Abena Osei

Marks nest. `{cN …}` content, `{qN …}` cue, `{sN …}` source of quote N; `{mN …}` the word that
carries occasion N, once in each sentence that tells of it; `{dN …}` its day, `{lN …}` its place
as stated; `{=NAME|words}` the words (pronoun, office, description, surname where it isn't plain)
refer to NAME, or to `A + B`. Answer lines: those of `readout.evaluation.markup`, each with its
number, a participant's role in square brackets.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from readout.evaluation import markup
from readout.evaluation.gold import GoldItem, GoldMeeting, GoldQuote
from readout.evaluation.markup import GoldError
from readout.model import Span

_OPEN = re.compile(r"\{(?:([cqsmdl])(\d+) |=([^|{}]+)\|)|\}")
_ANSWER = re.compile(r"^([mq])(\d+):\s*(.*)$")
_ROLE = re.compile(r"\s*\[([^\]]*)\]")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_HEADERS = {"genre", "region", "outlet", "published", "title"}


@dataclass(frozen=True, slots=True)
class Reference:
    """Words that stand for somebody: `span` of the text, `names` of whom."""

    span: Span
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CorpusArticle:
    """One article of the corpus with all its answers.

    `hand` is who wrote it, `genre` and `region` what folds hold out. `triggers[n]`, `days[n]`,
    `places[n]` are the marked words of meeting n (from 0), `roles[n]` its participants' roles.
    """

    item: GoldItem
    hand: str
    genre: str
    region: str
    outlet: str
    title: str
    published: datetime | date
    triggers: tuple[tuple[Span, ...], ...]
    days: tuple[tuple[Span, ...], ...]
    places: tuple[tuple[Span, ...], ...]
    roles: tuple[dict[str, str], ...]
    references: tuple[Reference, ...]


@dataclass(slots=True)
class _Marked:
    text: str
    spans: dict[tuple[str, int], list[Span]] = field(default_factory=dict)
    references: list[Reference] = field(default_factory=list)

    def of(self, letter: str, number: int) -> tuple[Span, ...]:
        return tuple(sorted(self.spans.get((letter, number), ())))

    def numbers(self, letter: str) -> set[int]:
        return {n for k, n in self.spans if k == letter}


def _read_marks(body: str, where: str) -> _Marked:
    plain: list[str] = []
    length = last = 0
    stack: list[tuple[str, int, str, int]] = []
    marked = _Marked("")
    for found in _OPEN.finditer(body):
        piece = body[last : found.start()]
        plain.append(piece)
        length += len(piece)
        last = found.end()
        if found.group() != "}":
            stack.append((found[1] or "=", int(found[2] or 0), found[3] or "", length))
            continue
        if not stack:
            raise GoldError(
                "A brace closes nothing", resource=where, why=body[max(0, last - 60) : last]
            )
        letter, number, names, start = stack.pop()
        if start == length:
            raise GoldError(
                "A mark holds nothing", resource=where, why=body[max(0, last - 60) : last]
            )
        if letter == "=":
            told = tuple(x.strip() for x in names.split(" + "))
            marked.references.append(Reference((start, length), told))
        else:
            marked.spans.setdefault((letter, number), []).append((start, length))
    plain.append(body[last:])
    marked.text = "".join(plain)
    if stack or "{" in marked.text:
        at = marked.text.find("{")
        why = (
            marked.text[at : at + 60]
            if at >= 0
            else f"mark {stack[-1][0]}{stack[-1][1]} stays open"
        )
        raise GoldError("A mark is not closed or not known", resource=where, why=why)
    return marked


def read_article(source: str, *, hand: str, name: str) -> CorpusArticle:
    """Read one file of the corpus.

    Args:
        source: its content. hand: the folder, who wrote it. name: the file's stem.

    Raises:
        GoldError: header, marks or answers don't fit together; says where.
    """
    where = f"{hand}/{name}"
    parts = re.split(r"^---\s*$", source, flags=re.M)
    if len(parts) != 3:
        raise GoldError("A corpus file has header, text and answers, parted by ---", resource=where)
    header: dict[str, str] = {}
    for line in parts[0].splitlines():
        key, colon, value = line.partition(":")
        if colon:
            header[key.strip()] = value.strip()
    if missing := _HEADERS - header.keys():
        raise GoldError("A header is missing", resource=where, why=", ".join(sorted(missing)))
    stamp = header["published"]
    published = datetime.fromisoformat(stamp) if "T" in stamp else date.fromisoformat(stamp)
    day = published.date() if isinstance(published, datetime) else published
    body = "\n\n".join(x.strip() for x in parts[1].splitlines() if x.strip())
    marked = _read_marks(body, where)
    answers: dict[tuple[str, int], str] = {}
    for line in parts[2].splitlines():
        if not line.strip() or line.startswith("//"):
            continue
        found = _ANSWER.match(line.strip())
        if not found or (found[1], int(found[2])) in answers:
            raise GoldError(
                "An answer line isn't mN: or qN:, or comes twice", resource=where, why=line
            )
        answers[found[1], int(found[2])] = found[3]
    told_q = {n for k, n in answers if k == "q"}
    told_m = {n for k, n in answers if k == "m"}
    for letters, told in (("c", told_q), ("qs", told_q), ("m", told_m), ("dl", told_m)):
        seen = set().union(*(marked.numbers(x) for x in letters))
        if (letters in "cm" and seen != told) or not seen <= told:
            raise GoldError(
                "Marks and answers differ", resource=where, why=f"{letters}: {sorted(seen ^ told)}"
            )
    inner = markup._Marks({("t" if k == "m" else k, n): s for (k, n), s in marked.spans.items()})
    quotes: list[GoldQuote] = []
    meetings: list[GoldMeeting] = []
    roles: list[dict[str, str]] = []
    numbers = sorted(told_m)
    for n in sorted(told_q):
        quotes.append(markup._quote(where, n, answers["q", n], marked.text, inner))
    for n in numbers:
        line = answers["m", n]
        head = line.split("|")[0]
        roles.append(
            {
                re.sub(r"\(\w+\)|\?", "", x.split("[")[0].split("=")[0]).strip(): found[1]
                for x in head.split(" + ")
                if (found := _ROLE.search(x))
            }
        )
        line = _ROLE.sub("", head) + line[len(head) :]
        meetings.append(markup._meeting(where, n, line, inner))
    item = GoldItem(
        id=where,
        phenomenon=header["genre"],
        text=marked.text,
        published=day,
        quotes=tuple(quotes),
        meetings=tuple(meetings),
    )
    return CorpusArticle(
        item=item,
        hand=hand,
        genre=header["genre"],
        region=header["region"],
        outlet=header["outlet"],
        title=header["title"],
        published=published,
        triggers=tuple(marked.of("m", n) for n in numbers),
        days=tuple(marked.of("d", n) for n in numbers),
        places=tuple(marked.of("l", n) for n in numbers),
        roles=tuple(roles),
        references=tuple(sorted(marked.references, key=lambda r: r.span)),
    )


def read_corpus(folder: Path) -> list[CorpusArticle]:
    """Every article under `folder` (seeds/corpus), by hand and name.

    Raises:
        GoldError: the first file that can't be read right.
    """
    return [
        read_article(f.read_text(encoding="utf-8"), hand=f.parent.name, name=f.stem)
        for f in sorted(folder.glob("*/*.txt"))
    ]


def faults(article: CorpusArticle) -> Iterator[str]:
    """What a validator objects to in one article, a sentence each."""
    text, item = article.item.text, article.item
    words = set(re.findall(r"[\w’'-]+", text.lower()))
    words |= {w.removesuffix("'s").removesuffix("’s") for w in words}
    words |= {p for w in words for p in w.split("-")}

    def unknown(name: str) -> list[str]:
        told = re.findall(r"[\w’'-]+", name.lower())
        return [w for w in told if w not in words and w.rstrip("s") not in words]

    for n, quote in enumerate(item.quotes, 1):
        for name in (quote.speaker_name or "").split(" and "):
            if name and (lost := unknown(name)):
                yield f"quote {n}: the speaker {name!r} does not stand in the text ({lost})"
        if (
            quote.speaker_name is None
            and quote.speaker_kind == "anonymous"
            and not quote.speaker_desc
        ):
            yield f"quote {n}: an anonymous speaker needs desc="
        if quote.via and unknown(quote.via):
            yield f"quote {n}: via {quote.via!r} does not stand in the text"
        for start, end in quote.content:
            if text[start:end] != text[start:end].strip():
                yield f"quote {n}: the content begins or ends in a blank"
    for n, meeting in enumerate(item.meetings, 1):
        if sum(not p.optional for p in meeting.participants) < 1 or len(meeting.participants) < 2:
            yield f"meeting {n}: fewer than two parties"
        for party in meeting.participants:
            if all(unknown(x) for x in (party.name, *party.also)):
                lost = unknown(party.name)
                yield f"meeting {n}: {party.name!r} does not stand in the text ({lost})"
        if meeting.place and all(x not in text for x in (meeting.place, *meeting.place_alts)):
            yield f"meeting {n}: the place {meeting.place!r} does not stand in the text"
        if article.places[n - 1] and not meeting.place:
            yield f"meeting {n}: a place is marked and none told"
        if meeting.place and not article.places[n - 1]:
            yield f"meeting {n}: place {meeting.place!r} told, no {{l}} marked"
        if article.days[n - 1] and meeting.start is None and not meeting.time_optional:
            yield f"meeting {n}: a day is marked and none told"
        for start, end in article.days[n - 1]:
            named = [d for d in _WEEKDAYS if re.search(rf"\b{d}\b", text[start:end].lower())]
            if (
                len(named) == 1
                and meeting.precision == "day"
                and meeting.start == meeting.end
                and meeting.start
                and _WEEKDAYS[meeting.start.weekday()] != named[0]
                and meeting.status not in ("postponed", "scheduled")
            ):
                yield (
                    f"meeting {n}: {text[start:end]!r} is told as {meeting.start}, "
                    f"a {_WEEKDAYS[meeting.start.weekday()].title()}"
                )
    names = {p.name for m in item.meetings for p in m.participants} | {
        q.speaker_name for q in item.quotes if q.speaker_name
    }
    for reference in article.references:
        for name in reference.names:
            if name not in names and unknown(name):
                words_ = text[slice(*reference.span)]
                yield f"reference {words_!r}: {name!r} does not stand in the text"


def _shared(articles: list[CorpusArticle]) -> Iterator[str]:
    """Runs of eight words that two articles share: templates teach nothing."""
    seen: dict[tuple[str, ...], str] = {}
    pairs: Counter[tuple[str, str]] = Counter()
    sample: dict[tuple[str, str], str] = {}
    for article in articles:
        words = re.findall(r"\w+", article.item.text.lower())
        for i in range(len(words) - 8):
            run = tuple(words[i : i + 8])
            first = seen.setdefault(run, article.item.id)
            if first != article.item.id:
                pairs[first, article.item.id] += 1
                sample.setdefault((first, article.item.id), " ".join(run))
    for (a, b), count in pairs.most_common(20):
        if count > 3:
            yield f"{a} and {b} share {count} runs of eight words: {sample[a, b]!r}"


def summary(articles: Iterable[CorpusArticle]) -> str:
    """Counts by hand and genre, and the shares that the corpus is meant to keep."""
    rows = list(articles)
    lengths = [len(a.item.text.split()) for a in rows]
    lines = [
        f"{len(rows)} articles, {sum(lengths)} words, "
        f"{sum(x >= 400 for x in lengths)} of 400 words or more, "
        f"{sum(not any(not m.optional for m in a.item.meetings) for a in rows)} without a meeting",
        f"{sum(len(a.item.meetings) for a in rows)} meetings, "
        f"{sum(len(a.item.quotes) for a in rows)} quotes, "
        f"{sum(len(a.references) for a in rows)} reference links",
    ]
    for label in ("hand", "genre", "region"):
        count = Counter(getattr(a, label) for a in rows)
        lines.append(f"{label}: " + ", ".join(f"{k} {v}" for k, v in count.most_common()))
    status = Counter(m.status for a in rows for m in a.item.meetings)
    lines.append("status: " + ", ".join(f"{k} {v}" for k, v in status.most_common()))
    return "\n".join(lines)


def main(paths: list[str]) -> int:
    """`python -m readout.evaluation.corpus FILE_OR_FOLDER …`: validate, count, exit 1 on faults."""
    files = [f for p in map(Path, paths) for f in (sorted(p.rglob("*.txt")) if p.is_dir() else [p])]
    good: list[CorpusArticle] = []
    bad = 0
    for file in files:
        try:
            article = read_article(
                file.read_text(encoding="utf-8"), hand=file.parent.name, name=file.stem
            )
        except (GoldError, ValueError, AttributeError) as fault:
            print(f"{file}: {fault}")
            bad += 1
            continue
        good.append(article)
        for fault_text in faults(article):
            print(f"{file}: {fault_text}")
            bad += 1
    for fault_text in _shared(good):
        print(fault_text)
        bad += 1
    print(summary(good))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
