"""Quotes in the manner of agencies and dailies: who goes on speaking, what a body is called the
second time, where words between marks run over paragraphs."""

from __future__ import annotations

import pytest

from tests.extraction.quotes_of import quotes, said

SPEAKERS = [
    # Whoever is named between the marks doesn't speak them
    ("named inside", "Harbour master Tomas Reik said the quay was closed.\n\n“The Ministry wrote to Olga Brandt in May, and Brandt promised us a crane. Nobody has seen Brandt or the crane,” he said.", ["Tomas Reik", "Tomas Reik"]),
    ("named inside", "Coach Luis Ferreira praised his side. “I told Marco Silva to stay wide and Silva stayed wide,” he said.", ["Luis Ferreira"]),
    ("named inside", "The rector, Ewa Nowak, spoke to reporters. “We hired Anna Kos because Kos knows the archive,” she said.", ["Ewa Nowak"]),
    ("named inside", "Irrigation Minister Samuel Otieno said the dam would be ready by June.\n\n“I confirmed with the engineer’s office that Peter Mwangi was invited by the contractor.\n\n“So Mwangi was there as director of the contractor’s fund,” he said.", ["Samuel Otieno", "Samuel Otieno", "Samuel Otieno"]),
    ("acronym inside", "The secretary of the party, Idris Bello, said nothing had changed.\n\n“PRD is one house. PRD has gone beyond quarrels and PRD will win,” he said.", ["Idris Bello", "Idris Bello"]),
    ("I is nobody’s name", "Senator Femi Adeyemi said the vote was lawful.\n\n“I am the chairman. If I go back to deputy chairman I remain a member of the council,” he said.", ["Femi Adeyemi", "Femi Adeyemi"]),
    ("building inside", "Foreign Minister Hadi Rahman said the border would open.\n\n“Well, Istana Hijau cannot decide this. We can only ask Istana Hijau and wait,” he told reporters.", ["Hadi Rahman", "Hadi Rahman"]),
    # One run of paragraphs, one speaker
    ("run named at its end", "The works at the lock were inspected on Monday.\n\n“In the coming weeks you will see much activity. Nobody will be idle.\n\n“We will look at the gates and at the pumps,” harbour master Tomas Reik said.", ["Tomas Reik", "Tomas Reik"]),
    ("run named at its end", "Pumps were shown to the guests.\n\n“You can do more here. The labour is cheap and skilled.\n\n“You must leave no ruins.\n\n“We will help you,” President Amara Diop said.", ["Amara Diop", "Amara Diop", "Amara Diop"]),
    ("run by office", "Mayor Lena Hofer said the fair would open.\n\n“The tents were paid for by the guild, all of them.\n\n“So I must stress that the town paid for the stage only,” the town’s spokeswoman said.", ["Lena Hofer", "Lena Hofer", "Lena Hofer"]),
    ("long words", "Minister Dewi Santoso welcomed the plant. " + "“There is sun, there is sand and there are people who want to work with both of them. " * 7 + "\n\n“We are partners,” the minister said.", ["Dewi Santoso", "Dewi Santoso"]),
    # Descriptions
    ("our correspondent", "The talks were cordial, said our transport correspondent Nina Falk. No offer was made, our correspondent added.", ["Nina Falk", "Nina Falk"]),
    ("coach goes on", "Hugo Lind told a crowd in Malmo that he had never met a better captain than Per Berg. “Berg is known all over the world,” the coach went on. “He built this club.”", ["Hugo Lind", "Hugo Lind", "Hugo Lind"]),
    ("the president, of two", "President Amara Diop received Senate President Moussa Fall on Friday. Fall brought a letter. “The country is open for business,” the President said.", ["Amara Diop"]),
    ("title alone", "The Honourable Minister of Works, Dele Okon, spoke last. The Minister also said roads would be mended. “Permit me to revel, Honourable Minister, in your kindness,” Governor Sani Garba replied.", ["Dele Okon", "Sani Garba"]),
    ("office and a name behind that is none", "Foreign Minister Juhan Tamm met his guest. According to the Foreign Minister, Nordic cooperation is at its strongest.", ["Juhan Tamm"]),
    ("spokesman for somebody", "The court ruled on Friday. A spokesman for Governor Hal Whitman’s office said the ruling spoke for itself.", ["spokesman for Governor Hal Whitman’s office"]),
    ("spokesman for somebody", "A spokeswoman for Mr Prescott Hale said the rules would change in April.", ["spokeswoman for Mr Prescott Hale"]),
    # Persons told by a nation, a style, initials, a title
    ("called by a nation", "Ebba Sundqvist of Sweden beat Tiril Haugen by a second. “I was lucky,” the Swede said.", ["Ebba Sundqvist"]),
    ("styled", "Judge Helena Marchetti sentenced Grant Poulter to six years. Her Honour said the crime had been grave.", ["Helena Marchetti"]),
    ("initials of an office", "Deputy President Rigathi Mwangi visited the school on Monday. The DP said the fire was no accident.", ["Rigathi Mwangi"]),
    ("title", "Headteacher Gunilla Ask closed the school for a week. Headteacher Ask said the pupils were safe.", ["Gunilla Ask"]),
    ("called by a nation", "Oil minister Nasser Al-Mutairi of Kuwait met Prince Faisal in Riyadh. The Kuwaiti said output would rise.", ["Nasser Al-Mutairi"]),
    ("called by a nation", "President Rodolfo Chaves of Costa Rica received Lorenzo Cortinas, his Panamanian counterpart. The Costa Rican said the road would be built.", ["Rodolfo Chaves"]),
    ("title", "Superintendent Joyce Njeri led the search. “We found nothing,” Supt Njeri said.", ["Joyce Njeri"]),
    ("called by a nation", "Trade commissioner Maroš Kolár flew to Delhi. The Slovak said he was hopeful.", ["Maroš Kolár"]),
    ("called by a nation", "The defender Aaron Mutasa, 24, signed for Leeds. The Zimbabwean said he had dreamed of it.", ["Aaron Mutasa"]),
    ("called by a nation", "The Malian coach and the Kenyan coach spoke after the match. The Dutch said they would appeal.", ["Dutch"]),
    ("called by a nation, nobody named", "A crowd had gathered at the gate. The Swede said nobody would be let in.", ["Swede"]),
    ("styled", "His Excellency Governor Sani Garba opened the clinic. His Excellency said forty nurses would be hired.", ["Sani Garba"]),
    ("initials of an office", "Inspector-General of Police Alex Danso visited Tema on Friday. The IGP said patrols would be doubled.", ["Alex Danso"]),
    # Two at once
    ("the two", "Finance Minister Ken Mori met Finance Minister Park Jun in Seoul on Monday. The two said the swap line would be renewed.", ["Ken Mori and Park Jun"]),
    ("they, of the two", "Finance Minister Ken Mori met Finance Minister Park Jun in Seoul on Monday. The two said the swap line would be renewed. They confirmed that officials would meet in May.", ["Ken Mori and Park Jun", "Ken Mori and Park Jun"]),
    # Bodies by what they are
    ("airline", "Skyhop, the Zambian carrier, flies to ten cities. A Skyhop plane was hit by hail near Lusaka on Monday. The airline said the plane had landed safely.", ["Skyhop"]),
    ("opposition party", "The opposition party, UFC Union, said it would not attend. The government shrugged. The opposition party said the vote was a farce.", ["UFC Union", "UFC Union"]),
    ("apposition behind", "Tezkar, an Uzbek technology company, raised $120 million. The technology company said it had been profitable since 2022.", ["Tezkar"]),
    ("apposition behind", "Colruna, the Belgian grocer, closed ten shops. The company said rents were too high.", ["Colruna"]),
    ("bloc", "Envoys of the regional bloc SADEC landed in Maseru. The bloc said a date had been agreed.", ["SADEC"]),
    ("town", "The city of Vintra said the bridge would reopen in May.", ["city of Vintra"]),
    ("town", "The prefecture said two roads were closed.", ["prefecture"]),
    ("union, no firm", "Colruna closed ten shops. Colruna said rents were too high. The union said the shops had been full.", ["Colruna", "union"]),
    ("goes on, unnamed", "Boris Keller wrote to the families. A government spokeswoman said: “The minister has written to them.\n\n“He is determined to meet them.”", ["government spokeswoman", "government spokeswoman"]),
    ("headquarters", "Labour headquarters said he could not stand.", ["Labour headquarters"]),
    ("group of people", "Farmers of twelve villages near Kolar said they had decided not to sell.", ["Farmers of twelve villages near Kolar"]),
    ("supporters", "Mr Hale’s supporters said they had the fifty signatures.", ["Mr Hale’s supporters"]),
    # Names
    ("two spellings", "General Abdourrahman Issa spoke on television. Aides of General Abdourahman Issa left. “We are ready,” he said.", ["Abdourrahman Issa"]),
    ("surname misspelt", "Prime Minister Andrea Hollwess arrived. The matter was also discussed, according to Holwess.", ["Andrea Hollwess"]),
    ("initials", "The farmers met the district magistrate of Sundar Budh Nagar, RK Mehta, on Monday. Money will be paid as the court ordered, said Mehta.", ["RK Mehta"]),
    ("words told", "“I said to Pavel Dost, ‘Please stay,’ and he told me, ‘Never again,’” Anna Kos said.", ["Anna Kos", "Anna Kos", "Pavel Dost"]),
    ("according to", "According to Milan Mandar, Harry Reddin vowed he would stay. “I was told so by Reddin,” he said.", ["Harry Reddin", "Milan Mandar"]),
    ("quoted as saying", "The agency quoted Viktor Melnyk as saying: “The tone was rude.”", ["Viktor Melnyk"]),
    ("quoted as saying", "Viktor Melnyk was quoted as saying that the tone was rude.", ["Viktor Melnyk"]),
    ("quoted as saying", "“I want to point out that the tone was rude,” the presidential press service quoted Viktor Melnyk as saying.", ["Viktor Melnyk"]),
]  # fmt: skip

WORDS = [
    ("discourse word", "Meanwhile, the envoy is likely to travel to Sochi on Friday, Petra Holub said.", "the envoy is likely to travel to Sochi on Friday"),
    ("discourse word", "And, by all signs, he is still held in Ohio, Judge Carl Benning said.", "by all signs, he is still held in Ohio"),
    ("discourse word", "However, the bridge will stay closed until May, Petra Holub said.", "the bridge will stay closed until May"),
    ("noting", "The deal could take years, Petra Holub said, noting countries like Japan had shown interest.", "countries like Japan had shown interest"),
    ("though added", "Petra Holub admitted that the board could have acted sooner, though pointed out that the letter had come late.", "the board could have acted sooner"),
    ("though added", "Petra Holub admitted that the board could have acted sooner, though pointed out that the letter had come late.", "the letter had come late"),
    ("agreed that", "Judge Carl Benning agreed with prosecutors that the man need not appear in court.", "the man need not appear in court"),
    ("also agreed that", "The ministers Ken Mori and Park Jun also agreed that their countries would cooperate closely.", "their countries would cooperate closely"),
    ("clarified", "Minister Dewi Santoso also clarified the visit was paid for by the fund.", "the visit was paid for by the fund"),
    ("run unclosed", "Pumps were shown.\n\n“You can do more here. The labour is cheap.\n\n“We will help you,” President Amara Diop said.", "“You can do more here. The labour is cheap."),
    ("run unclosed and long", "Pumps were shown.\n\n“" + "There is sun, there is sand and there are people who want to work here with both of them. " * 7 + "\n\n“We will help you,” President Amara Diop said.", "“" + ("There is sun, there is sand and there are people who want to work here with both of them. " * 7).strip()),
    ("as in front", "They closed the shaft because of what the director Petra Holub described as “unsafe working conditions.”", "“unsafe working conditions.”"),
    ("according to inside", "Rex Elmann, according to one of the brokers, met the buyers in New York last week.", "Rex Elmann … met the buyers in New York last week"),
    ("stirs", "Petra Holub said the firms covered most of the cost, which drew criticism of the deal.", "the firms covered most of the cost"),
    ("marked rest", "Petra Holub noted that the next mayor would have to deal with the debt, “holes in the road and so on.”", "the next mayor would have to deal with the debt, “holes in the road and so on.”"),
    ("torn", "An aide to the opposition this week had said Hoffmann, after shunning earlier calls, was ready to meet.", "Hoffmann, after shunning earlier calls, was ready to meet"),
    ("acknowledged to", "Petra Holub acknowledged to the crowd that she had made mistakes.", "she had made mistakes"),
]  # fmt: skip


@pytest.mark.parametrize("kind, text, expected", SPEAKERS, ids=[row[0] for row in SPEAKERS])
def test_who_speaks(kind: str, text: str, expected: list[str]) -> None:
    assert [name for name, _ in said(text)] == expected


@pytest.mark.parametrize("kind, text, words", WORDS, ids=[row[0] for row in WORDS])
def test_what_is_said(kind: str, text: str, words: str) -> None:
    assert words in [content for _, content in said(text)]


def test_the_medium_keeps_its_whole_name() -> None:
    (quote,) = quotes("“Traffic is our main concern,” Naresh Puri told Post Today.")
    assert quote.via == "Post Today"
