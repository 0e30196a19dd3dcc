"""docs/architecture.md: the house as a picture, drawn from the imports, and the way through it."""

from __future__ import annotations

import ast
import re
import sys
from graphlib import TopologicalSorter

from written import ROOT, WRITTEN

sys.path.insert(0, str(ROOT))
from tests.architecture.imports import LIBRARY, graph

# Named in the text below as `path`; each must be there.
_PATH = re.compile(r"`((?:dags|plugins|sql|docs|seeds|tests)/[\w./-]+)`")
# What everybody imports would be a line to every room.
_UNDER_ALL = frozenset(
    {"model", "errors", "config", "home", "settingtypes", "fingerprint", "addresses"}
)

_WALK = """\
## One article's walk

One direction, no way back. Each Dag hands over by an asset; each task calls one function of
`plugins/readout/steps/`.

1. `dags/poll_feeds.py` → `plugins/readout/steps/polling.py`: the feeds that are due are polled by
   `plugins/readout/sources/feeds/poll.py` through `plugins/readout/sources/http/fetch.py`;
   `plugins/readout/sources/feeds/parsing.py` turns bytes into entries.
2. `plugins/readout/storage/staging.py` hands the rows over as Parquet,
   `plugins/readout/storage/loader.py` merges them by the statements of `sql/load`.
3. `dags/fetch_articles.py` → `plugins/readout/steps/fetching.py`: the page is fetched,
   `plugins/readout/sources/pages/bodies.py` takes text and metadata from it in a process of its
   own (`plugins/readout/sources/pages/workers.py`). A revision is stored only where the text
   changed.
4. `dags/extract_facts.py` → `plugins/readout/steps/extracting.py` →
   `plugins/readout/extraction/article.py`, the only door: the text is parsed once
   (`plugins/readout/text/parsing.py`), with common names where rare ones stand
   (`plugins/readout/extraction/syntax/familiar.py`); `plugins/readout/extraction/document.py`
   holds the candidates that `find` proposes, `resolve` says who is meant, `decide` what holds.
5. `dags/resolve_meetings.py` → `plugins/readout/steps/resolving.py`: whom a name means
   (`plugins/readout/resolution/people.py`), which mentions are one meeting
   (`plugins/readout/resolution/meetings.py`), what changed, and who must hear of it
   (`plugins/readout/watching/telling.py`), in one transaction; then the snapshot is published
   (`plugins/readout/storage/publish.py`).
6. `dags/send_alerts.py` → `plugins/readout/steps/alerting.py`:
   `plugins/readout/rendering/mail.py` writes the mail, `plugins/readout/delivery/sending.py`
   sends it once.
7. A reader follows its link: `plugins/readout/ui/app.py` shows the article with the sentence lit,
   from the snapshot alone.

## Where to add

- **A verb**: of meeting in `plugins/readout/lexicon/meeting_verbs.toml` (its frame stands at the
  top of the file), of speech in `plugins/readout/lexicon/quote_cues.toml`. Then a sentence with
  its answer in `tests/gate/tuned/source/meetings_sentences.txt`, and `readout gate --perturb`
  (`docs/gate.md`).
- **A country, a capital, a people**: one line of `plugins/readout/lexicon/countries.toml`.
- **A language**: a pipeline in `plugins/readout/text/parsing.py`, its words beside the English
  ones in `plugins/readout/lexicon/`, its rules of syntax in `plugins/readout/extraction/syntax/`.
  Today any other language is recognised and left alone (`plugins/readout/extraction/article.py`).
- **An outlet's quirk**: in the page, `plugins/readout/sources/pages/layout.py` (tree) or
  `plugins/readout/sources/pages/tidying.py` (lines); in its feed,
  `plugins/readout/sources/feeds/parsing.py`; in how it writes a dateline,
  `plugins/readout/extraction/syntax/dateline.py`.
- **A report**: one statement with a head comment in `sql/reports`; the CLI and the pages list it
  by itself.
- **A column**: a new file in `sql/migrations`, never a changed one; then the statement in
  `sql/load`.
- **Why things are so**: `docs/decisions`.
"""


def architecture_page() -> str:
    """The page as Markdown.

    Raises:
        ValueError: the text names a file that isn't there.
    """
    gone = [path for path in _PATH.findall(_WALK) if not (ROOT / path).exists()]
    if gone:
        raise ValueError(f"docs/pages_architecture.py names what is gone: {gone}")
    inner = "\n\n".join(
        f"### Inside {name.removeprefix('readout.')}\n\n{_picture(name)}\n{_rooms(name)}"
        for name in ("readout.sources", "readout.extraction")
    )
    return f"""# Architecture

{WRITTEN}
The library is `plugins/readout`; it knows no Airflow outside `ui`. Rooms import one way, which
`tests/architecture` holds them to. An arrow says *imports*; what follows from other arrows is
left out, and so are the modules under all rooms ({", ".join(sorted(_UNDER_ALL))}).

{_picture("readout")}
{_rooms("readout")}

{inner}

{_WALK}"""


def _members(around: str) -> dict[str, set[str]]:
    """What stands directly in a room → what of the same room it imports."""
    prefix = f"{around}."
    edges: dict[str, set[str]] = {}
    for name, targets in graph().items():
        if name.startswith(prefix):
            here = name.removeprefix(prefix).split(".")[0]
            there = {t.removeprefix(prefix).split(".")[0] for t in targets if t.startswith(prefix)}
            edges.setdefault(here, set()).update(there - {here})
    return {k: v - _UNDER_ALL for k, v in edges.items() if k not in _UNDER_ALL}


def _picture(around: str) -> str:
    """The room's members as a Mermaid graph, without the arrows that follow from others."""
    edges = _members(around)
    reach: dict[str, set[str]] = {}
    for name in TopologicalSorter(edges).static_order():
        reach[name] = set().union(*({t} | reach[t] for t in edges[name]))
    lines = ["```mermaid", "graph TD"]
    for name in sorted(edges):
        direct = {t for t in edges[name] if not any(t in reach[o] for o in edges[name])}
        lines += [f"    {name} --> {t}" for t in sorted(direct)]
        if not edges[name] and not any(name in targets for targets in edges.values()):
            lines.append(f"    {name}")
    return "\n".join([*lines, "```", ""])


def _rooms(around: str) -> str:
    """Each member with the first paragraph of its docstring."""
    folder = LIBRARY.joinpath(*around.split(".")[1:])
    rows = ["| room | what it is |", "|---|---|"]
    for name in sorted(_members(around)):
        path = folder / name / "__init__.py"
        source = path if path.is_file() else folder / f"{name}.py"
        about = ast.get_docstring(ast.parse(source.read_text(encoding="utf-8"))) or ""
        rows.append(f"| `{name}` | {' '.join(about.split(chr(10) * 2)[0].split())} |")
    return "\n".join(rows)
