"""What the pipeline's tokeniser has to be told of news: titles with a dot, party and state behind
a name, quotation marks that lost their blank."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from spacy.language import Language
from spacy.symbols import ORTH
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex

from readout.lexicon.meetings import short_titles
from readout.lexicon.names import party_and_state

_LOST_BLANKS: Final = (
    "[“”„«»]",
    r'(?<=[\w.,:;!?…])"(?=\w)',
    r"(?<=\w)[,.:;!?…]+(?=[“”„«»\"])",
    r"(?<=[“”„«»\"])[,.:;](?=\w)",
    r"(?<=[”\"])(?:--|[-–—])(?=\w)",
)
"""Where a word goes on over a mark: said:“We, lost,”said. Each match is a token of its own."""


_CREDIT: Final = r"--?(?=[A-Z][a-z])"
"""A hyphen in front of a name: “…” -Ann Lee."""


_ONE_WORD: Final = re.compile(r"co", re.IGNORECASE)
"""What is no word without what follows its hyphen: "co-chair". The treebanks that the parser
learned from leave such a word whole; cut in three, it is read as a list of three subjects."""


def teach(nlp: Language) -> None:
    """Add to a pipeline's tokeniser what its makers did not think of."""
    tokenizer = nlp.tokenizer
    assert isinstance(tokenizer, Tokenizer)
    infixes = compile_infix_regex([*_LOST_BLANKS, *(nlp.Defaults.infixes or ())])
    prefixes = compile_prefix_regex([_CREDIT, *(nlp.Defaults.prefixes or ())])
    # Made anew: one that is changed takes in its two thousand special cases with each change.
    nlp.tokenizer = Tokenizer(
        nlp.vocab,
        rules={**tokenizer.rules, **{word: [{ORTH: word}] for word in _whole()}},
        prefix_search=prefixes.search,
        suffix_search=tokenizer.suffix_search,
        infix_finditer=_but_for_parts(infixes.finditer),
        token_match=tokenizer.token_match,
        url_match=tokenizer.url_match,
        faster_heuristics=tokenizer.faster_heuristics,
    )


def _but_for_parts(
    cuts: Callable[[str], Iterator[re.Match[str]]],
) -> Callable[[str], list[re.Match[str]]]:
    """The places where a word is cut, without the hyphen behind a part that is no word."""

    def found(word: str) -> list[re.Match[str]]:
        return [
            cut
            for cut in cuts(word)
            if cut.group() != "-" or _ONE_WORD.fullmatch(word, 0, cut.start()) is None
        ]

    return found


def _whole() -> Iterator[str]:
    """Tokens whose dot ends no sentence."""
    yield from (f"{title.capitalize()}." for title in short_titles())
    yield from party_and_state()
