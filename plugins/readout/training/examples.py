"""Articles with gold as training examples: which token is what.

A participant's mentions are found by their names (whole, or by a word of it where no longer
name of somebody else stands around it) and by the reference links of the corpus.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc

from readout.evaluation.corpus import CorpusArticle
from readout.evaluation.gold import GoldItem, GoldQuote
from readout.extraction.decide.quotes import find_quotes
from readout.extraction.decide.scene import Clues, first_word, scene_of_document
from readout.extraction.document import Document
from readout.extraction.find.people.names import is_title
from readout.extraction.resolve.references import References
from readout.learned.features import Scene
from readout.learned.wordpieces import WordPieces
from readout.model import Span
from readout.text.normalise import same_length

STATUSES = (
    *("possible", "likely", "scheduled", "under_way", "held", "postponed", "cancelled", "denied"),
)
FORMATS = ("in_person", "call", "video", "mixed")
_PARTS = 6  # of which one is held out
_SMALL = frozenset(
    {"the", "of", "and", "for", "a", "an", "in", "de", "van", "den", "der", "von", "da", "al"}
    | {"el", "bin", "di", "la", "le", "du", "dos", "st", "’s", "'s", "s"}
)
_CARRYING = frozenset({"NOUN", "PROPN", "PRON", "NUM"})


@dataclass(slots=True)
class Example:
    """One article: its scene and the answers by token.

    `trigger[i]`: 1 where an occasion is told, 0 for none, -1 to leave out; `tellings[i]` which
    ones, several where one word tells of separate ones. `occasions[n]` has
    status, format, optional. `parties[n]`, `days[n]`, `places[n]`: token sets. `links`: tokens
    that stand for somebody → tokens of names that are right. `names`: tokens that end a name.
    `link_clues`, `party_clues`: what the rules say of each. `reports`: what the rules propose as
    quotes: token of the cue, first of the content, right.
    """

    id: str
    hand: str
    genre: str
    region: str
    scene: Scene
    trigger: npt.NDArray[np.int32]
    tellings: dict[int, set[int]]
    occasions: list[tuple[int, int, bool]]
    parties: list[set[int]]
    optional_parties: list[set[int]]
    days: list[set[int]]
    places: list[set[int]]
    links: list[tuple[int, frozenset[int]]] = field(default_factory=list)
    names: frozenset[int] = frozenset()
    reports: list[tuple[int, int, int]] = field(default_factory=list)
    link_clues: list[dict[int, tuple[float, ...]]] = field(default_factory=list)
    party_clues: dict[int, npt.NDArray[np.float32]] = field(default_factory=dict)


def held_out(articles: Sequence[CorpusArticle]) -> set[str]:
    """Ids of the sixth that calibrates: by their digest, so that more articles move none."""
    return {
        a.item.id
        for a in articles
        if int(hashlib.sha256(a.item.id.encode()).hexdigest(), 16) % _PARTS == 0
    }


def tokens_in(doc: Doc, span: Span) -> range:
    """The tokens that a character span touches."""
    found = doc.char_span(*span, alignment_mode="expand")
    return range(found.start, found.end) if found is not None else range(0)


def head_of(doc: Doc, tokens: range) -> int:
    """The syntactic head of a run of tokens."""
    return doc[tokens.start : tokens.stop].root.i


def _words(name: str) -> list[str]:
    return [w for w in re.findall(r"[\w’'.-]+", name) if w]


class Mentions:
    """Where each gold name stands in the text, as token ranges."""

    def __init__(self, doc: Doc, names: dict[str, str]) -> None:
        self.doc = doc
        self._low = [t.lower_.strip(".'’") for t in doc]
        self.of: dict[str, list[range]] = {n: [] for n in names}
        taken: dict[int, str] = {}
        # Whole names first, the longest first, so that a shared surname goes to its owner.
        for name in sorted(names, key=lambda n: -len(n)):
            for found in self._whole(name):
                if all(i not in taken for i in found):
                    self.of[name].append(found)
                    for i in found:
                        taken[i] = name
        owners: dict[str, list[str]] = {}
        for name, kind in names.items():
            if kind != "person":
                continue
            words = [w for x in _words(name) for w in x.lower().strip(".").split("-") if len(w) > 2]
            for word in words:
                if word not in _SMALL:
                    owners.setdefault(word, []).append(name)
        last: dict[str, int] = {}
        for i, token in enumerate(doc):
            if i in taken:
                last[taken[i]] = i
                continue
            if not token.text[:1].isupper() or self._low[i] not in owners:
                continue
            before = doc[i - 1] if i else None
            if (
                before is not None
                and i - 1 not in taken
                and before.pos_ == "PROPN"
                and before.ent_type_ == "PERSON"
                and before.text[0].isupper()
                and not is_title(before)
            ):
                continue  # another person of that surname, whose name is no gold name
            mine = max(owners[self._low[i]], key=lambda n: last.get(n, -1))
            self.of[mine].append(range(i, i + 1))
            taken[i] = mine
            last[mine] = i
        for name in self.of:
            self.of[name].sort(key=lambda r: r.start)
        self.taken = taken

    def _whole(self, name: str) -> list[range]:
        words = [t.lower().strip(".'’") for t in re.findall(r"[\w’'.]+|-", name)]
        words = [w for w in words if w]
        spelled = "".join(words)
        if not spelled:
            return []
        found = []
        low = self._low
        i = 0
        while i < len(low):
            if low[i] and spelled.startswith(low[i]):
                j, built = i, ""
                while (
                    j < len(low)
                    and len(built) < len(spelled)
                    and spelled.startswith(built + low[j])
                ):
                    built += low[j]
                    j += 1
                if built == spelled:
                    found.append(range(i, j))
                    i = j
                    continue
            i += 1
        return found


def read_document(text: str, published: date | None) -> Document:
    """Parse a text as the extraction does."""
    return Document.read(same_length(text), published)


def _anchor(document: Document, quote: GoldQuote, mentions: Mentions) -> int | None:
    """The token whose words stand for a quote's speaker: the head of its source, else the first
    word of its content; None where the source is the name itself."""
    doc = document.doc
    for span in quote.source:
        run = tokens_in(doc, span)
        if run:
            return None if any(i in mentions.taken for i in run) else head_of(doc, run)
    return first_word(document, quote.content[0])


def _reports(document: Document, item: GoldItem) -> list[tuple[int, int, int]]:
    """Each report of speech that the rules propose, with whether a gold quote is as good as it
    (half of the words of both are shared); those that meet an optional one are left out."""
    doc = document.doc

    def words(spans: Iterable[Span]) -> set[int]:
        return {i for s in spans for i in tokens_in(doc, s) if doc[i].text[:1].isalnum()}

    gold = [(words(q.content), q.optional) for q in item.quotes]
    gold = [g for g in gold if g[0]]
    found: list[tuple[int, int, int]] = []
    for report in document.reports:
        if report.kind != "speech":
            continue
        mine = words(report.content)
        first = first_word(document, report.content[0])
        if not mine or first is None:
            continue
        best = max(gold, key=lambda g: len(g[0] & mine) / len(g[0] | mine), default=None)
        share = len(best[0] & mine) / len(best[0] | mine) if best else 0.0
        if best and share >= 0.5 and best[1]:
            continue
        cue = report.cue.i if report.cue is not None else first
        found.append((cue, first, int(share >= 0.5)))
    return found


def example_of(article: CorpusArticle, wordpieces: WordPieces) -> Example:
    """One article of the corpus as an example."""
    item = article.item
    document = read_document(item.text, item.published)
    references = References(document)
    quotes = find_quotes(document, references)
    clues = Clues(document, references, quotes)
    doc, scene = document.doc, scene_of_document(document, wordpieces)
    names: dict[str, str] = {}
    for meeting in item.meetings:
        for party in meeting.participants:
            for name in (party.name, *party.also):
                names.setdefault(name, party.type)
    for quote in item.quotes:
        for name in (quote.speaker_name or "").split(" and "):
            if name:
                names.setdefault(name, "person" if quote.speaker_kind == "person" else "org")
    for reference in article.references:
        for name in reference.names:
            names.setdefault(name, "person" if name[:1].isupper() else "group")
    mentions = Mentions(doc, names)
    pointing: dict[str, list[range]] = {}
    for reference in article.references:
        run = tokens_in(doc, reference.span)
        if run:
            for name in reference.names:
                pointing.setdefault(name, []).append(run)
    trigger = np.zeros(len(doc), np.int32)
    tellings: dict[int, set[int]] = {}
    heads: list[tuple[int, int]] = []
    occasions, parties, maybe, days, places = [], [], [], [], []
    for n, meeting in enumerate(item.meetings):
        for span in article.triggers[n]:
            run = tokens_in(doc, span)
            if not run:
                continue
            head = head_of(doc, run)
            for i in run:
                if trigger[i] == 0:
                    trigger[i] = -1
            heads.append((head, n))
        occasions.append(
            (
                STATUSES.index(meeting.status),
                FORMATS.index(meeting.format or "in_person"),
                meeting.optional,
            )
        )
        wanted: set[int] = set()
        spare: set[int] = set()
        for party in meeting.participants:
            for name in (party.name, *party.also):
                for run in (*mentions.of.get(name, ()), *pointing.get(name, ())):
                    (spare if party.optional else wanted).update(run)
        # Titles before a name and small words of a phrase are neither right nor wrong.
        sure = {i for i in wanted if doc[i].pos_ in _CARRYING}
        for i in sorted(sure):
            j = i - 1
            while (
                j >= 0
                and j not in wanted
                and doc[j].text[:1].isupper()
                and doc[j].pos_ in _CARRYING
            ):
                spare.add(j)
                j -= 1
        parties.append(sure)
        maybe.append((spare | wanted) - sure)
        days.append({i for s in article.days[n] for i in tokens_in(doc, s) if scene.temporal[i]})
        places.append({i for s in article.places[n] for i in tokens_in(doc, s) if scene.nominal[i]})
    for head, n in heads:
        word = _word_of(doc, head, [h for h, _ in heads])
        trigger[word] = 1
        tellings.setdefault(word, set()).add(n)
    ends = {run.stop - 1 for runs in mentions.of.values() for run in runs}
    ends |= clues.ends.keys()
    links: list[tuple[int, frozenset[int]]] = []
    for reference in article.references:
        run = tokens_in(doc, reference.span)
        if not run or len(reference.names) != 1:
            continue
        right = {
            r.stop - 1 for r in mentions.of.get(reference.names[0], ()) if r.stop - 1 not in run
        }
        if right:
            links.append((head_of(doc, run), frozenset(right)))
    # Bodies and groups told by a common noun of their own name stand for nobody else.
    linked = {a for a, _ in links}
    for meeting in item.meetings:
        for party in meeting.participants:
            if party.type == "person":
                continue
            for run in mentions.of.get(party.name, ()):
                head = head_of(doc, run)
                if head not in linked:
                    linked.add(head)
                    links.append((head, frozenset()))
    linked = {a for a, _ in links}
    for quote in item.quotes:
        anchor = _anchor(document, quote, mentions)
        if anchor is None or anchor in linked:
            continue
        linked.add(anchor)
        named = quote.speaker_name if quote.speaker_kind in {"person", "org"} else None
        if named is not None and " and " in named:
            continue
        right = {r.stop - 1 for r in mentions.of.get(named or "", ())}
        if right or named is None:
            links.append((anchor, frozenset(right)))
    order = sorted(ends)
    return Example(
        id=item.id,
        hand=article.hand,
        genre=article.genre,
        region=article.region,
        scene=scene,
        trigger=trigger,
        tellings=tellings,
        occasions=occasions,
        parties=parties,
        optional_parties=maybe,
        days=days,
        places=places,
        links=links,
        names=frozenset(ends),
        reports=_reports(document, item),
        link_clues=[
            {e: tuple(c) for e, c in zip(order, clues.of_links(a, order), strict=True)}
            for a, _ in links
        ],
        party_clues={i: clues.of_parties(i, len(doc)) for i in tellings},
    )


_TELLING = frozenset({"VERB", "NOUN", "AUX"})


def _word_of(doc: Doc, head: int, others: Sequence[int]) -> int:
    """The word that tells of an occasion marked at `head`: the same, or, where that is only a
    preposition or a name ("met A, and then B"), the verb or noun of the sentence that tells of the
    first one; at run time `separate` makes several meetings of it."""
    if doc[head].pos_ in _TELLING:
        return head
    sentence = doc[head].sent
    here = [i for i in others if sentence.start <= i < sentence.end and doc[i].pos_ in _TELLING]
    before = [i for i in here if i < head]
    return max(before) if before else min(here, default=head)


def from_gate(item: GoldItem, hand: str) -> CorpusArticle:
    """An article of the gate as one of the corpus: its days and places are looked up in the
    sentences of its triggers, since the gate's form doesn't mark them."""
    document = read_document(item.text, item.published)
    doc, times = document.doc, document.times
    days: list[tuple[Span, ...]] = []
    places: list[tuple[Span, ...]] = []
    for meeting in item.meetings:
        told: list[Span] = []
        where: list[Span] = []
        for span in meeting.trigger:
            run = tokens_in(doc, span)
            if not run:
                continue
            sentence = doc[run.start].sent
            for expression, _ in times.in_sentence(sentence):
                for tense in ("past", "future", "present"):
                    when = times.resolved(expression, sentence, tense)
                    if (
                        when
                        and meeting.start
                        and when.start == meeting.start
                        and when.end == meeting.end
                    ):
                        told.append(expression.span)
                        break
            for name in (meeting.place, *meeting.place_alts):
                at = sentence.text.find(name) if name else -1
                if name and at >= 0:
                    where.append((sentence.start_char + at, sentence.start_char + at + len(name)))
                    break
        days.append(tuple(told))
        places.append(tuple(where))
    assert item.published is not None
    return CorpusArticle(
        item=item,
        hand=hand,
        genre=item.phenomenon,
        region="global",
        outlet="",
        title="",
        published=item.published,
        triggers=tuple(m.trigger for m in item.meetings),
        days=tuple(days),
        places=tuple(places),
        roles=tuple({} for _ in item.meetings),
        references=(),
    )
