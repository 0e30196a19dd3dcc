"""Where reported words begin and end; short names, descriptions and media around them."""

from __future__ import annotations

from datetime import date

import pytest
from readout.extraction import extract
from readout.model import Article

from tests.extraction.quotes_of import quotes, said

REACH = [
    ("day first", "The harbour board said on Monday it would wait for the tide.", "it would wait for the tide"),
    ("day and hour", "The mayor said on Friday evening the bridge had closed.", "the bridge had closed"),
    ("occasion", "The bank said in a statement on Tuesday it had cut its rate.", "it had cut its rate"),
    ("no day but a subject", "The mayor said earlier talks had led nowhere.", "earlier talks had led nowhere"),
    ("which is denied", "The minister said the plant had closed, which the firm denies.", "the plant had closed"),
    ("which another said", "The mayor said the road was safe, which residents dispute.", "the road was safe"),
    ("without a name", "The envoy said the two sides would meet again, without naming a day.", "the two sides would meet again"),
    ("could not say", "The clerk said a letter had arrived but could not say who sent it.", "a letter had arrived"),
    ("gave no details", "The clerk said a letter had arrived but gave no details.", "a letter had arrived"),
    ("time behind the marks", "Pike said he was travelling “with an open mind”, two days after his party split.", "he was travelling “with an open mind”"),
    ("but that", "Nora Quill said she was glad, but that it had come too late.", "she was glad, but that it had come too late"),
    ("but passive", "Nora Quill said she had asked for a hearing, but no date had been set.", "she had asked for a hearing, but no date had been set"),
    ("and had", "Nora Quill said she had met him once and had not known his name.", "she had met him once and had not known his name"),
    ("though, no clause", "Nora Quill said she would bid again, though lower.", "she would bid again, though lower"),
    ("provided that", "Nora Quill said she would come, provided that the road was open.", "she would come, provided that the road was open"),
    ("semicolon", "There is no jury; the reason was cost, Nora Quill said.", "the reason was cost"),
    ("clock", "18:45 “We are in,” Nora Quill said.\n\n12:10 The gate has been locked, Nora Quill said.", "The gate has been locked"),
    ("only", "A spokesman would say only that the talks had begun.", "the talks had begun"),
    ("told a forum that", "Nora Quill told a panel discussion with the four that freight would double.", "freight would double"),
    ("inserted before a", "Whether or not they meet, Nora Quill said, a loan needs no law.", "Whether or not they meet … a loan needs no law"),
]  # fmt: skip


@pytest.mark.parametrize("case, text, words", REACH, ids=[row[0] for row in REACH])
def test_reach(case: str, text: str, words: str) -> None:
    assert words in [told for _, told in said(text)]


SPEAKERS = [
    ("initials", "Sri Lanka Kabaddi (SLK) met its rivals. “We talked,” an SLK release said.", ["Sri Lanka Kabaddi"]),
    ("issued before", "The presidency said in a statement the king was well. “He rests,” the statement read.", ["presidency", "presidency"]),
    ("firm of the text", "Orbis Networks fell 2 percent on Monday. Analysts like Orbis Networks. The company said sales had risen.", ["Orbis Networks"]),
    ("firm just heard", "Kestrel Mining said it would dig. The company said the mine was safe.", ["Kestrel Mining", "Kestrel Mining"]),
    ("same noun", "The Japanese foreign ministry denied it. Seoul said it had proof. The ministry said the plane was safe.", ["Seoul", "Japanese foreign ministry"]),
    ("apposed firm", "The bus company, Swiftline, stopped the route. It said few had used it.", ["Swiftline"]),
    ("firm by its kind", "The Turkish defence firm Bayrak Aviation has sold drones. The company said more would follow.", ["Bayrak Aviation"]),
    ("nation's firm", "Police looked at the Japanese company Fujikawa. The Japanese company said it would help.", ["Fujikawa"]),
    ("two leaders", "Lena Fischer met Petra Novak in Oslo. The two ministers agreed that a treaty was needed.", ["Lena Fischer and Petra Novak"]),
    ("party", "Chancellor Lena Fischer spoke. “We wait,” Fischer said. “It is near,” the Social Democrat said.", ["Lena Fischer", "Lena Fischer"]),
    ("long office", "The former chief executive of the Post Office, Paula Venning, said on Tuesday she would go.", ["Paula Venning"]),
    ("office at length", "The head of the bakeries division at the Chamber of Commerce, Peter Gall, said bakers had waited.", ["Peter Gall"]),
    ("title", "Comrade Peter Gall led the march. “We walk,” Comrade Gall said.", ["Peter Gall"]),
    ("councillor", "Coun Paula Stone spoke. “We walk,” Coun Stone said.", ["Paula Stone"]),
    ("many, then one", "Governors of five states have left. Governor Peter Gall stayed. “I stay,” the governor said.", ["Peter Gall"]),
    ("nobody new", "Mayor Ingrid Foss spoke. “We pay,” Foss said. “It rains,” her spokeswoman said.", ["Ingrid Foss", "spokeswoman"]),
]  # fmt: skip


@pytest.mark.parametrize("case, text, expected", SPEAKERS, ids=[row[0] for row in SPEAKERS])
def test_speaker(case: str, text: str, expected: list[str]) -> None:
    assert [name for name, _ in said(text)] == expected


VIA = [
    ("told a daily", "Ulrike Stahnke told the daily Volksstimme that she would not sign.", "Volksstimme"),
    ("told two words", "The talks are on, a diplomat familiar with the plan told Caspian View.", "Caspian View"),
    ("told a station", "“We walk,” Peter Gall told Diwan FM.", "Diwan FM"),
    ("sort behind", "“We walk,” Peter Gall told Skai television.", "Skai"),
    ("agency named before", "The camp burned, AFP reported. Aminata Zongo told the news agency the wind was strong.", "AFP"),
    ("small name", "The Sunday Times said so. Peter Gall told the i newspaper that the wells were dry.", "i newspaper"),
    ("weekday", "Twenty died, the defence ministry said on Sunday.", None),
    ("parliament", "Peter Gall told the Storting that the tax would fall.", None),
    ("unnamed station", "“Naivety is over,” Peter Gall said on a private radio station.", None),
    ("other agency", "About 600 drowned, according to the U.N. refugee agency.", None),
    ("own paper", "“We walk,” Peter Gall told this newspaper.", None),
    ("gathering", "Peter Gall told a farmers’ gathering that the wells were dry.", None),
]  # fmt: skip


@pytest.mark.parametrize("case, text, via", VIA, ids=[row[0] for row in VIA])
def test_via(case: str, text: str, via: str | None) -> None:
    assert quotes(text)[-1].via == via


def test_a_phrase_in_front_of_a_verb_with_its_object_is_nobodys_words() -> None:
    text = (
        "During the call, Qin Gang urged Washington to respect China’s position on Taiwan, the Chinese "
        "foreign ministry said."
    )
    told = extract(Article("1", text, date(2023, 6, 14))).quotes
    assert all(text[slice(*span)] != "During the call" for q in told for span in q.content)
