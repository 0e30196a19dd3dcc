"""Whose words a quote's are, where the article tells the speaker in an unusual way: by an age, a
sort, an owner, a pronoun; or names him behind a long office."""

from __future__ import annotations

import pytest

from tests.extraction.quotes_of import said

# Kind, text, the speaker of one of its quotes (name or description), his words.
WHOSE = [
    (
        "its own officer",
        "Turkey surprised its allies on Friday when its president said he did not share the view. President Vasili Putov of Russia phoned President Tor Niemi.",
        "president",
        "he did not share the view",
    ),
    (
        "its own officer",
        "The Fuerte mine will reopen on Monday, its owner said on Friday. Hotel owner Felicia Cruz was glad.",
        "owner",
        "The Fuerte mine will reopen on Monday",
    ),
    (
        "its own officer",
        "The interior ministry counted 600 arrests, its spokeswoman said. Anna Kral, spokeswoman for the opposition, wept.",
        "spokeswoman",
        "The interior ministry counted 600 arrests",
    ),
    (
        "its own officer",
        "Afghan President Hamid Azizi spoke to them, his spokesman wrote. Zabi Noor, spokesman for the movement, laughed.",
        "spokesman",
        "Afghan President Hamid Azizi spoke to them",
    ),
    (
        "its own officer",
        "The European Commission will drop the plan, its president told the parliament. Arno Roussel, president of the French farmers, cheered.",
        "president",
        "The European Commission will drop the plan",
    ),
    (
        "its own officer",
        "Korvax lost money. Ivan Petrov, chief executive of Korvax, resigned. Korvax would sell two mines, its chief executive said.",
        "Ivan Petrov",
        "Korvax would sell two mines",
    ),
    (
        "its own officer",
        "Kenyan Foreign Minister Ruth Odhiambo flew in. Kenya would not send troops, its foreign minister said.",
        "Ruth Odhiambo",
        "Kenya would not send troops",
    ),
    (
        "its own officer",
        "Singer Paulo Reis was held on Monday. Lawyer Rui Costa saw him. Reis would sue, his lawyer said.",
        "Rui Costa",
        "Reis would sue",
    ),
    (
        "its own officer",
        "The Bakers' Union called a strike. Marta Silva, president of the Bakers' Union, spoke. The strike would last a week, its president said.",
        "Marta Silva",
        "The strike would last a week",
    ),
    ("by age", "“It was dark,” the 73-year-old said.", "73", "“It was dark,”"),
    (
        "by age",
        "Tapio Lahti, 73, rang the paper on Monday. His wife Aino Lahti, 70, was out. “It was dark,” the 73-year-old said.",
        "Tapio Lahti",
        "“It was dark,”",
    ),
    (
        "by age",
        "Rosa Quint met Omar Vale in May. Quint, 41, won. Vale lost. “I am glad,” the 41-year-old said when asked.",
        "Rosa Quint",
        "“I am glad,”",
    ),
    (
        "by age",
        "Rosa Quint won the race on Sunday. “I am glad,” the 41-year-old said.",
        "Rosa Quint",
        "“I am glad,”",
    ),
    (
        "by age",
        "Premier Jan Host resigned. A 23-year-old from Brno said she was glad.",
        "23-year-old from Brno",
        "she was glad",
    ),
    (
        "by age",
        "The 58-year-old Ole Berg farms in Voss. The 19-year-old Kari Berg studies. “I am tired,” the 58-year-old told us.",
        "Ole Berg",
        "“I am tired,”",
    ),
    (
        "by age",
        "Farmer Paul Weir, 62, sold his cows. He has two sons. The 62-year-old said he would miss them.",
        "Paul Weir",
        "he would miss them",
    ),
    (
        "a group by where",
        "Lawmakers from three parties on Monday said that the bill was unfair.",
        "Lawmakers from three parties",
        "the bill was unfair",
    ),
    (
        "a group by where",
        "Students at the meeting told the dean that they would prefer to live with friends.",
        "Students",
        "they would prefer to live with friends",
    ),
    (
        "a group by where",
        "Parents at the rally said that fees had doubled.",
        "Parents",
        "fees had doubled",
    ),
    (
        "a group by where",
        "Nurses at the hearing on Friday said that wards were full.",
        "Nurses",
        "wards were full",
    ),
    (
        "the name before the verb",
        "A union representative in Gafsa, Lotfi Brahmi, said workers were waiting.",
        "Lotfi Brahmi",
        "workers were waiting",
    ),
    (
        "the name before the verb",
        "A hydrologist at the university in Al-Bayda, Abdelwanees Ashoor, wrote last year that a flood would come.",
        "Abdelwanees Ashoor",
        "a flood would come",
    ),
    (
        "the name before the verb",
        "City councillor for transport Nermina Begić told the hearing that 20,000 people would come.",
        "Nermina Begić",
        "20,000 people would come",
    ),
    (
        "the name before the verb",
        "The vice-chancellor of the university in Dunedin, Grant Robertsen, said it would be cheaper.",
        "Grant Robertsen",
        "it would be cheaper",
    ),
    (
        "the name before the verb",
        "Executive director of the Leeds chapter of the Council on Fair Rents Alia Salem said the rents were high.",
        "Executive director of the Leeds chapter of the Council on Fair Rents Alia Salem",
        "the rents were high",
    ),
    ("the name before the verb", "“I waited,” Halvorsen, 34, said.", "Halvorsen", "“I waited,”"),
    (
        "the name before the verb",
        "A mother of three at the protest, Oyuka, said she came by bus.",
        "Oyuka",
        "she came by bus",
    ),
    (
        "the name before the verb",
        "A trade unionist in Sfax, Moncef Zribi, told reporters the port was shut.",
        "Moncef Zribi",
        "the port was shut",
    ),
    (
        "the name before the verb",
        "The head of the clinic in Mbarara, Stella Kyomuhendo, said beds were short.",
        "Stella Kyomuhendo",
        "beds were short",
    ),
    (
        "the name before the verb",
        "An engineer with the harbour board in Batroun, Wadih Akl, warned that the wall would break.",
        "Wadih Akl",
        "the wall would break",
    ),
    (
        "the name before the verb",
        "A geologist who studies the lake, Tsering Dolma, said it would burst.",
        "Tsering Dolma",
        "it would burst",
    ),
    (
        "the name before the verb",
        "One protester, Kim In-soo, stated that they were peaceful.",
        "Kim In-soo",
        "they were peaceful",
    ),
    (
        "the name before the verb",
        "A large customer, the canner Pendle & Hargrave, said it would look elsewhere.",
        "Pendle & Hargrave",
        "it would look elsewhere",
    ),
    (
        "the name before the verb",
        "A travel firm in Hanover, Sonnenzeit, said it had flown out 1,200 people.",
        "Sonnenzeit",
        "it had flown out 1,200 people",
    ),
    (
        "the name before the verb",
        "A charity, the Human Hub, says it cooks 1,100 meals a day.",
        "Human Hub",
        "it cooks 1,100 meals a day",
    ),
    (
        "the name before the verb",
        "Maria Flynn spoke. Her union, Siptac, said it would seek a seat.",
        "Siptac",
        "it would seek a seat",
    ),
    (
        "the name before the verb",
        "A spokesman for the airport in Split, Croatia, said flights were late.",
        "spokesman for the airport in Split, Croatia",
        "flights were late",
    ),
    (
        "the name before the verb",
        "An official from Osaka, Japan, said the fee was high.",
        "official from Osaka, Japan",
        "the fee was high",
    ),
    (
        "the name before the verb",
        "A lawyer in Tampa, Florida, said the fee was high.",
        "lawyer in Tampa, Florida",
        "the fee was high",
    ),
    (
        "a body by its sort",
        "The Malay Courier reported that the minister will fly to Sabah. The newspaper said he will be joined by officials.",
        "Malay Courier",
        "he will be joined by officials",
    ),
    (
        "a body by its sort",
        "The minister will fly to Sabah and meet the governor, reported news agency Nusan. Earlier he met a party president, the report stated.",
        "news agency Nusan",
        "Earlier he met a party president",
    ),
    (
        "a body by its sort",
        "SEOUL (Hanul) - Foreign Minister Park Min-seo will meet her Dutch counterpart in May, her ministry said Tuesday.",
        "foreign ministry",
        "Foreign Minister Park Min-seo will meet her Dutch counterpart in May",
    ),
    (
        "a body by its sort",
        "Defence Minister Luis Prado will fly to Quito next week, his ministry said. The trip is short.",
        "defence ministry",
        "Defence Minister Luis Prado will fly to Quito next week",
    ),
    (
        "a body by its sort",
        "Grain exporter Delta Agro lost half its fleet in the flood. The company said it would pay its crews.",
        "Delta Agro",
        "it would pay its crews",
    ),
    (
        "a body by its sort",
        "The Andean Doctors Federation warned of shortages on Tuesday. The federation said stocks would last a week.",
        "Andean Doctors Federation",
        "stocks would last a week",
    ),
    (
        "a body by its sort",
        "Finance Minister Ana Costa presented the budget on Monday. Her office said the deficit would fall.",
        "Ana Costa's office",
        "the deficit would fall",
    ),
    (
        "a name behind its kind",
        "The pan-African human rights group the Lantern Forum said prisons were full.",
        "Lantern Forum",
        "prisons were full",
    ),
    (
        "a name behind its kind",
        "Association of Harbour Pilots National President, Dr Olu Bassey, said that fees had doubled.",
        "Olu Bassey",
        "fees had doubled",
    ),
    (
        "a name behind its kind",
        "Union of Bus Drivers General Secretary, Maria Pinto, said the buses were old.",
        "Maria Pinto",
        "the buses were old",
    ),
    (
        "a name behind its kind",
        "The Deputy Director of the cyber unit, ACP Bala Garba, confirmed that the men were held.",
        "Bala Garba",
        "the men were held",
    ),
    (
        "a name behind its kind",
        "DSP Ravi Nair said that two men had fled.",
        "Ravi Nair",
        "two men had fled",
    ),
    (
        "a name behind its kind",
        "The farmers met the magistrate, AK Varma, on Monday. The road was open. The fee will be paid by June, said Varma.",
        "AK Varma",
        "The fee will be paid by June",
    ),
    (
        "a name behind its kind",
        "A final comment from Tom Field noted that the hut was cold.",
        "final comment from Tom Field",
        "the hut was cold",
    ),
    (
        "a name behind its kind",
        "A statement from Elsa Roth said that the hut was cold.",
        "Elsa Roth",
        "the hut was cold",
    ),
    (
        "a name behind its kind",
        "London think tank the Harbour Institute warned that rents would rise.",
        "Harbour Institute",
        "rents would rise",
    ),
    (
        "a name behind its kind",
        "Consumer watchdog the Fair Price Council said the fees were unlawful.",
        "Fair Price Council",
        "the fees were unlawful",
    ),
    (
        "a name behind its kind",
        "Student Senate Vice President, Ife Cole, said the library would open.",
        "Ife Cole",
        "the library would open",
    ),
    (
        "a pronoun",
        'The two leaders, Ivo Tamm and Rana Shah, spoke on Friday about trade, a Downing Lane spokesperson said. "The prime minister raised human rights," they added.',
        "Downing Lane spokesperson",
        '"The prime minister raised human rights,"',
    ),
    (
        "a pronoun",
        "Ana Paz and Leo Kurz met on Monday, a palace source said. “It was a warm talk,” they said.",
        "palace source",
        "“It was a warm talk,”",
    ),
    (
        "a pronoun",
        "Prime Minister Omar Reid met his Guyanese counterpart, Dr Neil Persaud, on Tuesday. He said their meeting had led to a deeper understanding.",
        "Omar Reid",
        "their meeting had led to a deeper understanding",
    ),
    (
        "a pronoun",
        "Prime Minister Omar Reid hosted his counterpart Neil Persaud in Port Hill. “When Prime Minister Persaud came to us, we were moved,” he said.",
        "Omar Reid",
        "“When Prime Minister Persaud came to us, we were moved,”",
    ),
    (
        "a pronoun",
        "Deputy Minister Carla Nunez received Ana Hoebel. The Deputy Minister gave thanks. She also said that the island would go on.",
        "Carla Nunez",
        "the island would go on",
    ),
    (
        "a pronoun",
        "Harbour firm Delta Quay paid 3 million for the crane. The crane broke on Monday. It said repairs would take a year.",
        "Harbour firm Delta Quay",
        "repairs would take a year",
    ),
]


@pytest.mark.parametrize(
    ("kind", "text", "speaker", "words"), WHOSE, ids=[f"{k} {n}" for n, (k, *_) in enumerate(WHOSE)]
)
def test_whose_words(kind: str, text: str, speaker: str, words: str) -> None:
    assert (speaker, words) in said(text), kind
