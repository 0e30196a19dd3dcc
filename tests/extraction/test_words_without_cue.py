"""Marked sentences that no reporting verb introduces: the speaker by the clause that leads in, by a
gesture that follows, by the sentence or the paragraph before; unknown where nobody stands there."""

from __future__ import annotations

import re

import pytest

from tests.extraction.quotes_of import said

NOBODY = "?"
ORPHANS = [
    # A verb that is no cue, and a colon
    ("colon", "Peruvian President Rosa Quispe opposed the plan: “A port without a railway is a car park for ships.”", ["Rosa Quispe"]),
    ("colon", "The head of the farm union, Tadeusz Wrona, turned down the offer: “We will not sell our milk below what the feed costs us.”", ["Tadeusz Wrona"]),
    ("colon", "The defence ministry justified the raid, which the premier had approved, as lawful: “The warrant was signed by a judge on Monday evening.”", ["defence ministry"]),
    ("colon", "Novelist Amara Sule did not hide her anger: “They printed my letters without asking me once.”", ["Amara Sule"]),
    ("colon", "Coach Luis Ferreira was delighted with his keeper: \"He saved us three times in the last ten minutes.\"", ["Luis Ferreira"]),
    ("colon", "Mayor Lena Hofer took a different view: “A bridge is no luxury for a town on two banks.”", ["Lena Hofer"]),
    ("colon", "Deputy governor Wei Lan left no doubt about the dam: “Whoever stays below the wall after June stays at his own risk.”", ["Wei Lan"]),
    ("colon, handed on", "The palace issued the following statement from Governor Ida Halvorsen: “Although the prince has given up his title, he keeps his duties.”", ["Ida Halvorsen"]),
    ("colon, handed on", "The club released this message by captain Bo Lund: “I let the fans down and I will make up for it.”", ["Bo Lund"]),
    ("colon, from a body", "The Ministry of Fisheries made the following announcement: “Nets with a mesh under four centimetres are banned from Monday.”", ["Ministry of Fisheries"]),
    ("colon, a word marked before", "In a note sent after the raid the Ministry of Works defended the order, which a judge had signed, as “lawful” in every part: “At the request of the governor the ministry has cleared the quay to keep the harbour open to all.”", ["Ministry of Works"]),
    ("colon, no stop", "Grant Poulter opposed the sale: “The theatre belongs to the people who sit in it[.]”\n\nThe sale was put off.", ["Grant Poulter"]),
    ("colon, long", "The Ministry of Works defended the order in a note to its staff: “" + "At the request of the governor we have cleared the quay to keep the harbour open to all. " * 7 + "”", ["Ministry of Works"]),
    ("as she put it", "As the mayor of Vintra, Lena Hofer, put it: “A bridge is no luxury for a town on two banks.”", ["Lena Hofer"]),
    ("colon above", "Paul Adeyi, the health minister, defended the tax on Friday. In an interview he named his reason:\n\n“We started from two numbers: four thousand deaths a year and one billion crowns.”", ["Paul Adeyi"]),
    # and a comma
    ("comma", "On Friday, at a reunion of pilots, Jonas Wendt dismissed the idea, “Electric planes are where we must go, not back to propellers.”", ["Jonas Wendt"]),
    ("comma", "Shopkeeper Nila Rao shrugged off the warning, “We have had floods here every year since I was born.”", ["Nila Rao"]),
    ("comma", "The actor Grant Poulter defended his choice, \"Nobody paid me a penny for that evening.\"", ["Grant Poulter"]),
    ("comma, handed on", "When the family came home there was a harsh message from the lawyers, “Your brother did not get bail.”", ["lawyers"]),
    # A gesture behind
    ("gesture", "Samira Haddad has waited for six years. “None of us has ever missed a hearing,” Samira sighs, pointing to a pile of letters.", ["Samira Haddad"]),
    ("gesture", "Samira Haddad has waited for six years. “None of us has ever missed a hearing”, Samira sighs, pointing to a pile of letters.", ["Samira Haddad"]),
    ("gesture", "Parwana Daud waits with her aunt. “None of them has tried to leave the town”, Parwana sighs, pointing to the stamps in her book.", ["Parwana Daud"]),
    ("gesture", "“We are tired of promises,” Hana Sato smiled, wiping flour from her hands.", ["Hana Sato"]),
    ("gesture", "“You can hear the beams at night,” grins Piet Maas, a night watchman.", ["Piet Maas"]),
    ("gesture", "“I was wrong about the tide,” nodded the skipper, Bo Lund.", ["Bo Lund"]),
    ("gesture", "“Look at what the rain has done to us,” Amina Yusuf gestures at a crack a hand wide.", ["Amina Yusuf"]),
    ("gesture, inverted", "“He is older than the harbour and he has more hair than me,” beamed archaeologist Dr Tomas Reik, 73, in his hat.", ["Tomas Reik"]),
    ("gesture, inverted", "“The boss is happy and his boots have never been cleaner,” purred Tamsin Roe of the stables.", ["Tamsin Roe"]),
    ("told by an age", "Carlo Venturi, 78, gave the town his car. “It has not run since the year of the flood and people will pay for it,” the 78-year-old said, to laughter.", ["Carlo Venturi"]),
    ("told by an age", "Carlo Venturi, 46, met the neighbours on Monday. “We did not think of the hills, and I am sorry,” the 46-year-old told members.", ["Carlo Venturi"]),
    ("colon behind a clock", "17.12 The prime minister of Norway, Ingrid Moe: “They have sold the lock to the burglar and given him a discount.” She has rung the bank.", ["Ingrid Moe"]),
    ("cue inside a sentence, no comma", "“We stand ready” tweeted Rosa Quispe “to send whatever boats are needed to bring them home.”", ["Rosa Quispe"]),
    ("cue inside", "Pilot Adam Hale spoke to the board. “The line is closed,” Hale continued, “because the rails have buckled in the heat.”", ["Adam Hale"]),
    ("he turns away", "The minister, Paul Adeyi, was asked about the flats. “I have nothing to hide from anybody.” He walked off without another word.", ["Paul Adeyi"]),
    ("he turns away", "Minister Paul Adeyi faced the cameras for a minute. “None of this is true.” The minister walked away.", ["Paul Adeyi"]),
    # A stop in front
    ("sentence before", "Luca Moretti did not rule out a longer season. “Even if the calendar is full, three more rounds would do the clubs good.”", ["Luca Moretti"]),
    ("sentence before", "Trainer Olga Brandt is sure that the boy will run again. ‘He has the lungs of a horse and he hates to lose.’", ["Olga Brandt"]),
    ("sentence before, they", "The strike hit forty schools. Teacher Per Berg joined it on Monday. “I have not had a raise since the year of the flood.”", ["Per Berg"]),
    ("paragraph before", "Ada Okoye has run the clinic since 2011. She opened a second ward in May.\n\n“We never turn anybody away, and we never will while I am here.”", ["Ada Okoye"]),
    ("nobody before", "The hall fell silent. “You have sold our river for a song.”", [NOBODY]),
    ("nobody before", "Fans filled the square after the match in Porto. “This is the best night of my whole life.”", [NOBODY]),
]  # fmt: skip

NO_QUOTES = [
    ("title", "Her second novel, “The House Where Nobody Sleeps”, won a prize in Lyon."),
    ("title", "The theatre opens on Friday: “The Doctor Is Not In” runs until May."),
    ("title", "Pia Holm chose a song for the finale: “I Will Wait for You Tonight” by Arvid Kos."),
    ("slogan", "Their slogan, “we are the north”, was printed on forty thousand shirts."),
    ("exhibits", "“The Sea Gives Nothing Back” was shown in Oslo in May. The curator, Ida Lie, was there."),
    ("a word", "Bo Lund used one word for it: “sabotage”."),
    ("terms", "The bill defines two terms. “Vessel” means a boat that is used for trade."),
]  # fmt: skip


@pytest.mark.parametrize(("why", "text", "speakers"), ORPHANS)
def test_a_marked_sentence_is_somebodys(why: str, text: str, speakers: list[str]) -> None:
    told = said(text)
    assert [who for who, _ in told] == speakers, why
    words = " … ".join(words for _, words in told)
    assert all(marked in words for marked in re.findall('[“‘"]([^”’"]{12,})[”’"]', text)), why


@pytest.mark.parametrize(("why", "text"), NO_QUOTES)
def test_a_title_or_a_word_is_nobodys(why: str, text: str) -> None:
    assert said(text) == [], why
