"""Who is told to have met, over mini-articles put together from parts: who leads in, how it is said
who met, who is met, what stands around, names of many cultures. Each part is drawn by itself, so a
fault shows at the part that makes it, and at pairs of parts.

    python -m bench.parties --count 1200 --seed 7 [--show wrong.txt]
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from readout.model import MeetingMention

DAY = date(2024, 5, 15)

# country | adjective | town | given names of men | of women | surnames; "+": the family name goes
# first, "1": a single name.
_PEOPLES = """
Armenia|Armenian|Gyumri|Hayk,Tigran|Anahit,Lusine|Torosian,Ter-Minasyan,Vardanyan
Sudan|Sudanese|Kassala|Osman,Idris|Amal,Hanan|al-Tayeb,Abdelrahim,Khalafalla
Peru|Peruvian|Arequipa|Óscar,Edilberto|Rosa,Ximena|Huamaní,Quispe,Salcedo
South Korea|South Korean|Busan|Jae-hyun,Dong-wook|Min-seo,Ye-jin|Park+,Seok+,Hwang+
Indonesia|Indonesian|Medan|Sutomo,Wiranegara|Megasari,Wulandari|1
Belgium|Belgian|Antwerp|Pieter,Joost|Marijke,Femke|van der Meer,de Vries,Hofstra
Brazil|Brazilian|Recife|João,Otávio|Beatriz,Luiza|da Cunha,Prates,dos Anjos
Nigeria|Nigerian|Kaduna|Tunde,Chinedu|Ngozi,Amina|Bello-Osagie,Adeyinka,Okwuosa
France|French|Lyon|Jean-Luc,Étienne|Hélène,Odile|de Villeray,Morvan,Saint-Clair
Turkey|Turkish|Izmir|Orhan,Emre|Zeynep,Elif|Bayraktar,Yıldırım,Karaca
Japan|Japanese|Nagoya|Fumihiko,Toshio|Haruka,Naoko|Kishimoto,Motoki,Asahara
Ireland|Irish|Galway|Declan,Fergal|Aoife,Niamh|O'Rourke,Mac Giolla,Tierney
Iraq|Iraqi|Basra|Karim,Salih|Zainab,Noor|Abdul-Rahman,Barzinji,al-Dulaimi
Poland|Polish|Gdańsk|Tadeusz,Zbigniew|Ewa,Małgorzata|Wolny,Kościelny,Sikora
India|Indian|Pune|Vikas,Rajeev|Sushila,Meera|Trivedi,Iyer,Chatterjee
Kenya|Kenyan|Kisumu|Kipchumba,Otieno|Wanjiku,Achieng|Odhiambo,Mwangi,Kiplagat
"""
# Title before a name | the office as a noun | the head of it that stands alone
_NATIONAL = (
    "President|president|president",
    "Prime Minister|prime minister|premier",
    "Foreign Minister|foreign minister|foreign minister",
    "Finance Minister|finance minister|finance minister",
    "Interior Minister|interior minister|interior minister",
    "Energy Minister|energy minister|energy minister",
    "Health Minister|health minister|health minister",
)
_HOME = (
    "Mayor|mayor|mayor",
    "Governor|governor|governor",
    "Bishop|bishop|bishop",
    "Speaker|speaker|speaker",
    "Attorney General|attorney general|attorney general",
)
_HEADED = ("the port authority", "the central bank", "the nurses' union", "the chamber of commerce")
_BODIES = ("the teachers' union", "the employers' federation", "the miners' union")
_BODY_KEYS = {"the teachers' union": "teachers", "the employers' federation": "employers"}
_DID = ("said the harvest had been poor", "offered to resign", "won a second term in March")
_BACKGROUND = (
    "Exports fell by a third last year.",
    "The law was passed in 2019.",
    "The railway has been closed since the floods.",
)


@dataclass(frozen=True)
class Nation:
    """A country and the names that are common there."""

    name: str
    adjective: str
    town: str
    men: tuple[str, ...]
    women: tuple[str, ...]
    surnames: tuple[str, ...]


@dataclass(frozen=True)
class Who:
    """Somebody with an office; `last` is what a second mention says."""

    name: str
    last: str
    sex: str
    nation: Nation
    title: str
    office: str
    head: str

    @property
    def titled(self) -> str:
        return f"{self.title} {self.name}"

    @property
    def described(self) -> str:
        return f"{self.nation.name}'s {self.office}"

    def word(self, he: str, she: str) -> str:
        return he if self.sex == "m" else she


@dataclass(frozen=True)
class Gold:
    """A meeting of the text: who must be told, who may be. A person by name, a body by a word."""

    parties: tuple[str, ...]
    may: tuple[str, ...] = ()


@dataclass
class Case:
    """A mini-article; `levels` are the parts it was put together from."""

    text: str
    main: Gold
    others: list[Gold]
    levels: dict[str, str] = field(default_factory=dict)


def nations() -> list[Nation]:
    """The countries of the table."""
    rows = (line.split("|") for line in _PEOPLES.strip().splitlines())
    return [
        Nation(a, b, c, *(tuple(x.split(",")) for x in rest))  # type: ignore[arg-type]
        for a, b, c, *rest in rows
    ]


class Cast:
    """The people of one article: each name, and each office at home, once."""

    def __init__(self, rnd: random.Random) -> None:
        self.rnd = rnd
        self._nations = nations()
        rnd.shuffle(self._nations)
        self._titles = {False: [*_NATIONAL], True: [*_HOME]}
        for titles in self._titles.values():
            rnd.shuffle(titles)

    def one(self, *, home: bool = False, office: str = "", sex: str = "") -> Who:
        """Somebody of a country that nobody else is of, with an office that nobody else has."""
        nation = self._nations.pop()
        sex = sex or self.rnd.choice("mf")
        given = self.rnd.choice(nation.men if sex == "m" else nation.women)
        last = self.rnd.choice(nation.surnames)
        if last == "1":
            name = last = given
        elif last.endswith("+"):
            last = last[:-1]
            name = f"{last} {given}"
        else:
            name = f"{given} {last}"
        title = office or self._titles[home].pop()
        return Who(name, last, sex, nation, *title.split("|"))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


# ------------------------------------------------------------ who leads in

Leading = tuple[str, str, tuple[str, ...], tuple[str, ...]]
"""A sentence before, the subject, who is meant, who may be told besides."""


def _subject(form: str, s: Who, cast: Cast, rnd: random.Random) -> Leading:
    did = rnd.choice(_DID)
    before = f"{s.titled} {did}."
    told = (s.name,)
    if form == "title name":
        return "", s.titled, told, ()
    if form == "name, office,":
        return "", f"{s.name}, the {s.office} of {s.nation.name},", told, ()
    if form == "office, name,":
        return "", f"{s.described}, {s.name},", told, ()
    if form == "name, age,":
        return "", f"{s.titled}, {rnd.randint(41, 79)},", told, ()
    if form == "name, who,":
        return "", f"{s.titled}, who took office in May,", told, ()
    if form == "surname":
        return before, s.last, told, ()
    if form == "title surname":
        return before, f"{s.title} {s.last}", told, ()
    if form == "the office":
        return before, f"the {s.head}", told, ()
    if form == "pronoun":
        return before, s.word("he", "she"), told, ()
    if form == "nation's leader":
        return (
            f"{_capital(s.described)}, {s.name}, {did}.",
            f"the {s.nation.adjective} leader",
            told,
            (),
        )
    if form == "nation's office":
        return (
            f"{_capital(s.described)}, {s.name}, {did}.",
            f"the {s.nation.adjective} {s.office}",
            told,
            (),
        )
    if form == "body":
        body = rnd.choice(_BODIES[:2])
        return "", body, (_BODY_KEYS[body],), ()
    if form == "delegation led by":
        return "", f"a delegation led by {s.titled}", told, ("delegation",)
    other = cast.one()
    return "", f"{s.titled} and {other.titled}", (s.name, other.name), ()


SUBJECTS = (
    *("title name", "name, office,", "office, name,", "name, age,", "name, who,", "surname"),
    *("title surname", "the office", "pronoun", "nation's leader", "nation's office", "body"),
    *("delegation led by", "two joined"),
)
_PERSONAL = {"body", "two joined", "delegation led by"}


# ------------------------------------------------------------ who is met


def _object(form: str, s: Who, personal: bool, cast: Cast, rnd: random.Random) -> Leading:
    his = s.word("his", "her") if personal else "their"
    if form == "counterpart":
        one = cast.one(office=f"{s.title}|{s.office}|{s.head}")
        if not personal:
            return "", f"the {one.nation.adjective} {one.office}, {one.name},", (one.name,), ()
        return "", f"{his} {one.nation.adjective} counterpart, {one.name},", (one.name,), ()
    home = rnd.random() < 0.4
    a = cast.one(home=home)
    theirs = f"{a.nation.town}'s" if home else f"{a.nation.name}'s"
    if form == "title name":
        return "", a.titled, (a.name,), ()
    if form == "office, name":
        return "", f"{theirs} {a.office}, {a.name},", (a.name,), ()
    if form == "the office, name":
        return "", f"the {a.office}, {a.name},", (a.name,), ()
    if form == "name, head of":
        return "", f"{a.name}, the head of {rnd.choice(_HEADED)},", (a.name,), ()
    if form == "head of, name":
        return "", f"the head of {rnd.choice(_HEADED)}, {a.name},", (a.name,), ()
    if form == "surname":
        return f"{a.titled} {rnd.choice(_DID)}.", a.last, (a.name,), ()
    if form == "nation's office":
        b = cast.one()
        before = f"{_capital(b.described)}, {b.name}, {rnd.choice(_DID)}."
        return before, f"the {b.nation.adjective} {b.office}", (b.name,), ()
    if form == "body":
        return "", "the miners' union", ("miners",), ()
    if form == "two bodies":
        return "", "the miners' union and the shipowners' association", ("miners", "shipowners"), ()
    if form == "officials from":
        return "", f"officials from {a.nation.name}", (a.nation.name,), ()
    b = cast.one(home=rnd.random() < 0.4)
    both = (a.name, b.name)
    if form == "two titles":
        return "", f"{a.titled} and {b.titled}", both, ()
    if form == "the office, name, and title name":
        return "", f"the {a.office}, {a.name}, and {b.titled}", both, ()
    if form == "name, office, and name, office":
        return "", f"{a.name}, the party's chair, and {b.name}, its treasurer,", both, ()
    if form == "predecessor, name, and the office, name":
        text = f"{his} predecessor as party chair, {a.name}, and the party's treasurer, {b.name},"
        return "", text, both, ()
    if form == "title name and body":
        return "", f"{a.titled} and the miners' union", (a.name, "miners"), ()
    c = cast.one(home=rnd.random() < 0.4)
    if form == "three titles":
        return "", f"{a.titled}, {b.titled} and {c.titled}", (*both, c.name), ()
    text = f"the {a.office}, {a.name}, {b.titled} and the head of {rnd.choice(_HEADED)}, {c.name},"
    return "", text, (*both, c.name), ()


OBJECTS = (
    *("title name", "office, name", "the office, name", "name, head of", "head of, name"),
    *("counterpart", "surname", "nation's office", "body", "two bodies", "officials from"),
    *("two titles", "the office, name, and title name", "name, office, and name, office"),
    *("predecessor, name, and the office, name", "title name and body", "three titles"),
    "three mixed",
)

# ------------------------------------------------------------ how it is said

# {s} who leads in, {o} who is met, {day}, {town}
VERBS = {
    "met": "{s} met {o} on {day}.",
    "met with": "{s} met with {o} in {town} on {day}.",
    "hosted": "{s} hosted {o} on {day} at {his} office.",
    "received": "{s} received {o} at the palace on {day}.",
    "held talks with": "{s} held talks with {o} on {day}.",
    "sat down with": "{s} sat down with {o} on {day}.",
    "was received by": "{s} {was} received by {o} on {day}.",
    "will meet": "{s} will meet {o} on {day}.",
    "had met": "{s} had met {o} in {town} last month.",
    "by phone": "{s} spoke by phone with {o} on {day}.",
    "dined with": "{s} dined with {o} in {town} on {day}.",
    "went for talks": "{s} went to {town} on {day} for talks with {o}.",
    "on day": "On {day} {s} met {o} in {town}.",
    "talks between": "Talks between {s} and {o} took place in {town} on {day}.",
    "after meeting": "{s} left {town} on {day} after meeting {o}.",
}
_DAYS = ("Monday", "Tuesday", "Thursday", "Sunday")

AROUND = (
    *("nothing", "background before", "background after", "speaker before", "speaker after"),
    *("others met before", "others met after", "others will meet after", "same met before"),
    *("same will meet after", "same met after", "same and chain after", "cause after"),
    *("who met another", "before sitting down", "who came"),
)
AGAIN = ("surname", "the office", "pronoun", "nation's office")


def _said(pattern: str, s: str, o: str, his: str, plural: bool, rnd: random.Random) -> str:
    nation = rnd.choice(nations())
    text = pattern.format(
        s=s, o=o, his=his, was="were" if plural else "was", day=rnd.choice(_DAYS), town=nation.town
    )
    return _capital(text.replace(",.", ".").replace(", .", "."))


def _others(cast: Cast, rnd: random.Random, will: bool) -> tuple[str, Gold]:
    a, b = cast.one(home=rnd.random() < 0.5), cast.one(home=True)
    verb = rnd.choice(("will meet", "is to meet")) if will else rnd.choice(("met", "received"))
    day = rnd.choice(("on Friday", "on Saturday")) if will else "on Monday"
    return f"{a.titled} {verb} {b.titled} {day}.", Gold((a.name, b.name))


def _again(form: str, s: Who) -> str:
    if form == "pronoun":
        return s.word("he", "she")
    if form == "the office":
        return f"the {s.head}"
    return f"the {s.nation.adjective} {s.office}" if form == "nation's office" else s.last


def _around(around: str, again: str, s: Who, cast: Cast, main: str) -> tuple[list[str], list[Gold]]:
    """The main sentence among the others that stand around it, and who meets in those."""
    rnd = cast.rnd
    if around == "nothing":
        return [main], []
    if around.startswith("background"):
        line, told = rnd.choice(_BACKGROUND), []
    elif around.startswith("speaker"):
        line, told = f"{cast.one(home=True).titled} said the talks were long overdue.", []
    elif around == "cause after":
        line = f"The dispute began when {cast.one(home=True).titled} closed the road in April."
        told = []
    elif around.startswith("others"):
        line, other = _others(cast, rnd, "will" in around)
        told = [other]
    elif around == "who came":
        line, told = "Both sides called the conversation useful.", []
    else:
        x = cast.one()
        told = [Gold((s.name, x.name))]
        if around == "same met before":
            line = f"{s.titled} received {x.titled} on Saturday."
        elif around == "same will meet after":
            line = f"{again} will meet {x.described}, {x.name}, on Friday."
        elif around == "same met after":
            line = f"{again} last month also went to {x.nation.town} for talks with {x.titled}."
        elif around == "before sitting down":
            he = s.word("he", "she")
            return [f"{main[:-1]} before {he} sat down with {x.described}, {x.name}."], told
        else:
            y = cast.one(home=True)
            line = (
                f"The day before, {again} dined with {x.described}, {x.name}, who received "
                f"{y.titled} separately."
            )
            told.append(Gold((x.name, y.name)))
    line = _capital(line)
    return [line, main] if around.endswith("before") else [main, line], told


def made(rnd: random.Random, levels: dict[str, str] | None = None) -> Case:
    """One mini-article; `levels` fixes some of its parts."""
    want = levels or {}
    subject = want.get("subject") or rnd.choice(SUBJECTS)
    verb = want.get("verb") or rnd.choice(list(VERBS))
    target = want.get("object") or rnd.choice(OBJECTS)
    around = want.get("around") or rnd.choice(AROUND)
    again = want.get("again") or rnd.choice(AGAIN)
    personal = subject not in _PERSONAL
    if not personal and around.startswith(("same", "who met", "before sitting")):
        around = "nothing"
    if verb == "talks between" and around in {"who met another", "before sitting down"}:
        verb = "met"
    cast = Cast(rnd)
    leader = subject == "nation's leader"
    s = cast.one(office=rnd.choice(_NATIONAL[:2]) if leader else "")
    before, who, told, may = _subject(subject, s, cast, rnd)
    lead, whom, met, _ = _object(target, s, personal, cast, rnd)
    others: list[Gold] = []
    if around == "who met another":
        x = cast.one()
        who = f"{who.rstrip(',')}, who received {x.titled} in June,"
        others, around_ = [Gold((s.name, x.name))], "nothing"
        if subject in {"pronoun", "name, who,"}:
            who, others, around = s.titled, [], "nothing"
            before = ""
    else:
        around_ = around
    his = s.word("his", "her") if personal else "their"
    main = _said(VERBS[verb], who, whom, his, subject == "two joined", rnd)
    lines, more = _around(around_, _again(again, s), s, cast, main)
    start = [x for x in (lead, before) if x]
    at = lines.index(main) if main in lines else 0
    # What is told of others stands before the leading in, so that the office is the one told last.
    text = [*lines[:at], *start, *lines[at:]]
    levels = {"subject": subject, "verb": verb, "object": target, "around": around}
    if around.startswith("same") and around.endswith("after"):
        levels["again"] = again
    return Case(
        rnd.choice((" ", "\n\n")).join(text), Gold((*told, *met), may), [*others, *more], levels
    )


def cases(count: int, seed: int) -> Iterator[Case]:
    """So many mini-articles; the same seed gives the same."""
    rnd = random.Random(seed)
    for _ in range(count):
        yield made(rnd)


# ------------------------------------------------------------ what is right


def _is(told: str, gold: str) -> bool:
    if gold[:1].isupper():
        return told.casefold() == gold.casefold()
    return gold in told.casefold()


def exactly(mention: MeetingMention, gold: Gold) -> bool:
    """Whether a mention tells all who must be told, and nobody who may not."""
    names = [p.name for p in mention.participants]
    return all(any(_is(n, g) for n in names) for g in gold.parties) and all(
        any(_is(n, g) for g in (*gold.parties, *gold.may)) for n in names
    )


def fault(told: Sequence[MeetingMention], case: Case) -> str:
    """What is wrong with the main meeting, "" where it is told exactly."""
    if any(exactly(m, case.main) for m in told):
        return ""
    want = case.main.parties
    best = max(
        told,
        key=lambda m: sum(any(_is(p.name, g) for p in m.participants) for g in want),
        default=None,
    )
    names = [p.name for p in best.participants] if best is not None else []
    missing = sum(not any(_is(n, g) for n in names) for g in want)
    wrong = sum(not any(_is(n, g) for g in (*want, *case.main.may)) for n in names)
    if best is None or missing == len(want):
        return "not told"
    return "missing and wrong" if missing and wrong else "missing" if missing else "too many"


def unasked(told: Sequence[MeetingMention], case: Case) -> int:
    """How many meetings are told of a company that the text doesn't give."""
    return sum(not any(exactly(m, g) for g in (case.main, *case.others)) for m in told)


def read(found: Iterable[Case]) -> Iterator[tuple[Case, tuple[MeetingMention, ...]]]:
    """Each mini-article with the meetings that the product's reader tells."""
    from readout.extraction import extract
    from readout.model import Article

    for number, case in enumerate(found):
        yield case, extract(Article(str(number), case.text, DAY)).meetings


def main() -> None:
    """Counts what is wrong by each part and by each two."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    asked.add_argument("--count", type=int, default=1200)
    asked.add_argument("--seed", type=int, default=7)
    asked.add_argument("--show", type=Path, help="where the wrong ones are written")
    options = asked.parse_args()
    all_: Counter[tuple[str, ...]] = Counter()
    wrong: Counter[tuple[str, ...]] = Counter()
    sorts: Counter[str] = Counter()
    others = [0, 0]
    extra = 0
    lines: list[str] = []
    for case, told in read(cases(options.count, options.seed)):
        sort = fault(told, case)
        keys = [(k, v) for k, v in case.levels.items()]
        pairs = [(*a, *b) for n, a in enumerate(keys) for b in keys[n + 1 :]]
        for key in (*keys, *pairs):
            all_[key] += 1
            wrong[key] += bool(sort)
        sorts[sort or "right"] += 1
        lost = [g for g in case.others if not any(exactly(m, g) for m in told)]
        others[0] += len(lost)
        others[1] += len(case.others)
        more = unasked(told, case)
        extra += more
        if sort or lost or (more and not sort):
            names = [" + ".join(p.name for p in m.participants) for m in told]
            lines.append(
                f"[{sort or ('another lost' if lost else 'unasked')}] {case.levels}\n"
                f"  {case.text!r}\n  gold {' + '.join(case.main.parties)}"
                f"{''.join(' | ' + ' + '.join(g.parties) for g in case.others)}\n  told {names}\n"
            )
    print(f"{options.count} mini-articles: {dict(sorts)}")
    print(f"other meetings lost {others[0]} of {others[1]}; companies not in the text {extra}")
    for size in (2, 4):
        ranked = sorted((k for k in all_ if len(k) == size), key=lambda k: (-wrong[k], all_[k], k))
        for key in ranked[: None if size == 2 else 25]:
            print(f"{wrong[key]:4} of {all_[key]:4}  {' · '.join(key)}")
    if options.show is not None:
        options.show.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
