"""What is said in passing: named in the passive, on some occasion, behind a bare sentence.

One table per kind of construction; of each, some sentences that look like it and are read
otherwise. The words are those that the rules find, before any are left out.
"""

from __future__ import annotations

from datetime import date

import pytest
from readout.extraction.article import parsed
from readout.extraction.decide.quotes import find_quotes
from readout.extraction.document import Document
from readout.extraction.limits import Clock
from readout.extraction.resolve.references import References
from readout.text.normalise import same_length


def _said(text: str) -> list[tuple[str, str]]:
    """(speaker or description, words) of each quote that the rules find."""
    clock = Clock(60)
    document = Document.of(parsed(same_length(text), clock), date(2024, 5, 13), clock.check)
    return [
        (q.speaker_name or q.speaker_desc or "?", " … ".join(text[s:e] for s, e in q.content))
        for q in find_quotes(document, References(document))
        if q.cue_kind == "speech"
    ]


NAMED = [
    (
        'The film was hailed as "a small miracle" by critic Lena Brandt.',
        "Lena Brandt",
        '"a small miracle"',
    ),
    (
        'The strike was denounced as "blackmail" by Transport Minister Karl Voss.',
        "Karl Voss",
        '"blackmail"',
    ),
    ('The mayor was branded "a coward" by union leader Joan Pike.', "Joan Pike", '"a coward"'),
    (
        'His speech was described as "deeply troubling" by Senator Mark Dunn.',
        "Mark Dunn",
        '"deeply troubling"',
    ),
    (
        'The verdict, described by lawyer Nadia Karim as "a disgrace", was overturned.',
        "Nadia Karim",
        '"a disgrace"',
    ),
    (
        'The treaty was called "a dead letter" by President Otto Haan.',
        "Otto Haan",
        '"a dead letter"',
    ),
    (
        'The bill, dismissed as "pure theatre" by Governor Ana Reis, passed on Monday.',
        "Ana Reis",
        '"pure theatre"',
    ),
    (
        'The ruling was praised by Amnesty International as "a turning point".',
        "Amnesty International",
        '"a turning point"',
    ),
    ('The raid has been labelled "illegal" by the Red Cross.', "Red Cross", '"illegal"'),
    (
        'Dana Roth also noted the new border fence, which she called "a wall of shame".',
        "Dana Roth",
        '"a wall of shame"',
    ),
    (
        'Senator Paul Kerr mentioned the leaked memo, which he described as "a forgery".',
        "Paul Kerr",
        '"a forgery"',
    ),
    (
        'Voters must look beyond what Lena Brandt called "noise and nonsense."',
        "Lena Brandt",
        '"noise and nonsense."',
    ),
    (
        'The visit was delayed by what Karl Voss described as "a technical hitch".',
        "Karl Voss",
        '"a technical hitch"',
    ),
    (
        'Senator Paul Kerr spoke of his "profound regret" on Tuesday.',
        "Paul Kerr",
        'his "profound regret"',
    ),
    (
        'Envoy Lena Brandt called for a "peaceful uprising" and crowds have been filling the squares of the capital.',
        "Lena Brandt",
        'a "peaceful uprising"',
    ),
    (
        'Senator Paul Kerr called the report "biased", "sloppy" and "misleading".',
        "Paul Kerr",
        'the report "biased", "sloppy" and "misleading"',
    ),
    (
        'Lena Brandt called the verdict "cruel" and "absurd".',
        "Lena Brandt",
        'the verdict "cruel" and "absurd"',
    ),
    (
        'The ministry called it "false", "hostile" and "absurd" on Monday.',
        "ministry",
        'it "false", "hostile" and "absurd"',
    ),
    ('The board labelled the plan "rash" and "costly".', "board", 'the plan "rash" and "costly"'),
]

IN_WORDS = [
    ('In the words of Senator Mark Dunn, "nobody was told".', "Mark Dunn", '"nobody was told"'),
    (
        'In the words of coach Lena Brandt, the side was "too slow, too tired and too old".',
        "Lena Brandt",
        'the side was "too slow, too tired and too old"',
    ),
    (
        '"It was over in a minute", in the words of driver Paul Kerr.',
        "Paul Kerr",
        '"It was over in a minute"',
    ),
    (
        'The aim, in the words of General Ana Reis, is "to win the peace".',
        "Ana Reis",
        'The aim … is "to win the peace"',
    ),
]

JUDGED = [
    ('Nadia Karim summarised, "We can only lose."', "Nadia Karim", '"We can only lose."'),
    ('Mark Dunn summed up: "We can only lose."', "Mark Dunn", '"We can only lose."'),
    (
        "Judge Nadia Karim judged that the fence breached the law.",
        "Nadia Karim",
        "the fence breached the law",
    ),
    (
        "The envoy, Otto Haan, replied by stating that the fence was legal.",
        "Otto Haan",
        "the fence was legal",
    ),
    (
        "The envoy, Otto Haan, countered by saying that the fence was legal.",
        "Otto Haan",
        "the fence was legal",
    ),
    (
        "The senator, Ana Reis, responded by claiming that the fund was empty.",
        "Ana Reis",
        "the fund was empty",
    ),
    (
        "The coach, Paul Kerr, began by noting that the season was long.",
        "Paul Kerr",
        "the season was long",
    ),
    (
        "The chairman, Mark Dunn, ended by insisting that the club was safe.",
        "Mark Dunn",
        "the club was safe",
    ),
]

OCCASIONS = [
    ("Lena Brandt insisted she had won as she left the hall.", "Lena Brandt", "she had won"),
    (
        "Mayor Ana Reis said the bridge would last a century when she opened it on Sunday.",
        "Ana Reis",
        "the bridge would last a century",
    ),
    (
        "Paul Kerr told reporters the talks were dead as he arrived in Geneva.",
        "Paul Kerr",
        "the talks were dead",
    ),
    (
        "The minister, Karl Voss, said 300 jobs would go while presenting the budget.",
        "Karl Voss",
        "300 jobs would go",
    ),
    (
        "President Mark Dunn said peace was near as he greeted the envoys in Oslo.",
        "Mark Dunn",
        "peace was near",
    ),
    (
        "Nadia Karim warned the dam was weak as she spoke to villagers.",
        "Nadia Karim",
        "the dam was weak",
    ),
    (
        'Nadia Karim said "May God forgive them" as she was led from the court.',
        "Nadia Karim",
        '"May God forgive them"',
    ),
    (
        'Judge Otto Haan voiced his "grave doubts" as he rejected the appeal.',
        "Otto Haan",
        'his "grave doubts"',
    ),
    (
        "Otto Haan said he was robbed as he left the bank.",
        "Otto Haan",
        "he was robbed as he left the bank",
    ),
    (
        "Nadia Karim said she was afraid when she opened the door.",
        "Nadia Karim",
        "she was afraid when she opened the door",
    ),
    (
        "Mark Dunn said sales would grow as he expands the chain.",
        "Mark Dunn",
        "sales would grow as he expands the chain",
    ),
    (
        "Lena Brandt said costs rose as prices climbed.",
        "Lena Brandt",
        "costs rose as prices climbed",
    ),
    (
        "Ana Reis said he broke his leg as he left the pitch.",
        "Ana Reis",
        "he broke his leg as he left the pitch",
    ),
    (
        "Karl Voss said she saw the thief when she arrived.",
        "Karl Voss",
        "she saw the thief when she arrived",
    ),
    (
        "Lena Brandt said she wept as she spoke to her son.",
        "Lena Brandt",
        "she wept as she spoke to her son",
    ),
    (
        "Karl Voss said the crowd cheered as he arrived.",
        "Karl Voss",
        "the crowd cheered as he arrived",
    ),
    (
        "Paul Kerr said the police were firing while he was in the car.",
        "Paul Kerr",
        "the police were firing while he was in the car",
    ),
]

GOING_ON = [
    (
        "The ministry said schools being rebuilt are likely to open, regardless of the weather, until all are safe.",
        "ministry",
        "schools being rebuilt are likely to open, regardless of the weather, until all are safe",
    ),
    (
        "Mark Dunn said the fund would pay, irrespective of who was to blame.",
        "Mark Dunn",
        "the fund would pay, irrespective of who was to blame",
    ),
    (
        "Ana Reis said the road would stay shut, until the slope has been secured.",
        "Ana Reis",
        "the road would stay shut, until the slope has been secured",
    ),
    (
        'Otto Haan says exports make up "a third" of income, while imports are far below that of the neighbours.',
        "Otto Haan",
        'exports make up "a third" of income, while imports are far below that of the neighbours',
    ),
    (
        'Lena Brandt says the gas is "a poison", while the liquid is less dangerous than the vapour.',
        "Lena Brandt",
        'the gas is "a poison", while the liquid is less dangerous than the vapour',
    ),
    (
        "Nadia Karim said prices rose by a tenth, while wages are lower than those of 2010.",
        "Nadia Karim",
        "prices rose by a tenth, while wages are lower than those of 2010",
    ),
    (
        "The premier, Karl Voss, held a press conference to announce that the army would leave, but that the police would stay.",
        "Karl Voss",
        "the army would leave, but that the police would stay",
    ),
    (
        'Judge Nadia Karim went on to say he was spared prison because he had "shown remorse" by pleading guilty.',
        "Nadia Karim",
        'he was spared prison because he had "shown remorse" by pleading guilty',
    ),
    (
        'The mayor, Ana Reis, went on to say the hall was closed because it had "rotted away" over the years.',
        "Ana Reis",
        'the hall was closed because it had "rotted away" over the years',
    ),
    (
        'Coach Paul Kerr went on to say they lost because they had "lost faith" in the plan.',
        "Paul Kerr",
        'they lost because they had "lost faith" in the plan',
    ),
    (
        "Mark Dunn said the bank was sound, while analysts warned that it was not.",
        "Mark Dunn",
        "the bank was sound",
    ),
    (
        'Lena Brandt said exports fell by "a third", while official figures showed a rise.',
        "Lena Brandt",
        'exports fell by "a third"',
    ),
    (
        "Otto Haan said the town was quiet, while shelling was heard in the suburbs.",
        "Otto Haan",
        "the town was quiet",
    ),
    (
        'Ana Reis said the plan was "dead", while her deputy called it a draft.',
        "Ana Reis",
        'the plan was "dead"',
    ),
]

BARE = [
    ("The injured claim the doors were locked.", "injured", "the doors were locked"),
    (
        "The unemployed say the offices are always closed.",
        "unemployed",
        "the offices are always closed",
    ),
    (
        "The accused claim the police were lying and the trial was rigged.",
        "accused",
        "the police were lying and the trial was rigged",
    ),
    (
        "According to the Kenyan Health Ministry over 200 people have died of cholera.",
        "Kenyan Health Ministry",
        "over 200 people have died of cholera",
    ),
    (
        "According to the Red Cross some 40 villages were cut off.",
        "Red Cross",
        "some 40 villages were cut off",
    ),
    (
        "According to Lena Brandt the letters were sent by mail to the office.",
        "Lena Brandt",
        "the letters were sent by mail to the office",
    ),
    (
        "According to the police the driver had been drinking.",
        "police",
        "the driver had been drinking",
    ),
    ("According to Mayor Otto Haan all roads are open.", "Otto Haan", "all roads are open"),
    ("According to Paul Kerr it was a mistake to leave.", "Paul Kerr", "it was a mistake to leave"),
    ("According to the mayor of Lund, the hall is full.", "mayor of Lund", "the hall is full"),
    (
        "According to police in Lund, the driver had been drinking.",
        "police in Lund",
        "the driver had been drinking",
    ),
    (
        "According to the Daily News, the driver had been drinking.",
        "Daily News",
        "the driver had been drinking",
    ),
]

INSERTED = [
    (
        "The council approved a tunnel, which Mayor Ana Reis says will cut the noise by half.",
        "Ana Reis",
        "which … will cut the noise by half",
    ),
    (
        "The club sold the ground, which it says was losing money.",
        "club",
        "which … was losing money",
    ),
    ("Police seized the files, which lawyers claim were stolen.", "lawyers", "which … were stolen"),
    (
        "The army shelled the camp, which the UN says killed 12 people.",
        "UN",
        "which … killed 12 people",
    ),
    (
        "The law bans masks, which critics argue would harm the sick.",
        "critics",
        "which … would harm the sick",
    ),
]

INTRODUCED = [
    (
        'Budget expert Lena Brandt offered her explanation for the delay. "Nobody read the contract, and nobody wanted to," the memo of one aide noted. The fund is closed.',
        "memo of one aide",
        '"Nobody read the contract, and nobody wanted to,"',
    ),
    (
        'Budget expert Lena Brandt offered her explanation for the delay. "Nobody read the contract, and nobody wanted to."',
        "Lena Brandt",
        '"Nobody read the contract, and nobody wanted to."',
    ),
    (
        'President Otto Haan attacked what he considered mistakes of the bank. "They lend to their friends and they never look back."',
        "Otto Haan",
        '"They lend to their friends and they never look back."',
    ),
    (
        'Senator Paul Kerr issued a statement on the rejection of the town. "Like many here, I am sad to see the ships go to others."',
        "Paul Kerr",
        '"Like many here, I am sad to see the ships go to others."',
    ),
    (
        'Minister Ana Reis criticised the press. "They print rumours and call them facts."',
        "Ana Reis",
        '"They print rumours and call them facts."',
    ),
    (
        'Ana Reis questioned the policy of the bank. "Making loans to the rich is not what we need."',
        "Ana Reis",
        '"Making loans to the rich is not what we need."',
    ),
    (
        'Nadia Karim\'s sharpest words were directed at the council. "They do not listen to their own people."',
        "Nadia Karim",
        '"They do not listen to their own people."',
    ),
    (
        'Bishop Mark Dunn defended the sale. "We had no choice, and we asked everyone first."',
        "Mark Dunn",
        '"We had no choice, and we asked everyone first."',
    ),
]

INTERVIEWS = [
    (
        "Wikipaper spoke with the organiser, Lena Brandt.\n\nWikipaper: How do you feel?\n\nLena: We are tired and happy.\n\nWikipaper: What comes next?\n\nLena: We sleep first.",
        "Lena Brandt",
        "We are tired and happy",
    ),
    (
        "The Herald spoke with Otto Haan, who runs the club.\n\n((Herald)) How was the year?\n\nHaan: It was a long year for all of us.\n\n((Herald)) What comes next?\n\nHaan: We will build a new stand.\n\n((Herald)) And then?\n\nHaan: Then we rest.",
        "Otto Haan",
        "It was a long year for all of us",
    ),
]

BEGUN = [
    (
        'Lena Brandt added the firm "[lacks] a plan for the winter."',
        "Lena Brandt",
        'the firm "[lacks] a plan for the winter."',
    ),
    (
        'Mayor Ana Reis warned the closure "does not solve the crisis we face in our schools."',
        "Ana Reis",
        'the closure "does not solve the crisis we face in our schools."',
    ),
    (
        'Mark Dunn said the reform "will hurt the poorest of our people."',
        "Mark Dunn",
        'the reform "will hurt the poorest of our people."',
    ),
    (
        'Otto Haan argued disclosure would, "cause lasting harm to the service and its agents."',
        "Otto Haan",
        'disclosure would, "cause lasting harm to the service and its agents."',
    ),
    (
        'Judge Nadia Karim noted the witness "had every reason to be afraid."',
        "Nadia Karim",
        'the witness "had every reason to be afraid."',
    ),
    (
        'Paul Kerr told the court that, over the last weeks of the trial, "the witness changed her story twice and wept when asked about it."',
        "Paul Kerr",
        'over the last weeks of the trial, "the witness changed her story twice and wept when asked about it."',
    ),
    (
        'Paul Kerr told the jury that in the end, "the money was spent on boats and horses, and nobody cared."',
        "Paul Kerr",
        'in the end, "the money was spent on boats and horses, and nobody cared."',
    ),
    (
        'Lena Brandt told the Times, "It lacks a plan for the winter."',
        "Lena Brandt",
        '"It lacks a plan for the winter."',
    ),
    (
        'Lena Brandt told the crowd "We have no plan for the winter."',
        "Lena Brandt",
        '"We have no plan for the winter."',
    ),
    ('Karl Voss tweeted Monday, "We pay what we must."', "Karl Voss", '"We pay what we must."'),
    ('Karl Voss said "no way will we pay."', "Karl Voss", '"no way will we pay."'),
    ('Karl Voss asked the court "why are we here?"', "Karl Voss", '"why are we here?"'),
    ('Mayor Ana Reis said Monday "the crisis is over."', "Ana Reis", '"the crisis is over."'),
    ('Mayor Ana Reis told supporters "the crisis is over."', "Ana Reis", '"the crisis is over."'),
]


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        *NAMED,
        *IN_WORDS,
        *JUDGED,
        *OCCASIONS,
        *GOING_ON,
        *BARE,
        *INSERTED,
        *INTRODUCED,
        *INTERVIEWS,
        *BEGUN,
    ],
)
def test_what_was_said_is_found_with_its_ends(text: str, speaker: str, words: str) -> None:
    assert (speaker, words) in _said(text)


SILENT = [
    "The boat was named “Patience” by its owner.",
    "The law bans masks, which are sold by the sea.",
    "The plan was not branded “reckless” by the mayor.",
    "Ana Reis opened the hall. “Patience” was the name above its door.",
    "The mayor was elected on Monday. “No way” is a bar in Lund.",
]


@pytest.mark.parametrize("text", SILENT)
def test_what_nobody_said_is_left(text: str) -> None:
    assert _said(text) == []
