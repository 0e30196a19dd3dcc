"""Who said what, in sentences that are put together: a fixed sample of the mini-articles of
`bench.eval_said` with a floor for each way to tell a speaker and to give him words, and tables of what
was mended by them. Each table has its other side: what must stay as it was."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from bench.eval_said import faults
from bench.mini_news import minis, trap
from tests.extraction.quotes_of import said

COUNT, SEED = 700, 2026
FLOOR = 0.95  # of all quotes
LEAST = 0.75  # of the quotes of any level with twelve or more of them


def test_no_way_of_telling_breaks() -> None:
    right: Counter[tuple[str, str]] = Counter()
    total: Counter[tuple[str, str]] = Counter()
    extra = 0
    for one in minis(COUNT, SEED):
        found, more = faults(one)
        extra += len(more)
        for gold, kind, _shown in found:
            for key in (("all", ""), *(one.factors.items() if gold.target else ())):
                total[key] += 1
                right[key] += not kind
    shares = {key: right[key] / n for key, n in total.items() if n >= 12}
    assert shares[("all", "")] >= FLOOR
    assert {key: round(share, 2) for key, share in shares.items() if share < LEAST} == {}
    assert extra <= COUNT // 100


def test_what_looks_like_a_quote_stays_untold() -> None:
    rnd = random.Random(SEED)
    told = [(one.text, faults(one)[1]) for one in (trap(rnd) for _ in range(60))]
    assert [text for text, more in told if more] == []


# ---------------------------------------------------------------- where the words end

ENDS = [
    ("another says", "One voter said people changed their minds and several said they wanted peace.", [("One voter", "people changed their minds"), ("several", "they wanted peace")]),
    ("another says", "Prosecutors said nobody had broken the law and Tamsin Roe denied it.", [("Prosecutors", "nobody had broken the law")]),
    ("while another says", "Mayor Lena Hofer said the road was open, while the police said it was shut.", [("Lena Hofer", "the road was open"), ("police", "it was shut")]),
    ("even as", "Minister John Carter said there were no plans to stay at home even as other states cut their teams.", [("John Carter", "there were no plans to stay at home")]),
    ("before doing", "President Karl Voss announced he would drop the plan, before changing his mind the next day.", [("Karl Voss", "he would drop the plan")]),
    ("in an interview", "Coach Luis Ferreira said the keeper would stay in an interview on Monday.", [("Luis Ferreira", "the keeper would stay")]),
    ("semicolon, the present", "Ana Reis said the bridge was not safe; the council meets next week.", [("Ana Reis", "the bridge was not safe")]),
    ("then did", "Ana Reis said the bridge was not safe, and then left the room.", [("Ana Reis", "the bridge was not safe")]),
    ("laughter", "Ana Reis said the bridge was safe, which drew laughter from the hall.", [("Ana Reis", "the bridge was safe")]),
    # All of it was said
    ("had said", "Ana Reis said the road was shut and that the police had said so twice.", [("Ana Reis", "the road was shut and that the police had said so twice")]),
    ("waits before", "Union leader Per Berg said members would wait before deciding on a strike.", [("Per Berg", "members would wait before deciding on a strike")]),
    ("promised in a letter", "Ana Reis said the minister had promised help in a letter.", [("Ana Reis", "the minister had promised help in a letter")]),
    ("and it was", "Ana Reis said the bridge was old and it was not safe.", [("Ana Reis", "the bridge was old and it was not safe")]),
]  # fmt: skip

# ---------------------------------------------------------------- what was not told at all

TOLD = [
    ("breaks in, long source", "The stocks, a spokesman for the fleet said, are lower than in any year.", [("spokesman for the fleet", "The stocks … are lower than in any year")]),
    ("breaks in, inverted", "The demand, said Kofi Boateng, would stay weak until autumn.", [("Kofi Boateng", "The demand … would stay weak until autumn")]),
    ("made clear", "Chairman Kofi Boateng made clear that the trains would stop on Friday.", [("Kofi Boateng", "the trains would stop on Friday")]),
    ("cited as saying", "All of them cited an unnamed palace official as saying that the offer was too low.", [("unnamed palace official", "the offer was too low")]),
    ("warned bare", "Ana Reis warned a failure to act could lead to war.", [("Ana Reis", "a failure to act could lead to war")]),
    ("of an age", "Hana Sato, 25, joined the strike. The 25-year-old said guards kept people safe.", [("Hana Sato", "guards kept people safe")]),
    ("of an age, asked", "Hana Sato, 25, joined the strike. Asked about the delay, the 25-year-old said fees would not rise.", [("Hana Sato", "fees would not rise")]),
    ("where, according to", "The files are in the library, where, according to the archivist, somebody asks for them every day.", [("archivist", "somebody asks for them every day")]),
    ("which, according to", "They turned away boats which, according to AFP, the United Nations has counted.", [("AFP", "the United Nations has counted")]),
    ("and, according to", "The country was rich and, according to CNN, was called the “breadbasket” of the south.", [("CNN", "was called the “breadbasket” of the south")]),
    ("a name between commas", "The two, Ann Lee and Richard Hale, left with immediate effect, the company said.", [("company", "The two, Ann Lee and Richard Hale, left with immediate effect")]),
    # Nobody said it
    ("and, according to a report", "The strike closed the ward and, according to the report, cost 3 million crowns.", []),
    ("facts made clear", "The flood made clear that the plan had failed.", []),
    ("an age in front", "The 25-year-old car was sold in May. The 40-year-old bridge closed on Monday.", []),
    ("he who said", "The minister, who wore a hat, was in Oslo.", []),
]  # fmt: skip

# ---------------------------------------------------------------- who speaks

SPEAKERS = [
    ("another government", "The Iranian government tested a missile. The British government called it “a threat”.", ["British government"]),
    ("another government spoke", "“It worked,” the Iranian government said. The German government said the test was “regrettable”.", ["Iranian government", "German government"]),
    ("same government", "The Iranian government tested a missile. The government said it had worked.", ["Iranian government"]),
    ("union in full", "The National Union of Rail Staff met the owners. The union said it would strike.", ["National Union of Rail Staff"]),
    ("by its sort", "Korvax Airlines bought Delmar Steel, a steel maker, on Monday. The airline said it would keep the staff.", ["Korvax Airlines"]),
    ("by its sort, another spoke", "Vintra City Council met. It said the road was shut. Korvax Airlines cut 400 jobs. The airline said it was sorry.", ["Vintra City Council", "Korvax Airlines"]),
    ("club", "Porto Nova FC sold its striker to Korvax Airlines on Monday. The club said the keeper would stay.", ["Porto Nova FC"]),
    ("his lawyer", "Omar Farouk was not in court. His lawyer, Sione Tupou, asked for a new date. His lawyer said the safe had been open.", ["Sione Tupou"]),
    ("his agent", "John Carter scored twice. His agent, Paul Adeyi, flew to Rome. “He stays,” his agent said.", ["Paul Adeyi"]),
    ("nobody's lawyer named", "Omar Farouk was not in court. His lawyer said the safe had been open.", ["lawyer"]),
    ("the suspect", "Ana Reis was arrested at the airport in May. Priya Nair had asked for the meeting. The suspect said on Friday that the buses would run.", ["Ana Reis"]),
    ("the suspect, two", "Police arrested Ana Reis and charged Omar Farouk in May. The suspect said on Friday that the buses would run.", ["suspect"]),
    ("from where", "Regina Ip from the harbour camp said the bay was shut.", ["Regina Ip"]),
    ("initial and title word", "New York Republican congressman Peter T. King said the bill was good.", ["Peter T. King"]),
    ("a firm stays one", "Morgan Stanley said sales would rise.", ["Morgan Stanley"]),
    ("noting", "Mayor Ana Reis spoke. The mayor said on Monday the town could not pay, noting that the bridge was not safe.", ["Ana Reis", "Ana Reis"]),
    ("as the mayor put it", "The mayor of Vintra, Ivan Petrov, walked over the bridge. The trade bank had asked for talks. As the mayor put it: “The buses will run at night, because people asked for it.”", ["Ivan Petrov"]),
]  # fmt: skip


@pytest.mark.parametrize(("why", "text", "told"), [*ENDS, *TOLD])
def test_the_words_are_told_and_end_there(why: str, text: str, told: list[tuple[str, str]]) -> None:
    assert said(text) == told, why


@pytest.mark.parametrize(("why", "text", "speakers"), SPEAKERS)
def test_the_speaker_is_right(why: str, text: str, speakers: list[str]) -> None:
    assert [who for who, _ in said(text)] == speakers, why
