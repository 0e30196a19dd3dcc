"""Mini-articles that are put together: two to six sentences with their gold quotes.

Crossed at random, with a seed: who speaks and by which words he is told, how the words are given to
him, which verb, who else stands around, what sort of news. `python -m bench.eval_said` reads them.

A template is text with marks of its own: "⟦0:“It is shut,”⟧ he said" holds the words of quote 0.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bench.mini_scenes import NAMES, SCENES, WORDS, Fact, Scene

_OTHER = "Tamsin Roe"
_PART = re.compile(r"⟦(\d+):(.*?)⟧", re.DOTALL)


@dataclass(frozen=True)
class Told:
    """One quote that is to be found.

    Attributes:
        name: the speaker; None for one who stays unnamed.
        also: other names that are right.
        target: whether it is the one that the article was made for.
    """

    content: tuple[tuple[int, int], ...]
    name: str | None
    kind: str
    also: tuple[str, ...] = ()
    target: bool = True
    optional: bool = False


@dataclass(frozen=True)
class Mini:
    """A mini-article; `factors` says what it was made of."""

    text: str
    quotes: tuple[Told, ...]
    factors: dict[str, str]


@dataclass(frozen=True)
class Voice:
    """Who speaks: what introduces him, how he is called where he speaks, who he is; `first`, whose
    words the introduction holds."""

    form: str
    intro: str
    source: str
    name: str | None
    kind: str = "person"
    also: tuple[str, ...] = ()
    he: str = "he"
    first: str = ""


@dataclass
class _Draft:
    paragraphs: list[list[str]] = field(default_factory=lambda: [[]])
    gold: list[tuple[str | None, str, tuple[str, ...], bool]] = field(default_factory=list)

    def say(self, sentence: str, *, anew: bool = False) -> None:
        if anew and self.paragraphs[-1]:
            self.paragraphs.append([])
        self.paragraphs[-1].append(sentence)

    def quote(self, sentences: list[str], voice: Voice, *, target: bool, anew: bool) -> None:
        """Sentences whose quotes are all this voice's, but for number 9: what she said whom a tail
        brings in."""
        numbers = sorted({n for s in sentences for n, _ in _PART.findall(s)})
        ids = {n: str(len(self.gold) + k) for k, n in enumerate(numbers)}
        for n in numbers:
            other = n == "9"
            name, kind = (_OTHER, "person") if other else (voice.name, voice.kind)
            self.gold.append((name, kind, () if other else voice.also, target and not other))
        for k, sentence in enumerate(sentences):
            moved = _PART.sub(lambda m: f"⟦{ids[m[1]]}:{m[2]}⟧", sentence)
            for j, piece in enumerate(moved.split("\n\n")):
                self.say(piece, anew=(anew and k == 0) or j > 0)

    def mini(self, factors: dict[str, str]) -> Mini:
        marked = "\n\n".join(" ".join(p) for p in self.paragraphs if p)
        spans: dict[int, list[tuple[int, int]]] = {k: [] for k in range(len(self.gold))}
        text, at = "", 0
        for part in _PART.finditer(marked):
            text += marked[at : part.start()]
            spans[int(part[1])].append((len(text), len(text) + len(part[2])))
            text += part[2]
            at = part.end()
        text += marked[at:]
        quotes = tuple(
            Told(tuple(spans[k]), name, kind, also, target)
            for k, (name, kind, also, target) in enumerate(self.gold)
        )
        return Mini(text, quotes, factors)


def cap(text: str) -> str:
    return text[:1].upper() + text[1:]


# ---------------------------------------------------------------- who speaks


def _voices(rnd: random.Random, scene: Scene, who: tuple[str, str, str]) -> dict[str, Voice]:
    """Every form that a speaker of this scene may have."""
    given, family, sex = who
    full, he, his = f"{given} {family}", ("he", "she")[sex == "f"], ("his", "her")[sex == "f"]
    age = rnd.randint(24, 71)
    out = rnd.choice(scene.doings)
    office, body, short = scene.office, scene.body, scene.short
    intro = f"{full}, the {office} {scene.of}, {out}."
    plain = rnd.choice([intro, f"{cap(scene.bare)} {full} {out}."])
    led = f"{full}, {scene.leads} of {scene.the_body}, {out}."
    did = f"{cap(scene.the_body)} {rnd.choice(scene.body_doings)}."
    known = rnd.choice([led, did])
    lawyer = rnd.choice(NAMES)
    lawyer_name = f"{lawyer[0]} {lawyer[1]}"
    kept = rnd.choice(scene.kept)
    title = scene.title or ("Mr", "Ms")[sex == "f"]
    rival = rnd.choice([s for s in SCENES if s.short != scene.short])
    nations, odd = rnd.sample(WORDS["nations"], 2), rnd.choice(WORDS["odd"])
    polite = ("Mr", rnd.choice(["Ms", "Mrs"]))[sex == "f"]
    return {
        v.form: v
        for v in [
            Voice("full name", "", full, full, he=he),
            Voice("full name with office", "", f"{scene.bare} {full}", full, he=he),
            Voice("full name, office behind", "", f"{full}, {scene.an_office},", full, he=he),
            Voice("surname", plain, family, full, he=he),
            Voice("title and surname", plain, f"{title} {family}", full, he=he),
            Voice("Mr or Ms", plain, f"{polite} {family}", full, he=he),
            Voice("pronoun", plain, he, full, he=he),
            Voice("pronoun after office", f"{plain} The {office} was late.", he, full, he=he),
            Voice("office", plain, f"the {office}", full, he=he),
            Voice("age", f"{full}, {age}, {kept}.", f"the {age}-year-old", full, he=he),
            Voice(
                "description",
                f"{full}, {scene.an_other}, {kept}.",
                f"the {scene.other}",
                full,
                he=he,
            ),
            Voice(
                "description in front",
                f"{cap(scene.an_other)}, {full}, {kept}.",
                f"the {scene.other}",
                full,
                he=he,
            ),
            Voice(
                "lawyer named before",
                f"{full} {kept}. {cap(his)} lawyer, {lawyer_name}, asked for a new date.",
                f"{his} lawyer",
                lawyer_name,
            ),
            Voice("lawyer unnamed", f"{full} {kept}.", f"{his} lawyer", None, "anonymous"),
            Voice(
                "lawyer named there",
                f"{full} {kept}.",
                f"{his} lawyer, {lawyer_name},",
                lawyer_name,
            ),
            Voice("full body", "", scene.the_body, body, "org", he="it"),
            Voice("short body", known, f"the {short}", body, "org", he="it"),
            Voice("it of a body", did, "it", body, "org", he="it"),
            Voice(
                "acronym",
                f"{cap(scene.the_body)} ({scene.initials}) {rnd.choice(scene.body_doings)}.",
                f"{scene.the}{scene.initials}",
                body,
                "org",
                (scene.initials,),
                "it",
            ),
            Voice(
                "spokesperson for a body",
                "",
                f"a spokes{rnd.choice(['man', 'woman', 'person'])} for {scene.the_body}",
                None,
                "anonymous",
                (body,),
            ),
            Voice(
                "named spokesperson",
                did,
                f"{short} spokes{'woman' if sex == 'f' else 'man'} {full}",
                full,
                he=he,
            ),
            Voice("body statement", "", f"a {body} statement", body, "org", he="it"),
            Voice("statement from", "", f"a statement from {scene.the_body}", body, "org", he="it"),
            Voice(
                "short body, another sort named last",
                f"{did} It was about {rival.the_body}.",
                f"the {short}",
                body,
                "org",
                he="it",
            ),
            Voice(
                "government of a nation",
                f"The {nations[0]} government {rnd.choice(WORDS['states'])}.",
                f"the {nations[1]} government",
                f"{nations[1]} government",
                "org",
                he="it",
            ),
            Voice(
                "government, another spoke",
                f"The talks failed. ⟦0:“We wanted peace,”⟧ the {nations[0]} government said.",
                f"the {nations[1]} government",
                f"{nations[1]} government",
                "org",
                (),
                "it",
                f"{nations[0]} government",
            ),
            Voice(
                "long office in front",
                "",
                f"{nations[0]} {rnd.choice(WORDS['long_offices'])} {full}",
                full,
                he=he,
            ),
            Voice(
                "name and whose", "", f"{full} {rnd.choice(_WHOSE)} {scene.the_body}", full, he=he
            ),
            Voice(
                "name with initial",
                "",
                f"{scene.bare} {given} {rnd.choice('BDKRT')}. {family}",
                f"{given} {family}",
                he=he,
            ),
            Voice("a name unlisted", "", f"{scene.bare} {odd}", odd, he=he),
            Voice(
                "surname of a name unlisted",
                f"{odd}, the {office} {scene.of}, {out}.",
                odd.split()[-1],
                odd,
                he=he,
            ),
            Voice(
                "suspect", f"{full} was arrested at the airport in May.", "the suspect", full, he=he
            ),
            Voice(
                "office by apposition of the name",
                f"The {office} {scene.of}, {full}, {out}.",
                f"the {office}",
                full,
                he=he,
            ),
            Voice("prosecutors", "", "prosecutors", "prosecutors", "org", he="they"),
            Voice(
                "deputy beside the chief",
                f"The {office}, {lawyer_name}, and the deputy {office}, {full}, {out}.",
                f"the deputy {office}",
                full,
                he=he,
            ),
            Voice("police", "", "police", "police", "org", ("Police",), "they"),
            Voice("officials", "", "officials", None, "anonymous", he="they"),
            Voice(
                "body officials",
                did,
                f"{short} officials",
                None,
                "anonymous",
                (f"{short} officials", body),
                "they",
            ),
        ]
    }


_WHOSE = ("of", "from", "at")

# ---------------------------------------------------------------- how it is given to him


def _verb(rnd: random.Random) -> str:
    return rnd.choice(WORDS["says"] if rnd.random() < 0.45 else WORDS["rare"]).replace("~", " ")


def _unsaid(source: str) -> bool:
    return source.split()[0] in ("he", "she", "it")


def _attributions(
    rnd: random.Random, voice: Voice, one: Fact, two: Fact
) -> Iterator[tuple[str, str, list[str]]]:
    """(how, verb, sentences) of every way that fits the voice; quotes numbered from 0."""
    np, plural = voice.source, voice.he == "they"
    direct = rnd.choice(WORDS["marked"]).replace("~", " ")
    verb = _verb(rnd)
    hearer = rnd.choice(WORDS["hearers"])
    no_comma = np.rstrip(",")
    day = rnd.choice(["", "", " on Monday", " on Friday", " later"])
    simple = direct.split()[0] not in ("told",)
    yield "after", direct, [f"⟦0:“{one.now}, {one.and_now},”⟧ {np} {direct}{day}."]
    yield "before, comma", "said", [f"{cap(np)} said{day}, ⟦0:“{one.now}, {one.and_now}.”⟧"]
    yield "before, colon", verb, [f"{cap(np)} {verb}{day}: ⟦0:“{one.now}, {one.and_now}.”⟧"]
    yield "middle, goes on", direct, [f"⟦0:“{one.now},”⟧ {np} {direct}, ⟦0:“{one.and_now}.”⟧"]
    yield (
        "middle, anew",
        direct,
        [f"⟦0:“{one.now},”⟧ {np} {direct}{day}. ⟦1:“{two.now}, {two.and_now}.”⟧"],
    )
    if not _unsaid(np):
        plain = direct if simple else "said"
        yield "inverted", plain, [f"⟦0:“{one.now}, {one.and_now},”⟧ {plain} {no_comma}."]
        if voice.kind == "person" and np[-1] != ",":
            tail = rnd.choice(
                [
                    "who left without another word",
                    "who has two children",
                    "speaking at the gate",
                    "whose term ends in May",
                ]
            )
            yield "inverted, who", "said", [f"⟦0:“{one.now}, {one.and_now},”⟧ said {np}, {tail}."]
        yield (
            "according to",
            "according",
            [f"⟦0:{cap(one.past)} {one.and_past}⟧, according to {no_comma}."],
        )
        yield "according to, before", "according", [f"According to {no_comma}, ⟦0:{one.past}⟧."]
        if "statement" not in np:
            yield "as put it", "put", [f"As {np} put it: ⟦0:“{one.now}, {one.and_now}.”⟧"]
    yield "told hearer", "told", [f"{cap(np)} told {hearer}{day} ⟦0:{one.past} {one.and_past}⟧."]
    yield "told hearer that", "told", [f"{cap(np)} told {hearer} that ⟦0:{one.past}⟧."]
    yield "told hearer, direct", "told", [f"⟦0:“{one.now}, {one.and_now},”⟧ {np} told {hearer}."]
    adding = rnd.choice(["adding", "noting", "stressing", "warning"])
    yield (
        "adding that",
        adding,
        [f"{cap(np)} said{day} ⟦0:{one.past}⟧, {adding} that ⟦1:{two.past} {two.and_past}⟧."],
    )
    yield "adding, marks", "adding", [f"⟦0:“{one.now},”⟧ {np} said, adding: ⟦1:“{two.now}.”⟧"]
    where = rnd.choice(["in a statement", "in an email", "at a news conference", "in an interview"])
    if "statement" not in np:
        yield "in a statement", "said", [f"⟦0:“{one.now}, {one.and_now},”⟧ {np} said {where}."]
        yield "in a statement, before", "said", [f"In a statement, {np} said ⟦0:{one.past}⟧."]
        yield "in a statement that", "said", [f"{cap(np)} said {where}{day} that ⟦0:{one.past}⟧."]
        yield "wrote on X", "wrote", [f"⟦0:“{one.now}, {one.and_now},”⟧ {np} wrote on X."]
        yield "on X, colon", "posted", [f"{cap(np)} posted on X: ⟦0:“{one.now}, {one.and_now}.”⟧"]
        yield "asked, answers", "said", [f"Asked about the delay, {np} said ⟦0:{one.past}⟧."]
        yield (
            "reported question",
            "asked",
            [f"{cap(np)} asked whether ⟦0:{one.past}⟧.".replace("whether ⟦0:", "⟦0:whether ")],
        )
        yield (
            "question, direct",
            "asked",
            [f"⟦0:“Why does nobody see that {one.now[:1].lower() + one.now[1:]}?”⟧ {np} asked."],
        )
    yield "indirect that", verb, [f"{cap(np)} {verb}{day} that ⟦0:{one.past} {one.and_past}⟧."]
    yield "indirect bare", "said", [f"{cap(np)} said ⟦0:{one.past} {one.and_past}⟧."]
    have = "have" if plural else "has"
    yield "has said", "said", [f"{cap(np)} {have} said that ⟦0:{one.past}⟧."]
    say = "say" if plural else "says"
    yield "says", "says", [f"{cap(np)} {say} ⟦0:{one.now[:1].lower() + one.now[1:]}⟧."]
    yield "indirect, after", "said", [f"⟦0:{cap(one.past)} {one.and_past}⟧, {np} said."]
    yield "inserted", "said", [f"⟦0:{cap(one.front)}⟧, {np} said, ⟦0:{one.back}⟧."]
    yield "partial marks", "said", [f"{cap(np)} said ⟦0:{one.partial}⟧."]
    yield "partial marks, that", verb, [f"{cap(np)} {verb} that ⟦0:{one.partial}⟧."]
    yield "described as", "described", [f"{cap(np)} described ⟦0:{one.named}⟧."]
    yield "called", "called", [f"{cap(np)} called ⟦0:{one.called}⟧."]
    yield "two sentences", direct, [f"⟦0:“{one.now}. {two.now},”⟧ {np} {direct}."]
    yield (
        "over a paragraph",
        "said",
        [f"⟦0:“{one.now},”⟧ {np} said. ⟦1:“{one.again}⟧\n\n⟦2:“{two.now}, {two.and_now}.”⟧"],
    )
    yield (
        "paragraph, closed",
        "said",
        [f"⟦0:“{one.now}, {one.and_now},”⟧ {np} said.\n\n⟦1:“{two.now}, {two.and_now}.”⟧"],
    )
    if voice.he in ("he", "she") or plural:
        yield (
            "added behind",
            "added",
            [
                f"{cap(np)} said ⟦0:{one.past}⟧.",
                f"⟦1:“{two.now}, {two.and_now},”⟧ {voice.he} added.",
            ],
        )
        yield (
            "also said",
            "said",
            [f"{cap(np)} said ⟦0:{one.past}⟧.", f"{cap(voice.he)} also said ⟦1:{two.past}⟧."],
        )
    else:
        yield (
            "it added",
            "added",
            [f"{cap(np)} said ⟦0:{one.past}⟧.", f"⟦1:“{two.now}, {two.and_now},”⟧ it added."],
        )
    for name, tail in (row.split("|") for row in WORDS["tails"]):
        that = rnd.choice(["that ", ""])
        inside = name.startswith("in")
        words = f"{one.past}{tail}⟧" if inside else f"{one.past}⟧{tail}"
        yield f"reach: {name}", "said", [f"{cap(np)} said{day if that else ''} {that}⟦0:{words}."]
    bare = rnd.choice(WORDS["bare"])
    yield f"bare, {bare}", bare, [f"{cap(np)} {bare} ⟦0:{one.past}⟧."]
    yield "made clear", "made clear", [f"{cap(np)} made clear that ⟦0:{one.past}⟧."]
    if np in ("he", "she"):
        for inner in ("told me", "told us that", "told the board", "said", "said that"):
            teller = rnd.choice([n for n in NAMES if n[1] not in voice.name])
            yield (
                f"within: {inner}",
                inner,
                [f"“{cap(np)} {inner} ⟦0:{one.past}⟧,” {teller[0]} {teller[1]} said."],
            )
    yield (
        "denied",
        "denied",
        [f"{cap(np)} denied that ⟦0:{one.past}⟧."],
    )
    yield (
        "two, and that",
        verb,
        [f"{cap(np)} {verb} that ⟦0:{one.past} and that {two.past}⟧."],
    )
    yield (
        "two verbs",
        verb,
        [f"{cap(np)} said ⟦0:{one.past}⟧ and {verb} that ⟦1:{two.past}⟧."],
    )
    yield (
        "reporter goes on",
        "said",
        [f"{cap(np)} said that ⟦0:{one.past}⟧, but gave no details."],
    )
    yield (
        "when, behind",
        "said",
        [f"{cap(np)} said ⟦0:{one.past}⟧ when asked about the delay."],
    )


# ---------------------------------------------------------------- what stands around


def _stranger(rnd: random.Random, taken: set[str], sex: str | None = None) -> tuple[str, str, str]:
    while True:
        one = rnd.choice(NAMES)
        if one[1] not in taken and (sex is None or one[2] == sex):
            taken.add(one[1])
            return one


def _another(rnd: random.Random, taken: set[str], sex: str | None) -> tuple[Voice, str]:
    """Somebody else and what he says, with his full name."""
    scene, who = rnd.choice(SCENES), _stranger(rnd, taken, sex)
    fact = rnd.choice(scene.facts)
    full = f"{who[0]} {who[1]}"
    words = rnd.choice(
        [
            f"⟦0:“{fact.now}, {fact.and_now},”⟧ said {full}, {scene.an_other}.",
            f"{cap(scene.an_other)}, {full}, said ⟦0:{fact.past}⟧.",
            f"⟦0:“{fact.now},”⟧ {full} told reporters.",
        ]
    )
    return Voice("another", "", full, full), words


BEFORE = ("nothing", "nothing", "another speaks", "bystander", "another body", "background")
AFTER = ("nothing", "nothing", "background", "another speaks", "trap")


def mini(rnd: random.Random, *, form: str | None = None, how: str | None = None) -> Mini:
    """One mini-article."""
    scene = rnd.choice(SCENES)
    who = rnd.choice(NAMES)
    voices = _voices(rnd, scene, who)
    voice = voices[form or rnd.choice(sorted(voices))]
    one, two = rnd.sample(scene.facts, 2)
    ways = [w for w in _attributions(rnd, voice, one, two) if how is None or w[0] == how]
    if not ways:
        return mini(rnd, form=form, how=how)
    way, verb, sentences = rnd.choice(ways)
    before, after = rnd.choice(BEFORE), rnd.choice(AFTER)
    anew = rnd.random() < 0.5
    taken, draft = {who[1], *(voice.name or "").split()[-1:]}, _Draft()
    pronoun = _unsaid(voice.source)
    speaks_first = before == "another speaks" and (pronoun or not voice.intro or rnd.random() < 0.4)
    if speaks_first:
        other, words = _another(rnd, taken, None)
        draft.quote([words], other, target=False, anew=False)
    if not voice.intro or rnd.random() < 0.15:
        draft.say(rnd.choice(scene.background), anew=speaks_first)
    if voice.first:
        other = Voice("another", "", "", voice.first, "org")
        draft.quote([voice.intro], other, target=False, anew=speaks_first)
    elif voice.intro:
        draft.say(voice.intro, anew=speaks_first)
    if before == "another speaks" and not speaks_first:
        other, words = _another(rnd, taken, None)
        draft.quote([words], other, target=False, anew=True)
        anew = True
    elif before == "bystander":
        sex = None if not pronoun else ("m" if who[2] == "f" else "f")
        beside = _stranger(rnd, taken, sex)
        name = f"{beside[0]} {beside[1]}"
        draft.say(
            rnd.choice(
                [
                    f"{cap(rnd.choice(SCENES).an_other)}, {name}, was in the room.",
                    f"{name} had asked for the meeting.",
                    f"The room is named after {name}.",
                ]
            )
        )
    elif before == "another body":
        other_scene = rnd.choice([s for s in SCENES if s.short != scene.short])
        if voice.source != "it":
            draft.say(
                rnd.choice(
                    [
                        f"The dispute with {other_scene.the_body} has gone on since March.",
                        f"{cap(other_scene.the_body)} had asked for the talks.",
                    ]
                )
            )
        else:
            before = "nothing"
    elif before == "background":
        draft.say(rnd.choice(scene.background))
    draft.quote(sentences, voice, target=True, anew=anew)
    if after == "background":
        draft.say(rnd.choice(scene.background))
    elif after == "another speaks":
        other, words = _another(rnd, taken, None)
        draft.quote([words], other, target=False, anew=rnd.random() < 0.7)
    elif after == "trap":
        draft.say(rnd.choice(WORDS["traps"]), anew=rnd.random() < 0.5)
    factors = {
        "form": voice.form,
        "how": way,
        "verb": verb,
        "before": before,
        "after": after,
        "paragraph": "new" if anew else "same",
        "sort": scene.sort,
    }
    return draft.mini(factors)


def minis(count: int, seed: int) -> Iterator[Mini]:
    """So many mini-articles, the same for the same seed."""
    rnd = random.Random(seed)
    for _ in range(count):
        yield mini(rnd)


def trap(rnd: random.Random) -> Mini:
    """An article that holds no quote: background and what looks like one."""
    scene = rnd.choice(SCENES)
    who = rnd.choice(NAMES)
    full = f"{who[0]} {who[1]}"
    lines = [f"{full}, the {scene.office} {scene.of}, {rnd.choice(scene.doings)}."]
    lines += [rnd.choice(WORDS["traps"]), rnd.choice(scene.background), rnd.choice(WORDS["traps"])]
    return Mini(" ".join(lines), (), {"form": "trap", "sort": scene.sort})
