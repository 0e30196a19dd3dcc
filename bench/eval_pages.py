"""Read a set of saved pages and write what the scorer wants.

usage: eval_pages.py PAGES.json OUT.jsonl

PAGES.json is a list of {"id", "url", "file"}; `file` is relative to it and may be .gz.
"""

from __future__ import annotations

import gzip
import json
import sys
import time
from pathlib import Path

from readout.model import Body
from readout.sources.pages.bodies import PageItem, extract_batch


def main(pages: Path, out: Path) -> None:
    items = []
    for page in json.loads(pages.read_text("utf-8")):
        path = pages.parent / page["file"]
        html = path.read_bytes()
        html = gzip.decompress(html) if path.suffix == ".gz" else html
        items.append(PageItem(page["id"], page["url"], html))
    start = time.process_time()
    results = extract_batch(items)
    seconds = time.process_time() - start
    with out.open("w", encoding="utf-8") as lines:
        for key, result in results:
            row: dict[str, object] = {"id": key, "text": "", "authors": []}
            if isinstance(result, Body):
                row |= {
                    "text": result.text,
                    "title": result.title,
                    "published": result.published.isoformat() if result.published else None,
                    "authors": list(result.authors),
                    "page_kind": result.page_kind,
                    "why": result.why,
                    "language": result.language,
                }
            else:
                row["error"] = str(result)
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")
    print(f"{len(items)} pages, {len(items) / seconds:.1f} per CPU-second", file=sys.stderr)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
