"""Subjects of articles: the first level of the IPTC Media Topics.

The scheme is the International Press Telecommunications Council's (NewsCodes “medtop”, Media
Topics, licence CC BY 4.0): its seventeen top concepts, codes and English names, as of 2024.
"""

from __future__ import annotations

from typing import Final

# Our short name → code and name in the scheme.
SUBJECTS: Final[dict[str, tuple[str, str]]] = {
    "arts": ("medtop:01000000", "arts, culture, entertainment and media"),
    "crime": ("medtop:02000000", "crime, law and justice"),
    "disaster": ("medtop:03000000", "disaster, accident and emergency incident"),
    "economy": ("medtop:04000000", "economy, business and finance"),
    "education": ("medtop:05000000", "education"),
    "environment": ("medtop:06000000", "environment"),
    "health": ("medtop:07000000", "health"),
    "human_interest": ("medtop:08000000", "human interest"),
    "labour": ("medtop:09000000", "labour"),
    "lifestyle": ("medtop:10000000", "lifestyle and leisure"),
    "politics": ("medtop:11000000", "politics and government"),
    "religion": ("medtop:12000000", "religion"),
    "science": ("medtop:13000000", "science and technology"),
    "society": ("medtop:14000000", "society"),
    "sport": ("medtop:15000000", "sport"),
    "conflict": ("medtop:16000000", "conflict, war and peace"),
    "weather": ("medtop:17000000", "weather"),
}
