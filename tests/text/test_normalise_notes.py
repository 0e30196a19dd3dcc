"""Marks of footnotes are no letters of a name."""

import pytest
from readout.text.normalise import same_length


@pytest.mark.parametrize(
    "text, plain",
    [
        ("Irena Vasko[2] met Henrik Aalund¹.", "Irena Vasko    met Henrik Aalund ."),
        ("“We agreed,”[3] Vasko[a] said.", "“We agreed,”    Vasko    said."),
        ("She met Dol.[12] He left.[13]", "She met Dol.     He left.    "),
        ("They met in Halvik1, Vasko[2] said.", "They met in Halvik , Vasko    said."),
        ("20 km² and 10² times", "20 km² and 10² times"),
        ("“He [Dol] left,” she said[sic].", "“He [Dol] left,” she said[sic]."),
        ("Formula1 began at Halvik1.", "Formula1 began at Halvik1."),
    ],
)
def test_footnote_marks(text: str, plain: str) -> None:
    assert same_length(text) == plain
