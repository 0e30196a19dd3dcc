"""Inputs of the kinds that public bug reports of parsers, extractors and name readers show: for
each kind a few, with all that must come out."""

from __future__ import annotations

from datetime import date

import pytest
from readout.extraction import extract
from readout.model import Article, MeetingMention, Quote

DAY = date(2023, 6, 21)
"""A Wednesday."""


def _meeting(text: str) -> MeetingMention:
    found = extract(Article("t", text, DAY)).meetings
    assert len(found) == 1, [[p.name for p in m.participants] for m in found]
    return found[0]


def _quotes(text: str) -> tuple[Quote, ...]:
    return extract(Article("t", text, DAY)).quotes


def _who(meeting: MeetingMention) -> set[str]:
    return {p.name for p in meeting.participants}


BY_CALENDAR = [
    ("Works Secretary Ann Lowe met April Ryan in Abuja.", {"Ann Lowe", "April Ryan"}),
    (
        "Youth Minister Sunday Dare met Works Secretary Friday Okoro in Abuja.",
        {"Sunday Dare", "Friday Okoro"},
    ),
    (
        "Prime Minister Irena Vasko met Sunday Times editor Ann Lowe in London.",
        {"Irena Vasko", "Ann Lowe"},
    ),
    (
        "Prime Minister Irena Vasko met Friday Times reporter Ben Carr in Lahore.",
        {"Irena Vasko", "Ben Carr"},
    ),
    (
        "Finance Minister August Bell met Chancellor Olaf Brandt in Bonn.",
        {"August Bell", "Olaf Brandt"},
    ),
    (
        "President Joan Calder met June Osborne, chair of the Monday Club, in London.",
        {"Joan Calder", "June Osborne"},
    ),
    (
        "Prime Minister Irena Vasko met Ann Lowe of the Mail on Sunday in London.",
        {"Irena Vasko", "Ann Lowe"},
    ),
    (
        "Prime Minister Irena Vasko met the editor of the Sunday Post, Ann Lowe, in London.",
        {"Irena Vasko", "Ann Lowe"},
    ),
]


@pytest.mark.parametrize(("text", "who"), BY_CALENDAR)
def test_who_or_what_bears_a_day_s_name_tells_no_day(text: str, who: set[str]) -> None:
    meeting = _meeting(text)
    assert (_who(meeting), meeting.time) == (who, None)


def test_a_day_beside_a_name_that_is_one_is_still_read() -> None:
    meeting = _meeting("Prime Minister Irena Vasko met Sunday Dare in Abuja on Monday.")
    assert _who(meeting) == {"Irena Vasko", "Sunday Dare"}
    assert meeting.time is not None
    assert meeting.time.start == date(2023, 6, 19)


SHORT_TITLES = (
    *("Amb.", "Brig. Gen.", "Sgt. Maj.", "Insp. Gen.", "Vice Adm.", "Atty. Gen.", "Lt. Gov."),
    *("Asst. Sec.", "Cmdr.", "Supt.", "Maj. Gen."),
)


@pytest.mark.parametrize("title", SHORT_TITLES)
def test_a_title_with_a_dot_ends_no_sentence(title: str) -> None:
    meeting = _meeting(f"Prime Minister Irena Vasko met {title} Ben Carr in Geneva on Monday.")
    told = [(p.name, p.role) for p in meeting.participants]
    assert told == [("Irena Vasko", "Prime Minister"), ("Ben Carr", title)]
    assert meeting.place is not None
    assert meeting.time is not None
    assert (meeting.place.name, meeting.time.start) == ("Geneva", date(2023, 6, 19))


@pytest.mark.parametrize("name", ["Maj Ekdahl", "Min Aung Thein", "Dep Holt"])
def test_without_its_dot_a_title_may_be_a_first_name(name: str) -> None:
    (quote,) = _quotes(f"The theatre will close, said {name}, its director.")
    assert quote.speaker_name == name


def test_quotes_around_titles_with_a_dot() -> None:
    text = (
        "“The dam is safe,” Amb. Ann Lowe said on Monday. “We checked it twice.” Atty. Gen. "
        "Ben Carr said the case was closed."
    )
    told = [(q.speaker_name, q.type, q.speaker_role) for q in _quotes(text)]
    assert told == [
        *[("Ann Lowe", "direct", "Amb.")] * 2,
        ("Ben Carr", "indirect", "Atty. Gen."),
    ]


@pytest.mark.parametrize(
    "behind", ["(D-Vt.)", "(R-Ariz.)", "(D-N.Y.)", "(I-Maine)", "(R., Wis.)", "(Lab.)", "(LD)"]
)
def test_party_and_state_are_no_participant(behind: str) -> None:
    meeting = _meeting(
        f"Prime Minister Irena Vasko met Sen. Ann Lowe {behind} in Geneva on Monday."
    )
    assert _who(meeting) == {"Irena Vasko", "Ann Lowe"}


PARTICLES = (
    *("Jan van den Heuvel", "Karl zu Castell", "Lucia della Rovere", "Hein op den Kamp"),
    *("Bo af Ugglas", "Franz von und zu Tal", "Piet ter Horst", "Ines dos Passos", "Marc d’Hondt"),
)


@pytest.mark.parametrize("name", PARTICLES)
def test_particles_are_of_the_name(name: str) -> None:
    assert _who(_meeting(f"Prime Minister Irena Vasko met {name} in Geneva on Monday.")) == {
        "Irena Vasko",
        name,
    }
    (quote,) = _quotes(f"“Wait until the tide turns,” said {name}, an aide. The aide left.")
    assert quote.speaker_name == name


PAST = [
    ("on Monday of last week", "2023-06-12"),
    ("late on Monday of last week", "2023-06-12"),
    ("on Thursday of the previous week", "2023-06-15"),
    ("on Monday this week", "2023-06-19"),
    ("on the last Friday of May", "2023-05-26"),
    ("on the first Monday of June", "2023-06-05"),
    ("on the second Tuesday in June", "2023-06-13"),
    ("on the third Friday of this month", "2023-06-16"),
    ("on the last Tuesday of last month", "2023-05-30"),
    ("a week ago on Monday", "2023-06-12"),
    ("a week ago last Friday", "2023-06-09"),
    ("on Monday a week ago", "2023-06-12"),
    ("on 19/6/2023", "2023-06-19"),
    ("on 19.6.2023", "2023-06-19"),
    ("on 06/19/2023", "2023-06-19"),
    ("on 2023/06/19", "2023-06-19"),
    ("on 19-06-2023", "2023-06-19"),
    ("on 19/06/23", "2023-06-19"),
    ("on Tuesday, 6/13", "2023-06-13"),
    ("on 6/12/2023", "2023-06-12"),  # 6 December is still to come
]
TO_COME = [
    ("on Friday of next week", "2023-06-30"),
    ("on Tuesday of the following week", "2023-06-27"),
    ("on Friday of this week", "2023-06-23"),
    ("on Friday week", "2023-06-30"),
    ("a week from Friday", "2023-06-30"),
    ("a week on Friday", "2023-06-30"),
    ("a fortnight on Friday", "2023-07-07"),
    ("two weeks from Monday", "2023-07-10"),
    ("on Monday in two weeks", "2023-07-03"),
    ("next week on Friday", "2023-06-30"),
    ("next week, on Friday,", "2023-06-30"),
    ("on the first Monday of July", "2023-07-03"),
    ("on the last Friday in July", "2023-07-28"),
    ("on the second Thursday of next month", "2023-07-13"),
    ("on 3.7.2023", "2023-07-03"),
]


@pytest.mark.parametrize(
    ("verb", "words", "day"),
    [("met", *row) for row in PAST] + [("will meet", *row) for row in TO_COME],
)
def test_days_told_by_more_than_a_weekday(verb: str, words: str, day: str) -> None:
    meeting = _meeting(
        f"Foreign Minister Elena Marquez {verb} Trade Secretary Robert Hale {words} in Geneva."
    )
    assert meeting.time is not None
    assert (str(meeting.time.start), meeting.time.precision) == (day, "day")


def test_a_numeric_date_with_two_readings_is_none() -> None:
    meeting = _meeting("Elena Marquez met Trade Secretary Robert Hale on 5/6/2023 in Geneva.")
    assert meeting.time is not None
    assert (meeting.time.start, meeting.time.precision) == (None, "unknown")


SHARED = [
    ("did not visit Oslo or meet", "denied"),
    ("never went to Oslo or met", "denied"),
    ("has not visited Oslo or met", "denied"),
    ("would not travel to Oslo or meet", "denied"),
    ("refused to visit Oslo and meet", "denied"),
    ("declined to visit Oslo or meet", "denied"),
    ("plans to visit Oslo and meet", "scheduled"),
    ("agreed to visit Oslo and meet", "scheduled"),
    ("intends to address parliament and meet", "scheduled"),
    ("is to visit Oslo and meet", "scheduled"),
    ("will fly to Oslo, visit a school and meet", "scheduled"),
    ("will not visit Oslo but will meet", "scheduled"),
    ("is likely to visit Oslo and meet", "likely"),
    ("could visit Oslo and meet", "possible"),
    ("may go to Oslo and meet", "possible"),
    ("hopes to visit Oslo and meet", "possible"),
    ("travelled to Oslo and met", "held"),
    ("has visited Oslo and met", "held"),
    ("did not visit Oslo but met", "held"),
]


@pytest.mark.parametrize(("words", "status"), SHARED)
def test_what_stands_before_the_first_verb_holds_for_the_second(words: str, status: str) -> None:
    text = f"Secretary Paul Adler {words} Foreign Minister Nina Kovac there."
    assert _meeting(text).status == status


CREDITS = (
    *(" -Commissioner", " --Commissioner", "\n\n-Commissioner", "\n—Commissioner"),
    *("\n\n– Commissioner", " –Commissioner", "—Commissioner", "\n\n-- Commissioner"),
)


@pytest.mark.parametrize(
    "credit", [f"{c} Paul Sterling" for c in CREDITS] + ["\n\n— Paul Sterling, Commissioner"]
)
def test_a_credit_line_whatever_its_dash(credit: str) -> None:
    text = f"The board met.\n\n“Maria is a careful engineer.”{credit}\n\nThe vote was close."
    told = [(q.speaker_name, q.speaker_role, q.type) for q in _quotes(text)]
    assert told == [("Paul Sterling", "Commissioner", "direct")]


@pytest.mark.parametrize(
    "text",
    [
        "Coach Petra Lund said:“We lost.”",
        "“We lost,”said coach Petra Lund.",
        "“We lost”,said coach Petra Lund.",
        "Coach Petra Lund said,“We lost.”",
        "“We lost,”Petra Lund said.",
        'Coach Petra Lund said:"We lost."',
        '"We lost,"said coach Petra Lund.',
        "“We lost.”Coach Petra Lund said.",
        "Coach Petra Lund told reporters:“We lost badly.”",
    ],
)
def test_blanks_lost_at_the_marks(text: str) -> None:
    assert [(q.speaker_name, q.type) for q in _quotes(text)] == [("Petra Lund", "direct")]


LEADS = (
    *("And from {}:", "From {}:", "{}:", "And {} on the vote:", "Statement from {}:"),
    *("And this from {}:", "{}"),
)


@pytest.mark.parametrize("lead", [x.format("Chairwoman Helen Rosner") for x in LEADS])
def test_a_lead_without_a_verb_in_a_paragraph_of_its_own(lead: str) -> None:
    text = (
        f"The board met.\n\n{lead}\n\n“Maria brings a wealth of practice.”\n\nThe vote was close."
    )
    told = [(q.speaker_name, q.speaker_role, q.type) for q in _quotes(text)]
    assert told == [("Helen Rosner", "Chairwoman", "direct")]


def test_a_heading_over_marked_words_is_no_lead() -> None:
    assert _quotes("The board met.\n\nThe vote in numbers:\n\n“Yes”: 12\n\n“No”: 9") == ()


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Said Minister Ann Lowe: “We are ready.” The strike begins on Monday.", "Minister"),
        ("Says Senator Ann Lowe: “We are ready.” The strike begins on Monday.", "Senator"),
        ("Added President Ann Lowe: “We are ready.” The strike begins.", "President"),
        ("Explained Foreign Minister Ann Lowe: “We are ready.”", "Foreign Minister"),
        ("Said Minister Ann Lowe: “We are ready.” Asked why, she said, “No comment.”", "Minister"),
    ],
)
def test_an_inverted_cue_is_no_part_of_the_role(text: str, role: str) -> None:
    assert {(q.speaker_name, q.speaker_role) for q in _quotes(text)} == {("Ann Lowe", role)}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "President Gustavo Pardo Urrego met Chancellor Olaf Brandt in Bonn. “We sign,” Pardo said.",
            "Gustavo Pardo Urrego",
        ),
        (
            "Finance Minister María López Herrera met Olaf Brandt in Bonn. “We sign,” López said.",
            "María López Herrera",
        ),
        (
            "President Juan Manuel Santos Calderón spoke in Bonn. Santos said the pact was ready.",
            "Juan Manuel Santos Calderón",
        ),
        # Somebody else bears that name: then it is theirs.
        (
            "President Gustavo Pardo Urrego met Labour Minister Ana Pardo. “We sign,” Pardo said.",
            "Ana Pardo",
        ),
    ],
)
def test_the_first_of_two_surnames_stands_for_its_bearer(text: str, speaker: str) -> None:
    assert [q.speaker_name for q in _quotes(text)] == [speaker]


SCRIPTS = [
    (
        "ERIN WATTS, ANCHOR: Good evening. The ferry deal is off.\n\n"
        "VIN GOPAL, TRANSPORT ECONOMIST, STATE UNIVERSITY: It is the worst outcome.\n\n"
        "WATTS: And the minister?\n\nGOPAL: The minister knew in March.",
        ["Erin Watts", "Vin Gopal", "Erin Watts", "Vin Gopal"],
    ),
    (
        "Remarks by President Calder and Chancellor Brandt\n\n"
        "THE PRESIDENT: We met for an hour.\n\nCHANCELLOR BRANDT: Thank you, Joan.\n\n"
        "QUESTION: Will you sign today?\n\nTHE PRESIDENT: We will sign on Friday.",
        ["Calder", "Brandt", None, "Calder"],
    ),
    (
        "Press briefing by Press Secretary Ann Lowe\n\nMS. LOWE: Good afternoon.\n\n"
        "Q: Will he travel?\n\nMS. LOWE: He will travel on Friday.\n\nQ And the tariffs?",
        ["Ann Lowe", None, "Ann Lowe", None],
    ),
    (
        "SEN. ANN LOWE (D-VT): The bill is dead.\n\nBEN CARR, HOST: What now?\n\n"
        "LOWE: We try again in the autumn.",
        ["Ann Lowe", "Ben Carr", "Ann Lowe"],
    ),
]


@pytest.mark.parametrize(("text", "speakers"), SCRIPTS)
def test_who_has_the_word_in_a_script(text: str, speakers: list[str | None]) -> None:
    assert [q.speaker_name for q in _quotes(text)] == speakers
