"""What others said within a quote: told as a record of its own, relayed by whoever is quoted."""

from __future__ import annotations

import pytest
from readout.extraction import extract
from readout.model import Article

# (text, [(speaker, words, via)])
TOLD = [
    ("he told me", "Clerk Dora Finch accused the banker Karl Voss. “He told me the chairman had met the client,” she said.", [("Karl Voss", "the chairman had met the client", "Dora Finch")]),
    ("he told us that", "The union met President Kofi Boateng. “He told us that he has put his office on the line for the rivers,” said its head, Kojo Mensah.", [("Kofi Boateng", "he has put his office on the line for the rivers", "Kojo Mensah")]),
    ("she said", "Judge Rosa Quispe retired on Friday. “She said the law was a fence with a gate in it,” clerk Tomas Reik recalled.", [("Rosa Quispe", "the law was a fence with a gate in it", "Tomas Reik")]),
    ("he said, with a day", "The mayor, Luis Ferreira, came by boat. “He said yesterday that the pier would be mended,” fisherman Bo Lund said.", [("Luis Ferreira", "the pier would be mended", "Bo Lund")]),
    ("he said that, unmarked stop", "Envoy Hana Beck met the cleric Ali Rahim. “He said that the parties were not serious. I believe him,” Beck told reporters.", [("Ali Rahim", "the parties were not serious", "Hana Beck")]),
    ("she told me, goes on", "Nurse Ingrid Moe blamed the ward head, Ruth Adler. “She told me nobody would check the doors and I believed it,” Moe said.", [("Ruth Adler", "nobody would check the doors", "Ingrid Moe")]),
    ("he told the board", "Auditor Owen Tarr named the treasurer, Silvio Abate. “He told the board the books were in order,” Tarr said.", [("Silvio Abate", "the books were in order", "Owen Tarr")]),
    ("said X described", "Museum director Ida Lie, who walked beside him, said President Karl Voss described Hamsa as “the best painter of the north”.", [("Karl Voss", "Hamsa as “the best painter of the north”", "Ida Lie")]),
    ("said X called", "The envoy, Hana Beck, said Premier Wei Lan called the deal “an important step for both banks”.", [("Wei Lan", "the deal “an important step for both banks”", "Hana Beck")]),
    ("told X, relayed", "Minister Paul Adeyi said that Senator Grant Poulter had told him the dam was safe.", [("Grant Poulter", "the dam was safe", "Paul Adeyi")]),
    ("said X announced", "Trainer Olga Brandt said Marco Silva had announced that he would leave in May.", [("Marco Silva", "he would leave in May", "Olga Brandt")]),
    ("colon", "The regional radio reported on Monday: Mayor Lena Hofer said the bridge was closed for good.", [("Lena Hofer", "the bridge was closed for good", None)]),
]  # fmt: skip

NOT_TOLD = [
    ("a question", "Trainer Olga Brandt said Marco Silva had asked where the boots were kept."),
    ("I", "“I told him the road was closed,” Bo Lund said."),
    ("generic", "“They say the road was closed by ghosts,” Bo Lund said."),
    ("negated", "Engineer Ann Lee was silent. “She never said the dam was safe,” Bo Lund said."),
    ("no clause", "Captain Ann Lee went home. “She said so and she told him twice,” Bo Lund said."),
    ("to come", "“He will say the dam was safe,” Bo Lund said of Paul Adeyi."),
]  # fmt: skip


@pytest.mark.parametrize(("why", "text", "told"), TOLD)
def test_what_another_said_is_told(
    why: str, text: str, told: list[tuple[str, str, str | None]]
) -> None:
    quotes = extract(Article("t", text)).quotes
    found = [(q.speaker_name, " … ".join(text[s:e] for s, e in q.content), q.via) for q in quotes]
    for one in told:
        assert one in found, why


@pytest.mark.parametrize(("why", "text"), NOT_TOLD)
def test_what_is_no_telling_is_not(why: str, text: str) -> None:
    assert len(extract(Article("t", text)).quotes) == 1, why
