"""Which medium carried the words, by what stands beside them: a statement published in it, its
reporter, its report, "as quoted by"; and where the paper tells it of its own."""

from __future__ import annotations

import pytest

from tests.extraction.quotes_of import quotes

# What, text, the relay of its last quote.
RELAYS = [
    (
        "a statement carried",
        "In a statement published in the Turkish newspaper Sabahat, Justice Minister Mert Aydin asserted that the inquiry is fair.",
        "Sabahat",
    ),
    (
        "a statement carried",
        "In a statement carried by KTNA, General Ri Sung said the drill was a threat.",
        "KTNA",
    ),
    (
        "a statement carried",
        "In remarks broadcast on Tarsia TV, President Ali Osman said the border would be shut.",
        "Tarsia TV",
    ),
    (
        "a statement carried",
        '"The risk of a coup is growing," said analyst Paolo Ricci of the Delta Group in a statement published in the Market Times.',
        "Market Times",
    ),
    (
        "a statement carried",
        '"We will fight on," rebel chief Musa Idris said in a message aired by Radio Norte.',
        "Radio Norte",
    ),
    (
        "a statement carried",
        "In a letter printed in the Daily Courier, the bishop, Ian Marsh, said the school must stay open.",
        "Daily Courier",
    ),
    (
        "a statement carried",
        "In an interview published by Der Abend, Finance Minister Ute Lang said taxes would fall.",
        "Der Abend",
    ),
    (
        "a statement carried",
        '"The plant is safe," engineer Tom Roe said in comments reported by the Evening Post.',
        "Evening Post",
    ),
    (
        "a statement carried",
        '"The plant is safe," engineer Tom Roe said, in comments carried by the Evening Post.',
        "Evening Post",
    ),
    (
        "a statement carried",
        "In a video posted on the group's website, Musa Idris said the war was over.",
        None,
    ),
    (
        "a statement carried",
        "In a statement read by his lawyer, Musa Idris said he was innocent.",
        None,
    ),
    (
        "a statement carried",
        "In a statement published on Sunday, Musa Idris said he was innocent.",
        None,
    ),
    (
        "said to a medium",
        '"We have been in hell," said Faris Haddad, a 28-year-old resident of the town, to Reuters.',
        "Reuters",
    ),
    (
        "said to a medium",
        '"We have been in hell," said Faris Haddad, a 28-year-old resident of Lucara to Reuters.',
        "Reuters",
    ),
    (
        "said to a medium",
        'The mission "undercuts policy," said Representative Howard Bell to the Associated Press.',
        "Associated Press",
    ),
    (
        "said to a medium",
        '"It is a farce," said Deputy Mayor Ann Cole to the Evening Post.',
        "Evening Post",
    ),
    ("said to a medium", '"Nobody called us," said Musa Idris to the BBC.', "BBC"),
    (
        "said to a medium",
        '"Nobody called us," said fisherman Musa Idris, 60, to Radio Norte.',
        "Radio Norte",
    ),
    (
        "said to a medium",
        '"Nobody called us," said Musa Idris, who runs the pier, to Sky News.',
        "Sky News",
    ),
    ("said to a medium", '"Nobody called us," said Musa Idris to the crowd.', None),
    ("said to a medium", '"You can go home," said Musa Idris to his brother.', None),
    (
        "quoted by",
        'Cardinal Gregor is quoted by Fox 9 Denver responding to the letter: "It is dishonest to use the poor."',
        "Fox 9 Denver",
    ),
    (
        "quoted by",
        'Resident Dale Swift is quoted by the Evening Post saying: "I like him better."',
        "Evening Post",
    ),
    (
        "quoted by",
        "Resident Dale Swift was quoted in the Daily Courier as saying the road was unsafe.",
        "Daily Courier",
    ),
    (
        "quoted by",
        '"The mine will shut," Musa Idris was quoted as saying by the Tarsia News Agency.',
        "Tarsia News Agency",
    ),
    ("quoted by", "The mine will shut, said Musa Idris, quoted by ANI.", "ANI"),
    ("quoted by", '"The mine will shut," said Musa Idris, as quoted by Reuters.', "Reuters"),
    (
        "quoted by",
        "The mine will shut, Musa Idris told miners, as reported by the Evening Post.",
        "Evening Post",
    ),
    ("the press", '"The list is a step," Minister of Affairs Gil Erdal told the press.', None),
    ("the press", '"We are proud," team member Roda Nuri told the media.', None),
    ("the press", '"We are proud," Ann Cole told reporters.', None),
    ("the press", '"We are proud," Ann Cole told the news media on Friday.', None),
    ("the press", '"We are proud," Ann Cole told local media.', None),
    ("the press", '"We are proud," Ann Cole told the foreign press.', None),
    ("the press", "Ann Cole told the assembled press that she was proud.", None),
    ("the press", '"We are proud," Ann Cole told the Times.', "Times"),
    (
        "a medium’s reporter",
        "He is a minister. Akwasi Osei tells VOA reporter Peter Clay that the president is concerned.",
        "VOA",
    ),
    (
        "a medium’s reporter",
        '"Nobody called us," Musa Idris told BBC correspondent Ann Reed.',
        "BBC",
    ),
    (
        "a medium’s reporter",
        "Musa Idris told Reuters journalist Ann Reed that nobody called.",
        "Reuters",
    ),
    (
        "a medium’s reporter",
        "Musa Idris told an Associated Press reporter that nobody called.",
        "Associated Press",
    ),
    (
        "a medium’s reporter",
        '"Nobody called us," Musa Idris told Sky News presenter Ann Reed.',
        "Sky News",
    ),
    (
        "a medium’s reporter",
        "Musa Idris told the Evening Post's Ann Reed that nobody called.",
        "Evening Post",
    ),
    (
        "a medium’s reporter",
        "Musa Idris told Ann Reed of the Evening Post that nobody called.",
        "Evening Post",
    ),
    ("letters", "Opposition leader Eva Chirico told VoA the protests were peaceful.", "VoA"),
    ("letters", "Opposition leader Eva Chirico told RFE the protests were peaceful.", "RFE"),
    ("letters", "Opposition leader Eva Chirico told AFP that the protests were peaceful.", "AFP"),
    (
        "a medium’s report",
        'Judge Omar Khalif told the accused that, according to a Market Times report, he had been "convicted of war crimes".',
        "Market Times",
    ),
    (
        "a medium’s report",
        "The minister, Ute Lang, said, according to the Market Times, that taxes would fall.",
        "Market Times",
    ),
    (
        "a medium’s report",
        "Minister Ute Lang said taxes would fall, according to a Reuters report.",
        "Reuters",
    ),
    (
        "a medium’s report",
        "The Al Jazeera report also quotes Jiro Takata, a farmer, who said he was shocked.",
        "Al Jazeera",
    ),
    (
        "a medium’s report",
        "The Evening Post article quotes Ann Cole, a nurse, who said the ward was full.",
        "Evening Post",
    ),
    (
        "a medium’s report",
        "The Evening Post quoted Ann Cole as saying the ward was full.",
        "Evening Post",
    ),
    (
        "one’s own page",
        'The Los Canos Times covered the vote. "The army accepts the resignation," the armed forces said on social networking website Facebook.',
        "Facebook",
    ),
    (
        "one’s own page",
        'The Los Canos Times covered the vote. "The army accepts it," General Musa Idris said on his website.',
        None,
    ),
    (
        "one’s own page",
        'Reuters covered the vote. "No one wants a war," Musa Idris said Wednesday on television from Lucara.',
        None,
    ),
    (
        "one’s own page",
        'Reuters covered the vote. "No one wants a war," Musa Idris said on television.',
        None,
    ),
    (
        "tells it of its own",
        'Musa was disliked for his "narrow vision", according to the Los Canos Times.',
        None,
    ),
    ("tells it of its own", "According to BBC News Online, Musa is not in good health.", None),
    ("tells it of its own", '"Musa is ill," according to the Sydney Evening Post.', None),
    (
        "tells it of its own",
        "According to the Market Times, there are suggestions that the video is a fake.",
        None,
    ),
    (
        "tells it of its own",
        'Idris continued, "The union will set a precedent if Musa stays," he said.',
        None,
    ),
    (
        "tells it of its own",
        'The minister said the purpose "was only to deal with gangs", some of whom, he says, are armed.',
        None,
    ),
    ("tells it of its own", 'The "Evening Post" reported that the mine would shut.', None),
]


@pytest.mark.parametrize(
    ("kind", "text", "relay"), RELAYS, ids=[f"{k} {n}" for n, (k, *_) in enumerate(RELAYS)]
)
def test_a_medium_that_carried_the_words_is_their_relay(
    kind: str, text: str, relay: str | None
) -> None:
    found = quotes(text)
    assert found, kind
    assert found[-1].via == relay, kind
