"""Tellings that are sure by their words, whatever the parser makes of them: a cue that closes its
sentence, one turned around, the moment between the cue and what was said; and who speaks where a
paragraph has turned to another."""

from __future__ import annotations

import pytest

from tests.extraction.quotes_of import said

# Kind, text, the speaker of one of its quotes (name or description), his words.
TOLD = [
    ("a cue that closes", "Rates fell. The danger isn't past, but it has grown smaller, analysts at the broker Hartwell wrote.", "", "The danger isn't past, but it has grown smaller"),
    ("a cue that closes", "Former Ghanaian president Kofi Addai flew to the capital of Togo on Tuesday in an effort to calm the dispute, a diplomat and a priest said.", "", "Former Ghanaian president Kofi Addai flew to the capital of Togo on Tuesday in an effort to calm the dispute"),
    ("a cue that closes", "Mayor Ines Fabre will travel to Lyon on Monday to see him at the town hall, her party, Avenir, announced on Friday.", "", "Mayor Ines Fabre will travel to Lyon on Monday to see him at the town hall"),
    ("a cue that closes", "The third round of talks between Oman and Kenya will be held in Lisbon on Sunday with Peru as mediator, the Kenyan Ministry of Foreign Affairs confirmed on Monday, after mixed reports.", "", "The third round of talks between Oman and Kenya will be held in Lisbon on Sunday with Peru as mediator"),
    ("a cue that closes", "A study of the northern field has found that a pipe to the coast is as cheap as a ship, two people who have seen it said, giving the state an argument.", "", "A study of the northern field has found that a pipe to the coast is as cheap as a ship"),
    ("told by another", "The pilot read the clearance back correctly, a ministry official said at a briefing.", "", "The pilot read the clearance back correctly"),
    ("told by another", "Orr told them that the harbour was safe, an aide said.", "", "Orr told them that the harbour was safe"),
    ("the reporter's own", "The mayor said she would vote against the plan and expects to be fined. “I can't,” she said.", "", "she would vote against the plan"),
    ("the reporter's own", "The Fund said it was pleased with the swap and will stay until June.", "Fund", "it was pleased with the swap"),
    ("the reporter's own", "The ministry said its troops had taken the village, which could not be confirmed.", "ministry", "its troops had taken the village"),
    ("the reporter's own", "Bishop Ole Berg said the judges had given the land a book to read, a reference to the full judgment.", "Ole Berg", "the judges had given the land a book to read"),
    ("the reporter's own", "The party says it has held talks with five others, a week after it lost its majority.", "party", "it has held talks with five others"),
    ("the reporter's own", "The office said they had discussed trade, and did not mention the site.", "office", "they had discussed trade"),
    ("the reporter's own", "The two may see each other in Reykjavik, diplomats say, but nothing has been arranged.", "", "The two may see each other in Reykjavik"),
    ("the reporter's own", "Bills are exempt, and people who hold bonds would not lose any money, Finance Minister Kofi Mensah said.", "Kofi Mensah", "people who hold bonds would not lose any money"),
    ("what might be", "Ana Ruiz said the vote would go ahead, though some days might be moved.", "Ana Ruiz", "the vote would go ahead, though some days might be moved"),
    ("a script", "Transcript.\n\nPRIME MINISTER SÓLVEIG ÁRNADÓTTIR: Good afternoon. It's a pleasure to welcome Jānis.\n\nTomorrow I'm going to meet the mayor.\n\nPRIME MINISTER JĀNIS KALNIŅŠ: Thank you for the salmon.\n\nQUESTION: Will you meet?\n\nÁRNADÓTTIR: No, we won't.", "Sólveig Árnadóttir", "Tomorrow I'm going to meet the mayor"),
    ("a briefing", "Spokesperson: Minister Gan will visit from June 18.\n\nHarbour News: Will he meet the king?\n\nSpokesperson: I have told you.\n\nHarbour News: And the queen?\n\nSpokesperson: We hope so.", "Harbour News", "And the queen?"),
    ("turned around", "“My uncle carried guests up in a chair from the road,” said guide Oscar Bramley. “I have a tractor.”", "Oscar Bramley", "“I have a tractor.”"),
    ("turned around", "“It smelled of gas,” said cook Amir Haddad. “Then it was dark.”", "Amir Haddad", "“Then it was dark.”"),
    ("turned around", "“I lost two thousand,” said boning hall operator Ewa Nowicka. “But nobody came.”", "Ewa Nowicka", "“But nobody came.”"),
    ("the moment between", "Transport Minister Pál Vereczkey told reporters in Vienna on Friday he had sent the papers to the commissioner by courier.", "Pál Vereczkey", "he had sent the papers to the commissioner by courier"),
    ("the moment between", "Prosecutor Jane Holt told the jury on Monday phone records put the man near the house shortly before midnight.", "Jane Holt", "phone records put the man near the house shortly before midnight"),
    ("the moment between", "The health ministry said this month it planned to sell three clinics.", "health ministry", "it planned to sell three clinics"),
    ("the moment between", "The union said last night its members would return to work.", "union", "its members would return to work"),
    ("the moment between", "The Peruvian secretary said on returning to Lima on Sunday that his men had been chosen with care.", "", "his men had been chosen with care"),
    ("the moment between", "A man accused of robbing a bank told detectives he had been fishing at the weir on the night of the raid.", "", "he had been fishing at the weir on the night of the raid"),
    ("a paragraph of another", "“It is cheap,” said Senator Paul Kerr of Ohio.\n\nMr. Harlow dismissed that in a brief talk with the press outside. “We already pay,” he said.", "Harlow", "“We already pay,”"),
    ("a paragraph of another", "Judge Otto Wern wrote that the men had shown neglect.\n\nThe security chief, Anton Torres, was on holiday in Spain. He said he would return.", "Anton Torres", "he would return"),
    ("a paragraph of another", "“It is dear,” Serge Baudry told the paper.\n\nThe head of the employers' body, Patrick Mont, called for savings. “Sixty-four is a minimum,” he told the daily.", "Patrick Mont", "“Sixty-four is a minimum,”"),
    ("nobody answers himself", "Hugh Keller, counsel to the inquiry, asked why Dominic Farr had waited until March. He answered that the plan was sound.", "Dominic Farr", "the plan was sound"),
    ("not whom he names", "Mayor Ole Berg condemned Ivar Holt. Holt, he said, would leave or be forced to.", "Ole Berg", "Holt … would leave or be forced to"),
    ("named behind the lead", "Two villages will get a clinic by June, the district health officer said on Monday.\n\nAmara Diop told reporters in Thies that the money had been found.", "Amara Diop", "Two villages will get a clinic by June"),
    ("named behind the lead", "A truce was agreed, Norway's facilitator said after two days of talks.\n\nRetired General Zahid Osman told reporters that teams would meet again.", "Zahid Osman", "A truce was agreed"),
    ("named behind the lead", "The widow of a farmer killed by a driver said Monday she will meet him.\n\n“I don't know if I'll cry,” Marlene Hoek told reporters outside the court.", "Marlene Hoek", "she will meet him"),
    ("named behind the lead", "Parents will have to wait, the Chief State Pathologist said yesterday.\n\nDr Peter Odwar told journalists the tests took time.", "Peter Odwar", "Parents will have to wait"),
    ("named behind the lead", "The port will close, a harbour official said on Tuesday.\n\nFinance Minister Ole Berg told parliament the port had lost money.", "harbour official", "The port will close"),
    ("it, they and an age", "Economists at the Red Hill Institute put the loss at a tenth. A longer strike could push up prices, they said.", "Red Hill Institute", "A longer strike could push up prices"),
    ("it, they and an age", "The ministry issued figures. Analysts at Fenner Capital called them solid. The Lake Bank meets the rules, it said.", "Lake Bank", "The Lake Bank meets the rules"),
    ("it, they and an age", "“I waited on the hill,” Chebet-Rono, 34, said.", "Chebet-Rono", "“I waited on the hill,”"),
    ("it, they and an age", "Workers left Wolverine Motors on Friday. Wolverine says it has offered a fifth.", "Wolverine Motors", "it has offered a fifth"),
    ("letters behind a name", "Miriam Coe KC, counsel to the inquiry, asked why the meeting was held in March.", "Miriam Coe", "why the meeting was held in March"),
    ("letters behind a name", "Ruth Aldous MP said the bill would pass.", "Ruth Aldous", "the bill would pass"),
    ("a trade before a name", "Relatives have had no news. Volcanologist Sten Ekdahl of the University of Bergen said the island had moved.", "Sten Ekdahl", "the island had moved"),
    ("a trade before a name", "Prices fell. Filleter Danuta Kowal, who came to the town in 2006, said she worked at the plant.", "Danuta Kowal", "she worked at the plant"),
    ("a title before a surname", "Councillor Omar Farouk heads the board. Cllr Farouk told the Echo he had sympathy.", "Omar Farouk", "he had sympathy"),
    ("a title before a surname", "The prisons minister, Giles Marlow, had resigned. Lord Marlow, as he now is, said he had no record of the request.", "Giles Marlow", "he had no record of the request"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "speaker", "words"), TOLD)
def test_whose_words_they_are(kind: str, text: str, speaker: str, words: str) -> None:
    told = said(text)
    assert any(w == words and (not speaker or s == speaker) for s, w in told), (kind, told)


def test_what_a_medium_passes_on_it_does_not_say_itself() -> None:
    told = said("Orr told the board that it was late, the Daily Courier reported.")
    assert told == [("Orr", "it was late")]


def test_a_list_is_no_cue_that_closes() -> None:
    assert said("She met the mayor, the bishop and the staff wrote letters.") == []
