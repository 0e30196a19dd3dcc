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


def lemma(token: Token) -> str:
    """Lower-case base form of a token ("Said" → "say", "MPs" → "mp")."""
    low = token.lower_
    return _FORMS.get(low) or token.lemma_.lower() or low
