"""From fetched pages to what is stored of them: body, hash, sketch, lines of the site.

One call for a batch: pages are read in worker processes, then what their sites repeat is
cut, then each text is compared with the revision that is stored of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from readout.errors import ReadoutError
from readout.model import Body
from readout.sources.pages.item import PageItem
from readout.sources.pages.revisions import Stored, revision_hash
from readout.sources.pages.sitelines import learn_sites, lines_of, site_of, strip
from readout.sources.pages.workers import BodyWorkers
from readout.text.shingles import sketch


@dataclass(frozen=True, slots=True)
class Reading:
    """One page, read.

    Attributes:
        id: of the `PageItem`.
        site: registered domain of the page.
        result: the body, its site's lines cut; or why there is none.
        text_hash: of the revision that this text is; equal to the stored one's where the
            text did not change. None without a body.
        changed: False when a stored revision has this text already.
        lines: hash → is it a sentence, of the lines that may be the site's: what
            `page_lines` remembers. They are taken before anything is cut.
        shingles: the sketch for recognising copies.
    """

    id: str
    site: str
    result: Body | ReadoutError
    text_hash: str | None = None
    changed: bool = False
    lines: Mapping[int, bool] = field(default_factory=dict)
    shingles: frozenset[int] = frozenset()

    @property
    def body(self) -> Body | None:
        return self.result if isinstance(self.result, Body) else None


def read_pages(
    items: Iterable[PageItem],
    *,
    pool: BodyWorkers,
    known: Mapping[str, frozenset[int]] | None = None,
    previous: Mapping[str, Stored] | None = None,
) -> list[Reading]:
    """Read a batch of pages.

    Args:
        items: taken one by one, so a generator may fetch as it goes.
        pool: the worker processes.
        known: site → hashes of its lines, from earlier pages (sql/stories/site_lines.sql).
        previous: item id → the stored revision of that article, on a second look.

    Returns:
        A reading for each item, in order; a page that could not be read has its error.
    """
    known, previous = known or {}, previous or {}
    urls: dict[str, str] = {}

    def noted() -> Iterator[PageItem]:
        for item in items:
            urls[item.id] = item.url
            yield item

    results = [(key, urls[key], result) for key, result in pool.extract_all(noted())]
    learnt = learn_sites(results)
    readings = []
    for key, url, result in results:
        site = site_of(url)
        if isinstance(result, ReadoutError):
            readings.append(Reading(key, site, result))
            continue
        repeated = learnt.get(site, frozenset()) | known.get(site, frozenset())
        body = strip(result, repeated)
        stored = previous.get(key)
        ident = revision_hash(body, stored, repeated)
        readings.append(
            Reading(
                id=key,
                site=site,
                result=body,
                text_hash=ident,
                changed=stored is None or ident != stored.text_hash,
                lines=lines_of(result.text) if body.page_kind == "article" else {},
                shingles=sketch(body.text),
            )
        )
    return readings
