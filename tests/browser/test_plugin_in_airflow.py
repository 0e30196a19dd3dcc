"""The plugin as a user meets it: Airflow's login, its menu, its frame, our pages in it."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Server
from tests.ui.world import HELD

pytestmark = pytest.mark.browser

SCREENS = [
    "", "ahead?since=2023-06-01", "articles/announced/diff", "sides", "utterances",
    "meetings", "meetings/meet-1", "quotes?sort=-said_at", "articles/talks", "articles/hostile", "people",
    "changes", "alerts", "problems", "summary", "search?q=bridge+OR+done", "meetings?person=nobody&since=x",
    "review", "review?of=links", "review?of=sample", "precision", "participants", "people/p-Ana", "articles",
    "charts/network", "charts/attention", "charts/anonymous", "watches", "watches/new?person=Lima", "feeds",
    "feeds/f-The%20Harbour%20Post", "articles/talks/cut", "run?dag_id=resolve_meetings&run_id=resolving-run",
    "no/such/page",
]  # fmt: skip
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
# What axe (axe-core, every rule of its default set) finds wrong: the rule, and the elements.
FAULTS = """() => axe.run(document, {resultTypes: ['violations']}).then(found =>
  found.violations.map(v => [v.id, v.help, v.nodes.map(n => n.html.slice(0, 120))]))"""
# Text against what lies behind it, WCAG 2.2 (1.4.3): 4.5, or 3 for large text.
CONTRAST = """() => {
  const rgb = c => { const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
    canvas.fillStyle = c; canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data] };
  const light = c => c.slice(0, 3).map(v => v / 255)
    .map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const behind = e => { for (; e; e = e.parentElement) {
    const c = getComputedStyle(e).backgroundColor;
    if (!/^rgba\\(.*, 0\\)$/.test(c) && c !== 'transparent') return c } return 'white' };
  const bad = [];
  for (const e of document.querySelectorAll('body *')) {
    if (!e.checkVisibility() || ![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
    const s = getComputedStyle(e), [a, b] = [light(rgb(s.color)), light(rgb(behind(e)))];
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < (parseFloat(s.fontSize) >= 24 ? 3 : 4.5)) bad.push([e.outerHTML.slice(0, 80), ratio.toFixed(2)]);
  }
  return bad }"""


class Watched:
    """A page of somebody who is signed in, with all that went wrong on it."""

    def __init__(self, page: Page, base: str) -> None:
        self.page, self.base = page, base
        self.wrong: list[str] = []
        page.on("console", lambda m: m.type == "error" and self.wrong.append(m.text))
        page.on("pageerror", lambda e: self.wrong.append(str(e)))
        page.on("dialog", lambda d: (self.wrong.append(f"dialog {d.message}"), d.dismiss()))
        page.on("request", lambda r: self._asked(r.url))

    def _asked(self, url: str) -> None:
        if not url.startswith((self.base, "data:", "blob:")):
            self.wrong.append(f"asked elsewhere: {url}")


@pytest.fixture(scope="module")
def state(chromium: Browser, server: Server, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Signed in once, by the page that a stranger gets."""
    context = chromium.new_context()
    page = context.new_page()
    answer = page.goto(f"{server.base}/readout/meetings")
    assert answer is not None
    assert answer.status == 401
    assert "Lima" not in page.content()
    page.get_by_role("link", name="Sign in to Airflow").click()
    page.fill("input[name=username]", "admin")
    page.fill("input[name=password]", server.password)
    page.click("button[type=submit]")
    page.wait_for_url(f"{server.base}/readout/meetings")
    assert HELD in page.inner_text("main")
    path = tmp_path_factory.mktemp("login") / "state.json"
    context.storage_state(path=path)
    context.close()
    return path


@pytest.fixture
def look(chromium: Browser, server: Server, state: Path) -> Iterator[object]:
    """(path, width, scheme) -> a watched page."""
    contexts = []

    def opened(path: str, width: int = 1280, scheme: str = "light") -> Watched:
        context = chromium.new_context(
            storage_state=state, viewport={"width": width, "height": 860}, color_scheme=scheme
        )  # type: ignore[arg-type]
        contexts.append(context)
        watched = Watched(context.new_page(), server.base)
        watched.page.goto(f"{server.base}/{path}")
        return watched

    yield opened
    for context in contexts:
        context.close()


def test_from_the_menu_to_the_sentence_that_proves_a_meeting(look, server: Server) -> None:
    seen = look("")
    page = seen.page
    page.get_by_role("link", name="Readout").click()
    frame = page.frame_locator("iframe")
    frame.get_by_role("heading", name="Overview").wait_for()
    frame.get_by_role("link", name="Meetings", exact=True).click()
    row = frame.locator("tbody", has_text="Ana Lima – Jo Berg")
    assert "held" in row.inner_text()
    row.get_by_role("link", name="Show in the article").click()
    lit = frame.locator("#m-m-talks")
    lit.wait_for()
    assert lit.inner_text() == HELD
    assert page.url.endswith("/readout/articles/talks?revision=talksr1#m-m-talks")
    box = lit.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 860
    # The frame lets no link out, so the address is there to be copied instead.
    assert frame.get_by_role("link", name="Original").count() == 0
    assert frame.locator("code", has_text="http://127.0.0.1:9/talks.html").is_visible()
    frame.get_by_role("link", name="history").click()
    frame.get_by_role("heading", name="What each side says").wait_for()
    assert seen.wrong == []


def test_the_filter_form_by_keyboard(look) -> None:
    seen = look("readout/meetings")
    page = seen.page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.get_by_label("Person or country").focus()
    page.keyboard.type("okafor")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("person=okafor"))
    expect(page.locator("tbody")).to_have_count(1)
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert "Idris Okafor; Ana Lima" in text
    assert len(text.strip().splitlines()) == 2
    assert seen.wrong == []


def test_the_tab_of_a_run(look, server: Server) -> None:
    seen = look(f"dags/extract_facts/runs/{server.run}/plugin/readout-run")
    frame = seen.page.frame_locator("iframe")
    frame.get_by_role("heading", name="What this run found").wait_for()
    assert server.run in frame.locator("main").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", SCREENS)
def test_screens_can_be_read(look, path: str, scheme: str) -> None:
    """No fault by axe and enough contrast, in both themes, wide and on a phone; nothing runs,
    nothing is fetched from elsewhere; a phone needs no sideways scrolling."""
    seen = look(f"readout/{path}", width=1400, scheme=scheme)
    assert seen.page.evaluate(CONTRAST) == []
    assert seen.page.title() != "owned"
    seen.page.evaluate(AXE)
    assert seen.page.evaluate(FAULTS) == []
    seen.page.set_viewport_size({"width": 390, "height": 844})
    assert seen.page.evaluate(FAULTS) == []
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 390
    absent = path == "no/such/page"  # the browser notes that the page itself is none
    assert [w for w in seen.wrong if not (absent and "404" in w)] == []


def test_the_theme_of_the_airflow_window_wins(look) -> None:
    page = look("readout/meetings", scheme="light").page
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.evaluate("localStorage.setItem('theme', 'dark')")
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light


@pytest.mark.parametrize(
    "headers", [{}, {"Authorization": "Bearer nonsense"}, {"Cookie": "_token=nonsense"}]
)
@pytest.mark.parametrize(
    "path", ["", "meetings", "articles/talks", "export/quotes.json", "readout.css", "none/at/all"]
)
def test_strangers_get_401(server: Server, path: str, headers: dict[str, str]) -> None:
    request = urllib.request.Request(f"{server.base}/readout/{path}", headers=headers)
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with pytest.raises(urllib.error.HTTPError) as refused:
        opener.open(request, timeout=30)
    assert refused.value.code in (401, 403)
    assert b"Lima" not in refused.value.read()


def test_a_program_gets_the_rows_with_airflows_token(server: Server) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    login = json.dumps({"username": "admin", "password": server.password}).encode()
    asked = urllib.request.Request(
        f"{server.base}/auth/token", login, {"Content-Type": "application/json"}
    )
    with opener.open(asked, timeout=30) as answer:
        token = json.load(answer)["access_token"]
    request = urllib.request.Request(
        f"{server.base}/readout/export/meetings.json?person=berg",
        headers={"Authorization": f"Bearer {token}"},
    )
    with opener.open(request, timeout=30) as answer:
        assert [row["meeting_id"] for row in json.load(answer)] == ["meet-1"]
