"""Whose words a quote's are, where the article tells the speaker in an unusual way: by an age, a
sort, an owner, a pronoun; or names him behind a long office."""

from __future__ import annotations

import pytest

from tests.extraction.quotes_of import quotes, said

# Kind, text, the speaker of one of its quotes (name or description), his words.
WHOSE = [
    ("its own officer", "Turkey surprised its allies on Friday when its president said he did not share the view. President Vasili Putov of Russia phoned President Tor Niemi.", "president", "he did not share the view"),
    ("its own officer", "The Fuerte mine will reopen on Monday, its owner said on Friday. Hotel owner Felicia Cruz was glad.", "owner", "The Fuerte mine will reopen on Monday"),
    ("its own officer", "The interior ministry counted 600 arrests, its spokeswoman said. Anna Kral, spokeswoman for the opposition, wept.", "spokeswoman", "The interior ministry counted 600 arrests"),
    ("its own officer", "Afghan President Hamid Azizi spoke to them, his spokesman wrote. Zabi Noor, spokesman for the movement, laughed.", "spokesman", "Afghan President Hamid Azizi spoke to them"),
    ("its own officer", "The European Commission will drop the plan, its president told the parliament. Arno Roussel, president of the French farmers, cheered.", "president", "The European Commission will drop the plan"),
    ("its own officer", "Korvax lost money. Ivan Petrov, chief executive of Korvax, resigned. Korvax would sell two mines, its chief executive said.", "Ivan Petrov", "Korvax would sell two mines"),
    ("its own officer", "Kenyan Foreign Minister Ruth Odhiambo flew in. Kenya would not send troops, its foreign minister said.", "Ruth Odhiambo", "Kenya would not send troops"),
    ("its own officer", "Singer Paulo Reis was held on Monday. Lawyer Rui Costa saw him. Reis would sue, his lawyer said.", "Rui Costa", "Reis would sue"),
    ("its own officer", "The Bakers' Union called a strike. Marta Silva, president of the Bakers' Union, spoke. The strike would last a week, its president said.", "Marta Silva", "The strike would last a week"),
    ("by age", "“It was dark,” the 73-year-old said.", "73", "“It was dark,”"),
    ("by age", "Tapio Lahti, 73, rang the paper on Monday. His wife Aino Lahti, 70, was out. “It was dark,” the 73-year-old said.", "Tapio Lahti", "“It was dark,”"),
    ("by age", "Rosa Quint met Omar Vale in May. Quint, 41, won. Vale lost. “I am glad,” the 41-year-old said when asked.", "Rosa Quint", "“I am glad,”"),
    ("by age", "Rosa Quint won the race on Sunday. “I am glad,” the 41-year-old said.", "Rosa Quint", "“I am glad,”"),
    ("by age", "Premier Jan Host resigned. A 23-year-old from Brno said she was glad.", "23-year-old from Brno", "she was glad"),
    ("by age", "The 58-year-old Ole Berg farms in Voss. The 19-year-old Kari Berg studies. “I am tired,” the 58-year-old told us.", "Ole Berg", "“I am tired,”"),
    ("by age", "Farmer Paul Weir, 62, sold his cows. He has two sons. The 62-year-old said he would miss them.", "Paul Weir", "he would miss them"),
    ("a group by where", "Lawmakers from three parties on Monday said that the bill was unfair.", "Lawmakers from three parties", "the bill was unfair"),
    ("a group by where", "Students at the meeting told the dean that they hoped to share rooms with friends.", "Students", "they hoped to share rooms with friends"),
    ("a group by where", "Parents at the rally said that fees had doubled.", "Parents", "fees had doubled"),
    ("a group by where", "Nurses at the hearing on Friday said that wards were full.", "Nurses", "wards were full"),
    ("the name before the verb", "A union representative in Gafsa, Lotfi Brahmi, said workers were waiting.", "Lotfi Brahmi", "workers were waiting"),
    ("the name before the verb", "A hydrologist at the university in Al-Bayda, Abdelwanees Ashoor, wrote last year that a flood would come.", "Abdelwanees Ashoor", "a flood would come"),
    ("the name before the verb", "City councillor for transport Nermina Begić told the hearing that 20,000 people would come.", "Nermina Begić", "20,000 people would come"),
    ("the name before the verb", "The vice-chancellor of the university in Dunedin, Grant Robertsen, said it would be cheaper.", "Grant Robertsen", "it would be cheaper"),
    ("the name before the verb", "Executive director of the Leeds chapter of the Council on Fair Rents Alia Salem said the rents were high.", "Executive director of the Leeds chapter of the Council on Fair Rents Alia Salem", "the rents were high"),
    ("the name before the verb", "“I waited,” Halvorsen, 34, said.", "Halvorsen", "“I waited,”"),
    ("the name before the verb", "A mother of three at the protest, Oyuka, said she came by bus.", "Oyuka", "she came by bus"),
    ("the name before the verb", "A trade unionist in Sfax, Moncef Zribi, told reporters the port was shut.", "Moncef Zribi", "the port was shut"),
    ("the name before the verb", "The head of the clinic in Mbarara, Stella Kyomuhendo, said beds were short.", "Stella Kyomuhendo", "beds were short"),
    ("the name before the verb", "An engineer with the harbour board in Batroun, Wadih Akl, warned that the wall would break.", "Wadih Akl", "the wall would break"),
    ("the name before the verb", "A geologist who studies the lake, Tsering Dolma, said it would burst.", "Tsering Dolma", "it would burst"),
    ("the name before the verb", "One protester, Kim In-soo, stated that they were peaceful.", "Kim In-soo", "they were peaceful"),
    ("the name before the verb", "A large customer, the canner Pendle & Hargrave, said it would look elsewhere.", "Pendle & Hargrave", "it would look elsewhere"),
    ("the name before the verb", "A travel firm in Hanover, Sonnenzeit, said it had flown out 1,200 people.", "Sonnenzeit", "it had flown out 1,200 people"),
    ("the name before the verb", "A charity, the Human Hub, says it cooks 1,100 meals a day.", "Human Hub", "it cooks 1,100 meals a day"),
    ("the name before the verb", "Maria Flynn spoke. Her union, Siptac, said it would seek a seat.", "Siptac", "it would seek a seat"),
    ("the name before the verb", "A spokesman for the airport in Split, Croatia, said flights were late.", "spokesman for the airport in Split, Croatia", "flights were late"),
    ("the name before the verb", "An official from Osaka, Japan, said the fee was high.", "official from Osaka, Japan", "the fee was high"),
    ("the name before the verb", "A lawyer in Tampa, Florida, said the fee was high.", "lawyer in Tampa, Florida", "the fee was high"),
    ("a body by its sort", "The Malay Courier reported that the minister will fly to Sabah. The newspaper said he will be joined by officials.", "Malay Courier", "he will be joined by officials"),
    ("a body by its sort", "The minister will fly to Sabah and meet the governor, reported news agency Nusan. Earlier he met a party president, the report stated.", "news agency Nusan", "Earlier he met a party president"),
    ("a body by its sort", "SEOUL (Hanul) - Foreign Minister Park Min-seo will meet her Dutch counterpart in May, her ministry said Tuesday.", "foreign ministry", "Foreign Minister Park Min-seo will meet her Dutch counterpart in May"),
    ("a body by its sort", "Defence Minister Luis Prado will fly to Quito next week, his ministry said. The trip is short.", "defence ministry", "Defence Minister Luis Prado will fly to Quito next week"),
    ("a body by its sort", "Grain exporter Delta Agro lost half its fleet in the flood. The company said it would pay its crews.", "Delta Agro", "it would pay its crews"),
    ("a body by its sort", "The Andean Doctors Federation warned of shortages on Tuesday. The federation said stocks would last a week.", "Andean Doctors Federation", "stocks would last a week"),
    ("a body by its sort", "Finance Minister Ana Costa presented the budget on Monday. Her office said the deficit would fall.", "Ana Costa's office", "the deficit would fall"),
    ("a name behind its kind", "The pan-African human rights group the Lantern Forum said prisons were full.", "Lantern Forum", "prisons were full"),
    ("a name behind its kind", "Association of Harbour Pilots National President, Dr Olu Bassey, said that fees had doubled.", "Olu Bassey", "fees had doubled"),
    ("a name behind its kind", "Union of Bus Drivers General Secretary, Maria Pinto, said the buses were old.", "Maria Pinto", "the buses were old"),
    ("a name behind its kind", "The Deputy Director of the cyber unit, ACP Bala Garba, confirmed that the men were held.", "Bala Garba", "the men were held"),
    ("a name behind its kind", "DSP Ravi Nair said that two men had fled.", "Ravi Nair", "two men had fled"),
    ("a name behind its kind", "The farmers met the magistrate, AK Varma, on Monday. The road was open. The fee will be paid by June, said Varma.", "AK Varma", "The fee will be paid by June"),
    ("a name behind its kind", "A final comment from Tom Field noted that the hut was cold.", "Tom Field", "the hut was cold"),
    ("a name behind its kind", "A statement from Elsa Roth said that the hut was cold.", "Elsa Roth", "the hut was cold"),
    ("a name behind its kind", "London think tank the Harbour Institute warned that rents would rise.", "Harbour Institute", "rents would rise"),
    ("a name behind its kind", "Consumer watchdog the Fair Price Council said the fees were unlawful.", "Fair Price Council", "the fees were unlawful"),
    ("a name behind its kind", "Student Senate Vice President, Ife Cole, said the library would open.", "Ife Cole", "the library would open"),
    ("a pronoun", "The two leaders, Ivo Tamm and Rana Shah, spoke on Friday about trade, a Downing Lane spokesperson said. \"The prime minister raised human rights,\" they added.", "Downing Lane spokesperson", "\"The prime minister raised human rights,\""),
    ("a pronoun", "Ana Paz and Leo Kurz met on Monday, a palace source said. “It was a warm talk,” they said.", "palace source", "“It was a warm talk,”"),
    ("a pronoun", "Prime Minister Omar Reid met his Guyanese counterpart, Dr Neil Persaud, on Tuesday. He said their meeting had led to a deeper understanding.", "Omar Reid", "their meeting had led to a deeper understanding"),
    ("a pronoun", "Prime Minister Omar Reid hosted his counterpart Neil Persaud in Port Hill. “When Prime Minister Persaud came to us, we were moved,” he said.", "Omar Reid", "“When Prime Minister Persaud came to us, we were moved,”"),
    ("a pronoun", "Deputy Minister Carla Nunez received Ana Hoebel. The Deputy Minister gave thanks. She also said that the island would go on.", "Carla Nunez", "the island would go on"),
    ("a pronoun", "Harbour firm Delta Quay paid 3 million for the crane. The crane broke on Monday. It said repairs would take a year.", "Harbour firm Delta Quay", "repairs would take a year"),
    ("named after the lead", "The ferry sank because it carried too many goats, a coastguard spokesman said Friday. Divers found eleven bodies. Coastguard spokesman Iwan Setiawan said the search would go on.", "Iwan Setiawan", "The ferry sank because it carried too many goats"),
    ("named after the lead", "The president will not run again, a presidential spokeswoman said. The vote is due in June. Presidential spokeswoman Adaeze Obi posted a photograph of the letter.", "Adaeze Obi", "The president will not run again"),
    ("named after the lead", "A bridge over the Vah will be closed for two years, a city engineer said Tuesday. Traffic will go by the old road. City engineer Jozef Kral told the council that steel was dear.", "Jozef Kral", "A bridge over the Vah will be closed for two years"),
    ("named after the lead", "The strike will last another week, a union leader said on Sunday. Trains stood still. Marta Silva, the union leader, called on members to stay calm.", "Marta Silva", "The strike will last another week"),
    ("named after the lead", "Rebels hold three villages near the border, a provincial governor said Thursday. Thousands fled. \"We need food,\" said Abdu Karim, the provincial governor.", "Abdu Karim", "Rebels hold three villages near the border"),
    ("named after the lead", "Talks have broken down, a government negotiator said late on Friday. Both sides blamed each other. Government negotiator Pavel Horak said there was no date for new ones.", "Pavel Horak", "Talks have broken down"),
    ("named after the lead", "At least nine people were killed in the landslide, a police official said on Wednesday. Rain has fallen for six days. Police official Tenzin Norbu said houses were swept away.", "Tenzin Norbu", "At least nine people were killed in the landslide"),
    ("named after the lead", "The ferry sank because it carried too many goats, a coastguard official said Friday. Divers found eleven bodies. Transport Minister Iwan Setiawan said the search would go on.", "coastguard official", "The ferry sank because it carried too many goats"),
    ("named after the lead", "Rebels hold three villages, a security official said, asking not to be named. Thousands fled. Interior ministry official Abdu Karim said he knew nothing.", "security official", "Rebels hold three villages"),
    ("named after the lead", "Two people drowned, a witness said. Boats went out. A second witness, Amina Yusuf, said she had heard screams.", "witness", "Two people drowned"),
    ("named after the lead", "The talks failed, a union leader said. Marta Silva, the leader of the bakers, and Jan Roth, the leader of the drivers, met.", "union leader", "The talks failed"),
    ("a description of one named before", "Kofi Mensah, a senior analyst at the Accra think tank Baobab House, said prices would rise. Traders complained. “The harvest was poor,” the Baobab House analyst told reporters.", "Kofi Mensah", "“The harvest was poor,”"),
    ("a description of one named before", "Lawyer and campaigner of the Green Front, Ngozi Bello, has condemned the arrest of a blogger, Tunde Ade. Bello said she was angry. “We spent two days at the station to get Tunde Ade out,” the campaigner wrote on Tuesday.", "Ngozi Bello", "“We spent two days at the station to get Tunde Ade out,”"),
    ("a description of one named before", "The farmers met the district commissioner of Narok, Peter Saitoti, on Monday. John Ole, a farmer, said, “He has agreed to pay us.” The district commissioner said, “I saw the growers and asked them to be patient.”", "Peter Saitoti", "“I saw the growers and asked them to be patient.”"),
    ("a description of one named before", "Elin Dahl, who teaches law at Uppsala University, said the bill was flawed. The bill passed on Monday. “It is a mess,” the law professor said.", "Elin Dahl", "“It is a mess,”"),
    ("a description of one named before", "Rosa Quispe, a potato grower from Puno, walked for six hours. “Nobody listens to us,” the potato grower said.", "Rosa Quispe", "“Nobody listens to us,”"),
    ("a description of one named before", "Hana Novak has swum in the Danube since she was ten. Novak, a nurse and mother of three, won on Sunday. “I was cold,” the nurse said.", "Hana Novak", "“I was cold,”"),
    ("a description of one named before", "Ivan Petrov, chief executive of the miner Korvax, resigned on Friday. Shares rose. “It is time,” the Korvax boss said.", "Ivan Petrov", "“It is time,”"),
    ("a description of one named before", "Actor and singer Paulo Reis was arrested on Monday with his driver, Rui Costa. Reis spent a night in a cell. “I am innocent,” the singer told fans.", "Paulo Reis", "“I am innocent,”"),
    ("a description of one named before", "Human rights lawyer Ali Demir visited the journalist Can Aksoy in prison. Demir brought books. “Can Aksoy is unwell,” the lawyer said.", "Ali Demir", "“Can Aksoy is unwell,”"),
    ("a description of one named before", "The lawyer Ali Demir met the lawyer Can Aksoy. Rain fell. “The court is closed,” a lawyer said.", "lawyer", "“The court is closed,”"),
    ("not who is spoken of", "Premier Omar Reid hosted Neil Persaud in Port Hill. Persaud smiled. “When Persaud came to us, we were moved,” he said.", "Omar Reid", "“When Persaud came to us, we were moved,”"),
    ("not who is spoken of", "Ann Lee wept. Ruth Cole sat beside her. “Ruth Cole is my friend,” she said.", "Ann Lee", "“Ruth Cole is my friend,”"),
    ("not who is spoken of", "Green activist and candidate of the Peace Party in last year's elections, Ngozi Bello, has condemned the arrest of a blogger, Tunde Ade. “We came to get Tunde Ade out,” the activist wrote on Tuesday.", "Ngozi Bello", "“We came to get Tunde Ade out,”"),
    ("not who is spoken of", "Coach Ian Grey dropped Leo Vega on Friday. Vega sulked. “Leo was tired,” the coach said.", "Ian Grey", "“Leo was tired,”"),
    ("not who is spoken of", "Writer and former mayor of Delmore in the hills, Ana Ruiz, came with Tunde Ade. Ade sang. “I was glad,” the writer said.", "Ana Ruiz", "“I was glad,”"),
    ("not who is spoken of", "Farmer and head of the growers of Santa Lucia, Pablo Rey, came. Leo Vega sang. Rain fell. “I was glad,” the farmer said.", "Pablo Rey", "“I was glad,”"),
    ("not who is spoken of", "“It is a mess,” said Rana Bassi, fellow and senior analyst, at the think tank Baobab House and analyst at Risk Wise. Rain fell. “They know,” the Baobab House analyst said.", "Rana Bassi", "“They know,”"),
    ("not who is spoken of", "Leo Vega, who scores for fun at Otter Rovers as a striker, left. Rain fell. “They know,” the Otter Rovers striker said.", "Leo Vega", "“They know,”"),
    ("not who is spoken of", "The Deputy Director of the cyber unit, ACP Bala Garba, confirmed that the men were held.", "Bala Garba", "the men were held"),
    ("not who is spoken of", "The head of the squad, DSP Uzo Ike, confirmed that the men were held.", "Uzo Ike", "the men were held"),
    ("not who is spoken of", "Sacked mayor Howard Flint's party said no. Mr Flint denied it. On the square, Mr Howard insisted he had kept every promise.", "Howard", "he had kept every promise"),
    ("not who is spoken of", "Leader Anwar Jamal spoke on Friday. Mr Anwar said the road was open.", "Anwar Jamal", "the road was open"),
    ("not who is spoken of", "The growers met the district collector of Sundar Budh Nagar, RK Mehta, on Monday. Teja Bhil, a grower, spoke. The district collector said he was glad.", "RK Mehta", "he was glad"),
    ("one name spelt in two ways, or an office by its letters", "Villagers rang the magistrate, AK Varma. He came. The road will be opened, said Varma.", "AK Varma", "The road will be opened"),
    ("one name spelt in two ways, or an office by its letters", "Health Cabinet Secretary Wycliffe Barasa met doctors. “What we have is on the table,” she said. The CS said the government would pay.", "Wycliffe Barasa", "the government would pay"),
    ("one name spelt in two ways, or an office by its letters", "Umar Abdulmalik was held in June. Abdumalik told police he had met a cleric.", "Umar Abdulmalik", "he had met a cleric"),
    ("one name spelt in two ways, or an office by its letters", "Kathryn Waterson teaches art. She draws. “I like it,” Watersen said.", "Kathryn Waterson", "“I like it,”"),
    ("one name spelt in two ways, or an office by its letters", "Premier Andrew Pelham flew home. Pelham smiled. Security was discussed, according to Andrew Pellham.", "Andrew Pelham", "Security was discussed"),
    ("one name spelt in two ways, or an office by its letters", "Jan Hansen met Ole Hanson. Hanson said it was over.", "Ole Hanson", "it was over"),
    ("one name spelt in two ways, or an office by its letters", "Maria Chen left. Cheng said it was over.", "Cheng", "it was over"),
    ("one name spelt in two ways, or an office by its letters", "Peter Marsh left. Marshall said it was over.", "Marshall", "it was over"),
    ("they of a body", "Delta Water cut off the district on Monday. They said a pump had failed.", "Delta Water", "a pump had failed"),
    ("they of a body", "The Coast Guard found the boat at noon. Nobody was aboard. They said the search would go on.", "Coast Guard", "the search would go on"),
    ("they of a body", "Police closed the bridge. They said a lorry had burnt.", "Police", "a lorry had burnt"),
    ("they of a body", "Ann Lee left Delta Water in May. They said she was missed.", "?", "she was missed"),
    ("several of a house", "Analysts at Maple Capital said the cut was small.", "Maple Capital", "the cut was small"),
    ("several of a house", "Economists at Hale Bank expect that rates will fall. Economists at Hale Bank said the yen was cheap.", "Hale Bank", "the yen was cheap"),
    ("several of a house", "Researchers from Otter University wrote that the lake was warm.", "Researchers from Otter University", "the lake was warm"),
    ("several of a house", "Analysts said the cut was small.", "Analysts", "the cut was small"),
    ("several of a house", "Hotel owners say bookings are up.", "Hotel owners", "bookings are up"),
    ("several of a house", "Fishing boat owners said fuel was dear.", "Fishing boat owners", "fuel was dear"),
    ("several of a house", "Health officials said two had died.", "Health officials", "two had died"),
    ("several of a house", "Nurses and midwives said they were still waiting.", "Nurses and midwives", "they were still waiting"),
    ("several of a house", "Prosecutors said on Tuesday that seventeen were being investigated.", "Prosecutors", "seventeen were being investigated"),
    ("several of a house", "Observers of the Northern League reported that boxes were open.", "Observers of the Northern League", "boxes were open"),
    ("who wrote the paper", "A letter written by Rosa Pell says the vote was bought.", "Rosa Pell", "the vote was bought"),
    ("who wrote the paper", "A statement issued by lawyer Tom Brett said his client was ill.", "Tom Brett", "his client was ill"),
    ("who wrote the paper", "A post by Mayor Nina Falk read: “The river is rising.”", "Nina Falk", "“The river is rising.”"),
    ("who wrote the paper", "An email from Dr Sunita Rao, seen by the paper, said that beds were short.", "Sunita Rao", "beds were short"),
    ("who wrote the paper", "Ana Ruiz wrote to the school. The letter said she was leaving.", "Ana Ruiz", "she was leaving"),
    ("who wrote the paper", "A memo from the Harbour Office said ships must wait.", "Harbour Office", "ships must wait"),
    ("a couple by a noun", "Tom Brett was elected in May. The Home Secretary said he would go.", "Home Secretary", "he would go"),
    ("a couple by a noun", "The First Minister said he would go.", "First Minister", "he would go"),
    ("a couple by a noun", "Nina Falk won Leith in May. The FIFA President said rules would change.", "FIFA President", "rules would change"),
    ("a couple by a noun", "Ana Ruiz and Leo Vega lost their son in May. The parents said they would sue.", "Ana Ruiz and Leo Vega", "they would sue"),
    ("a couple by a noun", "Mia Holt and Ian Grey found the skull. The researchers said it was old.", "Mia Holt and Ian Grey", "it was old"),
    ("a couple by a noun", "Ana Ruiz and Leo Vega met farmers. The farmers said rain was late.", "farmers", "rain was late"),
    ("a couple by a noun", "Ana Ruiz and Leo Vega wrote the book. The authors said it took a year.", "Ana Ruiz and Leo Vega", "it took a year"),
    ("a couple by a noun", "Ana Ruiz and Leo Vega sat in Lima. The officials said it took a year.", "officials", "it took a year"),
    ("a couple by a noun", "Marta Sell and Jon Rask won the relay. The athletes said they had slept badly.", "Marta Sell and Jon Rask", "they had slept badly"),
    ("who adds", "Gerd Lind said Berlin would have liked conditions. “But that was decided in Delmore,” the minister added. Foreign Minister Ana Ruiz was there.", "Gerd Lind", "“But that was decided in Delmore,”"),
    ("who adds", "President Jan Host met Senator Ann Moss. Moss said taxes would fall. “And soon,” the senator added.", "Ann Moss", "“And soon,”"),
]  # fmt: skip


# Text, the group that says it; None where several stay without a name.
SEVERAL = [
    ("About 200 people marched. The marchers said rents were too high.", "marchers"),
    ("A wolf came to Tamba. The villagers said two goats were gone.", "villagers"),
    ("Ten sailors were freed. The sailors said they were hungry.", "sailors"),
    ("Two diplomats met. The diplomats said the talks were hard.", None),
    ("The sources said the talks were hard.", None),
    ("Some sailors said the soup was cold.", None),
    ("The scientists said the lake was warm.", None),
]


@pytest.mark.parametrize(("text", "group"), SEVERAL)
def test_several_whom_the_article_knows(text: str, group: str | None) -> None:
    (quote,) = quotes(text)
    assert quote.speaker_name == group
    assert quote.speaker_kind == ("group" if group else "anonymous")


def test_nobody_where_another_of_that_office_was_named_just_before() -> None:
    text = "Mayor Nina Falk was there. Ian Grey said the soup was cold. The mayor added that the bread was old."
    last = quotes(text)[-1]
    assert last.speaker_name is None
    assert set(last.candidates) == {"Nina Falk", "Ian Grey"}


@pytest.mark.parametrize(
    ("kind", "text", "speaker", "words"), WHOSE, ids=[f"{k} {n}" for n, (k, *_) in enumerate(WHOSE)]
)
def test_whose_words(kind: str, text: str, speaker: str, words: str) -> None:
    assert (speaker, words) in said(text), kind
