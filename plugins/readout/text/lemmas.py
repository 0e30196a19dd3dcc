"""Base forms, one cheap way for every reader of a parse.

The pipeline of `readout.text.parsing` sets `token.lemma_` as spaCy's rule lemmatizer
does; this function folds case and mends what a word list keyed by base forms trips over.
"""

from __future__ import annotations

from typing import Final

from spacy.tokens import Token

# Forms that the tagger takes for another word class, whose base form then stays inflected.
_FORMS: Final = {
    "said": "say",
    "told": "tell",
    "n't": "not",
    "n’t": "not",
    "’s": "'s",
    "’re": "be",
    "’ve": "have",
    "’ll": "will",
}
# Forms that the rule lemmatizer takes for those of a shorter verb ("hoped" for "hop") or
# leaves an e too many ("texted").
_WRONGLY_CUT: Final = {
    form: base
    for base, forms in {
        "hope": "hopes hoped hoping",
        "dine": "dines dined dining",
        "slate": "slates slated slating",
        "rage": "rages raged raging",
        "rate": "rates rated rating",
        "axe": "axes axed axing",
        "text": "texted texting",
        "tweet": "tweeted tweeting",
        "retweet": "retweeted retweeting",
        "lambaste": "lambastes lambasted lambasting",
        "decree": "decreed",
    }.items()
    for form in forms.split()
}


# What `_base_form` says by the hashes of a token's two strings, which spaCy tells ten times as fast
# as the strings; hashes are the same in every vocabulary.
_KNOWN: Final[dict[tuple[int, int], str]] = {}
_MOST: Final = 100_000


def lemma(token: Token) -> str:
    """Lower-case base form of a token ("Said" → "say", "MPs" → "mp", "co-chairs" → "chair")."""
    key = (token.lower, token.lemma)
    known = _KNOWN.get(key)
    if known is None:
        if len(_KNOWN) >= _MOST:
            _KNOWN.clear()
        known = _KNOWN[key] = _base_form(token)
    return known


def _base_form(token: Token) -> str:
    low = token.lower_
    if low.startswith("co-"):
        return _joint(token)
    return _FORMS.get(low) or _WRONGLY_CUT.get(low) or token.lemma_.lower() or low


def _joint(token: Token) -> str:
    """ "Co-chair" as "chair", and "co-operate" as "cooperate", which is no joint operating."""
    base = token.lemma_.lower()
    return base.replace("-", "", 1) if base[3:6] in {"ope", "ord"} else base[3:]
