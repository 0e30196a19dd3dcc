"""Pictures for pages, as SVG: Vega specifications drawn on the server by vl-convert.

Ink is `currentColor`, so that a picture stands in a light and in a dark page; nothing in it is
interactive or fetched. A picture never stands alone: its page has the table beside it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from readout.rendering.highlight import visible
from readout.rendering.mail_wording import value as value_words
from readout.rendering.words import change_words, counted

if TYPE_CHECKING:
    from readout.storage.results import (
        PagesMeetingHistoryRow,
        ReportsAnonymousRow,
        ReportsDailyRow,
        ReportsPairsRow,
    )

INK = "currentColor"
# Told apart without red and green (Okabe-Ito), and by both papers.
BLUE, ORANGE = "#3787c0", "#d0702a"
FONT = "system-ui, sans-serif"
MOST_EDGES, MOST_BARS = 60, 30
_WIDTH = 860
_CONFIG: dict[str, Any] = {
    "background": None,
    "font": FONT,
    "view": {"stroke": None},
    "axis": {
        "labelColor": INK, "titleColor": INK, "domainColor": INK, "tickColor": INK,
        "gridColor": INK, "gridOpacity": 0.15, "labelFontSize": 12, "titleFontSize": 12,
        "labelLimit": 260,
    },
    "text": {"color": INK, "fontSize": 12},
}  # fmt: skip
_ROLES = re.compile(r' (?:aria-[a-z]+|role)="[^"]*"')
_TAGS = re.compile(r"<[^>]*>")


def _short(name: str, most: int = 40) -> str:
    shown = visible(name)
    return shown if len(shown) <= most else shown[: most - 1] + "…"


@lru_cache(maxsize=64)
def _drawn(spec: str, lite: bool) -> str:
    import vl_convert  # starts an engine: only when a picture is asked for

    made = vl_convert.vegalite_to_svg(spec) if lite else vl_convert.vega_to_svg(spec)
    return str(made)


def inline(svg: str, told: str) -> Markup:
    """The picture as part of a page: one image with a name, its pieces without roles.

    Args:
        svg: made here; what it says is escaped by the drawer.
    """
    bare = _TAGS.sub(lambda tag: _ROLES.sub("", tag[0]), svg)
    head = Markup('<svg role="img" aria-label="{}"').format(told)
    return head + Markup(bare.removeprefix("<svg"))


def network(pairs: Sequence[ReportsPairsRow]) -> str:
    """Who met whom: a dot each, a line for a pair, the thicker the more meetings.

    Args:
        pairs: of the report `pairs`; the first MOST_EDGES are drawn.
    """
    edges = pairs[:MOST_EDGES]
    names: dict[str, tuple[int, str]] = {}
    met: dict[str, int] = {}
    for row in edges:
        for key, name in ((row["one_id"], row["one"]), (row["other_id"], row["other"])):
            names.setdefault(key, (len(names), name))
            met[key] = met.get(key, 0) + row["meetings"]
    places, height = _apart([(names[r["one_id"]][0], names[r["other_id"]][0]) for r in edges])
    nodes = [
        {"name": _short(n), "size": 60 + 40 * met[key], "atX": places[i][0], "atY": places[i][1]}
        for key, (i, n) in names.items()
    ]
    links = [
        {"source": names[r["one_id"]][0], "target": names[r["other_id"]][0],
         "width": min(6, r["meetings"])}
        for r in edges
    ]  # fmt: skip
    forces = [
        {"force": "x", "x": "datum.atX", "strength": 0.12},
        {"force": "y", "y": "datum.atY", "strength": 0.12},
        {"force": "collide", "radius": 40},
        {"force": "nbody", "strength": -160, "distanceMax": 220},
        {"force": "link", "links": "links", "distance": 90},
    ]
    spec = {
        "$schema": "https://vega.github.io/schema/vega/v5.json",
        "width": _WIDTH, "height": height, "padding": 50, "background": None,
        "data": [{"name": "nodes", "values": nodes}, {"name": "links", "values": links}],
        "marks": [
            {
                "name": "dots", "type": "symbol", "zindex": 1, "from": {"data": "nodes"},
                "encode": {"enter": {"fill": {"value": BLUE}, "size": {"field": "size"}}},
                "transform": [{"type": "force", "iterations": 300, "static": True,
                               "signal": "force", "forces": forces}],
            },
            {
                "type": "path", "from": {"data": "links"},
                "encode": {"update": {"stroke": {"value": INK}, "strokeOpacity": {"value": 0.35},
                                      "strokeWidth": {"field": "width"}}},
                "transform": [{"type": "linkpath", "require": {"signal": "force"},
                               "shape": "line", "sourceX": "datum.source.x",
                               "sourceY": "datum.source.y", "targetX": "datum.target.x",
                               "targetY": "datum.target.y"}],
            },
            {
                "type": "text", "zindex": 2, "from": {"data": "dots"},
                "encode": {"enter": {
                    "x": {"field": "x"}, "y": {"field": "y", "offset": -12},
                    "text": {"signal": "datum.datum.name"}, "align": {"value": "center"},
                    "fill": {"value": INK}, "font": {"value": FONT}, "fontSize": {"value": 12},
                }},
            },
        ],
    }  # fmt: skip
    return _drawn(json.dumps(spec), False)


def _apart(edges: Sequence[tuple[int, int]]) -> tuple[dict[int, tuple[float, float]], int]:
    """Where those who are not connected with others stand, so that no line crosses another
    company's: the middle of each company's field by member, and the height of the picture. Fields
    are laid in rows, the largest first."""
    company: dict[int, set[int]] = {}
    for one, other in edges:
        both = company.get(one, {one}) | company.get(other, {other})
        for member in both:
            company[member] = both
    places: dict[int, tuple[float, float]] = {}
    left = top = row = 0.0
    for members in sorted({id(c): c for c in company.values()}.values(), key=len, reverse=True):
        side = min(120 * len(members) ** 0.5, _WIDTH)
        if left and left + side > _WIDTH:
            left, top, row = 0.0, top + row, 0.0
        for member in members:
            places[member] = left + side / 2, top + side / 2
        left, row = left + side, max(row, side)
    return places, int(top + row)


def network_told(pairs: Sequence[ReportsPairsRow]) -> str:
    """What the picture of these pairs shows, for who doesn't see it."""
    first = pairs[0]
    return (
        f"Network of {counted(min(len(pairs), MOST_EDGES), 'pair')}; most often {first['one']} "
        f"with {first['other']}, {counted(first['meetings'], 'meeting')}."
    )


def as_png(svg: str) -> bytes:
    """A picture of this module on the paper of a mail, which is white in every client."""
    import vl_convert

    paper = svg.replace(INK, "#333333").replace(FONT, "Liberation Sans")
    return bytes(vl_convert.svg_to_png(paper, scale=1.4))


def by_day(days: Sequence[ReportsDailyRow]) -> str:
    """Meetings and quotes by day, one row of bars each.

    Args:
        days: of the report `daily`, the earliest first, no day left out.
    """
    values = [
        {"day": str(row["day"]), "what": what, "count": row[what]}
        for row in days
        for what in ("meetings", "quotes")
    ]
    chart = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "data": {"values": values}, "width": 820, "height": 110,
        "mark": {"type": "bar"},
        "encoding": {
            "x": {"field": "day", "type": "temporal", "timeUnit": "utcyearmonthdate",
                  "title": None, "axis": {"format": "%-d %b %Y", "grid": False, "tickCount": 8}},
            "y": {"field": "count", "type": "quantitative", "title": None,
                  "axis": {"tickMinStep": 1, "format": "d", "tickCount": 3}},
            "row": {"field": "what", "title": None, "header": {"labelColor": INK,
                    "labelFontSize": 13, "labelAnchor": "start", "labelOrient": "top",
                    "labelAngle": 0}},
            "color": {"field": "what", "legend": None,
                      "scale": {"domain": ["meetings", "quotes"], "range": [BLUE, ORANGE]}},
        },
        "resolve": {"scale": {"y": "independent"}},
        "config": _CONFIG,
    }  # fmt: skip
    return _drawn(json.dumps(chart), True)


def shares(rows: Sequence[ReportsAnonymousRow]) -> str:
    """Outlets by how much they lean on sources without a name.

    Args:
        rows: of the report `anonymous`; the first MOST_BARS are drawn.
    """
    values = [
        {"outlet": _short(row["outlet"]), "share": row["share"],
         "told": f"{row['share']:.0%} of {row['quotes']:,}"}
        for row in rows[:MOST_BARS]
    ]  # fmt: skip
    order = [value["outlet"] for value in values]
    y = {"field": "outlet", "type": "nominal", "sort": order, "title": None}
    x = {"field": "share", "type": "quantitative", "title": None,
         "axis": {"format": "%", "tickCount": 5}}  # fmt: skip
    chart = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "data": {"values": values}, "width": 520, "height": {"step": 26},
        "encoding": {"y": y, "x": x},
        "layer": [
            {"mark": {"type": "bar", "color": BLUE, "height": 16}},
            {"mark": {"type": "text", "align": "left", "dx": 5, "color": INK},
             "encoding": {"text": {"field": "told"}}},
        ],
        "config": _CONFIG,
    }  # fmt: skip
    return _drawn(json.dumps(chart), True)


def timeline(history: Sequence[PagesMeetingHistoryRow]) -> str:
    """How a meeting came to be what it is: its changes along time, the newest lowest.

    Args:
        history: rows of `pages/meeting_history`, the first asserted first.
    """
    values = []
    moments = [row["asserted_at"] or row["changed_at"] for row in history[:40]]
    middle = min(moments) + (max(moments) - min(moments)) / 2
    for number, (row, at) in enumerate(zip(history, moments, strict=False)):
        value = row["new_value"] or row["old_value"] or ""
        told = change_words(row["kind"], row["old_value"])
        told += f": {value_words(row['kind'], value)}" if value else ""
        outlet = f" · {row['outlet']}" if row["outlet"] else ""
        if row.get("reason") == "version":
            outlet = " · by a new version"
        told = _short(told + outlet, 48)
        values.append({"at": at.isoformat() + "Z", "n": number, "told": told, "late": at > middle})
    # Words stand on the side of their point where there is room.
    words = [
        {
            "transform": [{"filter": f"datum.late === {late}"}],
            "mark": {"type": "text", "align": side, "dx": dx, "color": INK},
            "encoding": {"text": {"field": "told"}},
        }
        for late, side, dx in (("false", "left", 9), ("true", "right", -9))
    ]
    chart = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "data": {"values": values}, "width": 560, "height": {"step": 26},
        "encoding": {
            "y": {"field": "n", "type": "ordinal", "axis": None},
            "x": {"field": "at", "type": "temporal", "scale": {"type": "utc", "nice": True},
                  "title": None, "axis": {"tickCount": 6, "format": "%-d %b %H:%M"}},
        },
        "layer": [
            {"mark": {"type": "point", "filled": True, "size": 90, "color": BLUE}},
            *words,
        ],
        "padding": {"right": 80, "left": 5, "top": 5, "bottom": 5},
        "config": _CONFIG,
    }  # fmt: skip
    return _drawn(json.dumps(chart), True)
