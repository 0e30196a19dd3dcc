"""The patterns of time expressions, longest reading first; `when_expressions` reads the groups."""

from __future__ import annotations

from typing import Final

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
NUMBERS = {word: value for value, word in enumerate(_COUNTED, 1)} | {
    "a": 1,
    "an": 1,
    "eleven": 11,
    "twelve": 12,
    "a couple of": 2,
    "couple of": 2,
    "several": 0,
    "a few": 0,
    "few": 0,
}


_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|Jun[e.]?|Jul[y.]?"
    r"|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_FULL_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.|Feb\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.)"
)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DAY = r"(?:[12]?\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?:1[89]|20)\d\d"
_DASH = r"\s*(?:-|–|—|to|and|until|through)\s*"
_NUMBER = r"(?:\d{1,3}|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + r")"
# "Of next month", "in the following month".
_OF_MONTH = (
    r"(?:of|in)\s+(?:the\s+)?(?P<shift2>last|next|this|current|coming|following|previous|past)"
    r"\s+month\b"
)
_ORDINAL = r"(?:first|second|third|fourth|last|1st|2nd|3rd|4th)"
_WEEKS = rf"(?P<n>{_NUMBER})\s+(?P<unit>week|fortnight)s?"
_PART_OF_DAY = r"(?:morning|afternoon|evening|night|lunchtime)"
_PART = r"(?P<{0}>early|earlier|mid|middle of|late|later|end of|beginning of|start of)"

PATTERNS: tuple[tuple[str, str], ...] = (
    ("iso", rf"\b(?P<y>{_YEAR})-(?P<m>[01]\d)-(?P<d>[0-3]\d)\b"),
    (
        "year_first",
        rf"\b(?P<y>{_YEAR})(?P<sep>[/.])(?P<m>[01]?\d)(?P=sep)(?P<d>[0-3]?\d)\b(?![./]\d)",
    ),
    (
        "numeric",
        r"(?<![\d./-])(?P<d>[0-3]?\d)(?P<sep>[./-])(?P<m>[0-3]?\d)(?P=sep)"
        rf"(?P<y>{_YEAR}|(?<=[/.])\d\d)\b(?![./-]\d)",
    ),
    (
        "numeric_short",
        r"(?:(?<=\b[Oo]n )|(?<=day, ))(?P<d>[0-3]?\d)/(?P<m>[0-3]?\d)\b"
        r"(?![./-]?\d|\s*(?:of|percent|%))",
    ),
    (
        "ordinal_weekday",
        rf"\b(?P<nth>{_ORDINAL})\s+(?P<wd>{_WEEKDAY})\s+(?:(?:of|in)\s+(?P<mo>{_FULL_MONTH})(?![a-z])"
        rf"(?:,?\s+(?P<y>{_YEAR})\b)?|{_OF_MONTH})",
    ),
    (
        "week_of_month",
        rf"\b(?P<nth>{_ORDINAL})\s+(?:full\s+)?week\s+(?:of|in)\s+(?P<mo>{_FULL_MONTH})(?![a-z])"
        rf"(?:,?\s+(?P<y>{_YEAR})\b)?",
    ),
    (
        "weeks_from_weekday",
        rf"\b{_WEEKS}\s+(?:(?P<dir>ago)(?:\s+on|\s*,)?|from|on|after|before)\s+"
        rf"(?:(?P<shift>last|next|this)\s+)?(?P<wd>{_WEEKDAY})\b",
    ),
    (
        "weekday_in_weeks",
        rf"\b(?P<wd>{_WEEKDAY}),?\s+(?:in\s+{_WEEKS}(?:['’]\s+time)?|"
        + _WEEKS.replace("<n>", "<n2>").replace("<unit>", "<unit2>")
        + r"\s+(?P<dir>ago|from\s+now))\b",
    ),
    (
        "week_and_weekday",
        r"\b(?P<shift2>[Ll]ast|[Nn]ext|[Tt]his|[Tt]he (?:following|coming|previous|past))"
        rf"\s+week,?\s+(?:on\s+)?(?P<wd>{_WEEKDAY})\b(?!['’]s)",
    ),
    (
        "numbered_week",
        rf"\b(?:the\s+)?week\s+(?P<of>of|beginning|commencing|starting)\s+(?:the\s+)?"
        rf"(?:(?P<mo>{_MONTH})\s+(?P<d>{_DAY})|(?P<d2>{_DAY})\s+(?:of\s+)?(?P<mo2>{_MONTH}))"
        rf"(?![\w:])(?:,?\s+(?P<y>{_YEAR})\b)?",
    ),
    (
        "month_day_range",
        rf"\b(?P<mo>{_MONTH})\s+(?P<d>{_DAY}){_DASH}(?:(?P<mo2>{_MONTH})\s+)?(?P<d2>{_DAY})"
        rf"(?!\d|:)(?:,?\s+(?P<y>{_YEAR}))?\b",
    ),
    (
        "day_month_range",
        rf"\b(?P<d>{_DAY})(?:\s+(?P<mo2>{_MONTH}))?{_DASH}(?P<d2>{_DAY})\s+(?:of\s+)?"
        rf"(?P<mo>{_MONTH})(?![a-z])(?:,?\s+(?P<y>{_YEAR}))?\b",
    ),
    (
        "month_day",
        rf"\b(?P<mo>{_MONTH})\s+(?:the\s+)?(?P<d>{_DAY})(?![\d:]|,\d|\s*(?:percent|per cent|%))"
        rf"(?:,?\s+(?P<y>{_YEAR})\b)?",
    ),
    (
        "day_month",
        rf"\b(?P<d>{_DAY})\s+(?:of\s+)?(?P<mo>{_MONTH})(?![a-z])(?:,?\s+(?P<y>{_YEAR})\b)?",
    ),
    (
        "month_year",
        rf"\b(?:{_PART.format('part')}[\s-]+)?(?P<mo>{_MONTH})(?:,|\s+of)?\s+(?P<y>{_YEAR})\b",
    ),
    (
        "month",
        rf"\b(?:(?:the\s+)?{_PART.format('part')}[\s-]+)?(?:(?P<shift>last|next|this|past|coming)\s+)?"
        rf"(?P<mo>{_FULL_MONTH})(?![a-z])(?:\s+(?P<shift2>last|next)\s+year\b)?",
    ),
    (
        # … "on the 14th floor" is none
        "nth_of_month",
        r"\b[Oo]n\s+the\s+(?P<d>(?:[12]?\d|3[01])(?:st|nd|rd|th))"
        rf"(?:\s+{_OF_MONTH}|(?=\s*(?:[,.;:)]|$)))",
    ),
    (
        "deictic_day",
        r"(?i:\b(?P<word>the day before yesterday|the day after tomorrow|yesterday|today|tonight"
        rf"|tomorrow|this\s+{_PART_OF_DAY}|last\s+(?:night|evening)|overnight)\b)",
    ),
    (
        "weekday",
        rf"\b(?:(?P<shift>[Ll]ast|[Nn]ext|[Tt]his|[Tt]his\s+coming|[Tt]his\s+past|[Cc]oming|[Pp]ast)\s+)?"
        rf"(?P<wd>{_WEEKDAY})(?:’s|'s)?\b"
        rf"(?:\s+(?:(?:of\s+|in\s+)?(?:the\s+)?(?P<shift2>last|next|this|following|previous|coming)"
        r"\s+week|(?P<week>week))\b)?",
    ),
    (
        "weekend",
        # … "before the weekend" is not the weekend
        r"(?i:(?<!\bbefore\s)(?<!\bafter\s)(?<!\buntil\s)\b(?:(?P<shift>last|next|this"
        r"|this past|this coming|the past|the coming"
        r"|the|at the|over the)\s+)weekend\b"
        # … "weekend talks"; "a weekend meeting" may be any
        r"|(?<!\ba\s)\bweekend(?=\s+(?:meetings?|summit|talks)\b))",
    ),
    (
        "unit",
        rf"(?i:\b(?:(?:the\s+)?{_PART.format('part')}[\s-]+)?(?:the\s+)?"
        r"(?P<shift>last|past|previous|this|current|next|coming|following)[\s-]+"
        r"(?P<unit>week|month|year)(?:['’]s)?\b)",
    ),
    (
        "ago",
        rf"(?i:\b(?P<n>{_NUMBER})\s+(?P<unit>day|week|fortnight|month|year)s?\s+(?P<dir>ago|earlier|later"
        # … "later than planned" compares, it tells no day; "a year after the two met" counts from
        # what is told behind it
        r"|before(?!\s+\w)|after(?!\s+\w)|afterwards|from now)\b(?!\s+than))",
    ),
    (
        "next_day",
        r"(?i:\b(?:(?:on\s+)?the\s+(?P<dir>next|following|previous)\s+(?:day|morning|evening|afternoon)"
        r"|a\s+(?P<dir2>day)\s+(?P<how>earlier|later))\b"
        # … "the day before the vote" counts from what is told behind it
        r"|\bthe\s+day\s+(?P<beside>before|after)"
        r"(?=\s*(?:[,.;:)]|$)|\s+(?:at|had|in|was|were|with)\b))",
    ),
    (
        "plain_ago",
        r"(?i:\b(?P<unit>day|week|month|year)s\s+(?P<dir>ago|earlier|later)\b(?!\s+than))",
    ),
    (
        "within",
        rf"(?i:\b(?:in|within)\s+(?:(?:the\s+)?(?:next|coming)\s+)?(?:(?P<n>{_NUMBER})\s+)?"
        r"(?P<unit>day|week|month)s(?:['’]\s+time)?\b(?!\s+(?:ago|of)))",
    ),
    (
        "past_units",
        rf"(?i:\b(?:in|over|during)\s+the\s+(?P<shift>past|last|coming|next)\s+(?:(?P<n>{_NUMBER})\s+)?"
        r"(?P<unit>day|week|month|year)s?\b)",
    ),
    (
        "season",
        r"(?i:\b(?:(?P<part>early|mid|late)[\s-]+)?(?P<shift>last|this|next|the)\s+"
        r"(?P<season>spring|summer|autumn|fall|winter)\b(?!\s+of))",
    ),
    ("year", rf"\b(?:[Ii]n|[Ss]ince|[Dd]uring|[Ee]arly|[Ll]ate|[Mm]id-?)\s+(?P<y>{_YEAR})\b"),
    ("bare_year", rf"\b(?P<y>{_YEAR})\b(?!\s*(?:percent|people|soldiers|troops|miles|km))(?!-\d)"),
    (
        "same_day",
        r"(?i:\b(?:(?P<how>earlier|later)\s+)?(?:(?:on|in)\s+(?:the\s+)?(?:same\s+)?"
        rf"(?:day|{_PART_OF_DAY})|(?:that|the same)\s+(?:day|{_PART_OF_DAY}))\b"
        r"(?!\s+(?:before|after|when|of)))",
    ),
    (
        "vague",
        r"(?i:\bat\s+(?:a|some)\s+(?:later|future|unspecified)\s+(?:date|time|point)\b"
        r"|\bin\s+(?:the\s+)?(?:near\s+)?future\b|\b(?:soon|shortly|recently)\b)",
    ),
)

# What a text must hold, in lower case, for a pattern to match anywhere in it: a digit, or one of a
# few pieces of words. Most sentences tell no day, and each pattern would go through all of them.
DIGIT: Final = "0"
_UNITS: Final = ("day", "week", "month", "year")
_PARTS_OF_DAY: Final = ("morning", "afternoon", "evening", "night", "lunchtime")
NEEDS: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(
        ("iso", "year_first", "numeric", "numeric_short", "month_day_range", "day_month_range"),
        (DIGIT,),
    ),
    **dict.fromkeys(
        ("month_day", "day_month", "month_year", "nth_of_month", "year", "bare_year"), (DIGIT,)
    ),
    **dict.fromkeys(
        ("ordinal_weekday", "weeks_from_weekday", "weekday_in_weeks", "weekday"), ("day",)
    ),
    **dict.fromkeys(("week_of_month", "week_and_weekday", "numbered_week"), ("week",)),
    "month": (*MONTHS, "jan.", "feb.", "aug.", "sept.", "oct.", "nov.", "dec."),
    "deictic_day": ("day", "tonight", "tomorrow", "overnight", "last", "this"),
    "weekend": ("weekend",),
    "unit": ("week", "month", "year"),
    "ago": (*_UNITS, "fortnight"),
    "next_day": ("day", *_PARTS_OF_DAY),
    "plain_ago": tuple(f"{unit}s" for unit in _UNITS),
    "within": tuple(f"{unit}s" for unit in _UNITS),
    "past_units": _UNITS,
    "season": ("spring", "summer", "autumn", "fall", "winter"),
    "same_day": ("day", *_PARTS_OF_DAY),
    "vague": ("later", "future", "unspecified", "soon", "shortly", "recently"),
}
