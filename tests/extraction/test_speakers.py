"""Sources become names: pronouns, roles, bodies, groups, anonymous ones, relays, hearers."""

from __future__ import annotations

import pytest

from tests.extraction.quotes_of import quotes, said

NAMES = [
    ("surname", "Mayor Ingrid Foss opened the hall. “It is warm,” Foss said.", ["Ingrid Foss"]),
    ("he", "Walter Pike lost his seat. “It hurts,” he said.", ["Walter Pike"]),
    ("she, not he", "Walter Pike met Susan Cho. Mrs Cho smiled. “It was close,” she said.", ["Susan Cho"]),
    ("role", "Finance Minister Ebba Rosen spoke. “We pay,” the minister said.", ["Ebba Rosen"]),
    ("copula", "Peter Gall is the secretary of the club. “It is lost,” the secretary said.", ["Peter Gall"]),
    ("apposition", "“It is lost,” said the club's secretary, Peter Gall.", ["Peter Gall"]),
    ("name spelt out later", "“It is lost,” Gall said. The novelist Peter Gall left.", ["Peter Gall"]),
    ("another country's minister", "French Foreign Minister Jana Rybak left. The Polish foreign minister said it was over.", ["Polish foreign minister"]),
    ("two offices", "The firm's founder and chairman, Peter Gall, said the hall was lost.", ["Peter Gall"]),
    ("vague people", "Some Australians said the hall was lost.", ["Some Australians"]),
    ("plural office", "Prime Minister Irena Vasko met the Prime Minister of Estmark, Henrik Aalund, in Halvik. Pavel Dostan and Greta Solheim came along. The Prime Ministers said officers would work together.", ["Irena Vasko and Henrik Aalund"]),
    ("plural office in front", "Foreign Minister Lena Falk met Foreign Minister Anton Weiss in Bonn. The Foreign Ministers announced that flights would resume.", ["Lena Falk and Anton Weiss"]),
    ("a party, no office", "The Liberal Democrats said the plan was wrong.", ["Liberal Democrats"]),
    ("organisation", "The World Bank said it would lend again.", ["World Bank"]),
    ("government", "Germany said it would lift the ban.", ["Germany"]),
    ("named after its kind", "The newspaper Dagen noted that the ban was lifted.", ["Dagen"]),
    ("two persons", "Lena Fischer and Petra Novak said the treaty was ready.", ["Lena Fischer and Petra Novak"]),
    ("anonymous", "A senior diplomat, speaking on condition of anonymity, said the envoy had left.", ["senior diplomat"]),
    ("anonymous goes on", "A hospital spokesman said he was stable. “He sleeps,” he added.", ["hospital spokesman", "hospital spokesman"]),
    ("elided", "Frida Holm said the archive was safe and added that copies were kept abroad.", ["Frida Holm", "Frida Holm"]),
    ("participle", "“We found them,” Frida Holm said, adding that the car stood still.", ["Frida Holm", "Frida Holm"]),
    ("chain", "“The soil is dry,” Nuno Teixeira said.\n“There will be no wheat.”", ["Nuno Teixeira", "Nuno Teixeira"]),
    ("script", "HOLM: Is it safe?\nTEIXEIRA: It is.\nHOLM: Since when?", ["Holm", "Teixeira", "Holm"]),
]  # fmt: skip


@pytest.mark.parametrize("case, text, expected", NAMES, ids=[row[0] for row in NAMES])
def test_speaker(case: str, text: str, expected: list[str]) -> None:
    assert [name for name, _ in said(text)] == expected


def test_a_quote_within_a_quote() -> None:
    text = "“My father told me, ‘Never sell the boat,’ and I never did,” Arne Solberg said."
    outer, inner = quotes(text)
    assert outer.speaker_name == "Arne Solberg"
    assert text[inner.content[0][0] : inner.content[0][1]] == "‘Never sell the boat,’"
    assert (inner.speaker_desc, inner.via) == ("My father", "Arne Solberg")


def test_a_statement_between_marks_as_a_whole() -> None:
    filler = "The two sides spoke about grain, rail and the price of gas at some length. " * 8
    text = f"“{filler}Minister Ann Lee told reporters that the talks would go on in May.”"
    assert ("Ann Lee", "the talks would go on in May") in said(text)


def test_anonymous_has_a_description_and_no_name() -> None:
    (quote,) = quotes("Two officials said the plan had been shelved in April.")
    assert (quote.speaker_name, quote.speaker_kind) == (None, "anonymous")
    assert quote.speaker_desc == "Two officials"


def test_refuses_between_equals() -> None:
    text = "Paul Renner and Mark Stone argued for an hour. “The deal is off,” he said."
    (quote,) = quotes(text)
    assert quote.speaker_name is None
    assert set(quote.candidates) == {"Paul Renner", "Mark Stone"}


RELAYS = [
    ("according", "Hu Wei told aides that the line was safe, according to the state-run Morning Post.", "Hu Wei", "Morning Post"),
    ("spokesman", "Jana Rybak stressed “the need for patience”, her spokesman Adam Wolny said.", "Jana Rybak", "Adam Wolny"),
    ("reported", "“The line is safe,” Hu Wei said, the Morning Post reported.", "Hu Wei", "Morning Post"),
    ("told a medium", "Erik Dahl told Sky News that the line was safe.", "Erik Dahl", "Sky News"),
    ("told a paper by kind", "“It is safe,” Erik Dahl told the newspaper Dagen.", "Erik Dahl", "Dagen"),
    ("interview", "In an interview with Time magazine, Erik Dahl said the line was safe.", "Erik Dahl", "Time magazine"),
    ("own website", "“It is safe,” the company said in a post on its website.", "company", None),
]  # fmt: skip


@pytest.mark.parametrize("case, text, speaker, via", RELAYS, ids=[row[0] for row in RELAYS])
def test_relay(case: str, text: str, speaker: str, via: str | None) -> None:
    (quote,) = quotes(text)
    assert (quote.speaker_name, quote.via) == (speaker, via)


HEARERS = [
    ("Stefan Jansky told parliament that the army would stay.", "parliament"),
    ("“Take the north road,” Stefan Jansky told drivers.", "drivers"),
    ("Mayor Ulla Kjaer came. Stefan Jansky told Kjaer that the army would stay.", "Ulla Kjaer"),
    ("Stefan Jansky told Sky News that the army would stay.", None),
    ("Stefan Jansky said the army would stay.", None),
]


@pytest.mark.parametrize("text, hearer", HEARERS)
def test_addressee(text: str, hearer: str | None) -> None:
    assert quotes(text)[-1].addressee == hearer
