"""The sample newsroom: five invented outlets on one loopback port.

Home pages with feed autodiscovery, feeds in four formats, full article pages, robots.txt,
OPML; conditional requests as in RFC 9110 §13. Stories can be released in steps, so that a
test or a demo can make news arrive::

    python -m readout.sample.newsroom --port 8765 --until 2023-06-18T12:00:00Z
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from readout.errors import ConfigError
from readout.sample.stories import NEWSROOM, Outlet, Story, load_outlets, load_stories
from readout.sample.syndication import CONTENT_TYPES, opml, write_feed

PORT = 8765
_ROBOTS = "User-agent: *\nDisallow: /admin/\nAllow: /\n"
_RELATED = 4


class Newsroom:
    """Serves the stories that are out.

    Args:
        folder: the newsroom's stories, outlets and templates.
        until: release only what was published up to this moment; None releases all.

    Raises:
        ConfigError: a story or the outlet list can't be read; from `start`, when the port
            is taken.
    """

    def __init__(self, folder: Path = NEWSROOM, *, until: datetime | None = None) -> None:
        self.outlets = load_outlets(folder)
        self.stories = load_stories(folder)
        self.base_url = ""
        self._until: datetime | None = None
        self.publish_until(until)
        self._by_path = {story.path: story for story in self.stories}
        self._pages = Environment(
            loader=FileSystemLoader(folder / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._runner: web.AppRunner | None = None

    def publish_until(self, moment: datetime | None) -> None:
        """Release what was published up to `moment` (aware), hide the rest; None: all.

        Raises:
            ConfigError: the moment has no time zone.
        """
        if moment is not None and moment.tzinfo is None:
            raise ConfigError(
                "A release time needs a time zone",
                resource=moment.isoformat(),
                mend="write it as 2023-06-18T12:00:00Z",
            )
        self._until = moment

    def released(self, outlet: Outlet | None = None) -> list[Story]:
        """The stories that are out, newest first; of one outlet or of all."""
        return [
            story
            for story in reversed(self.stories)
            if (outlet is None or story.outlet == outlet)
            and (self._until is None or story.published <= self._until)
        ]

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listen on `host:port`; port 0 takes a free one. `base_url` then says where."""
        app = web.Application()
        app.router.add_get("/robots.txt", self._robots)
        app.router.add_get("/opml.xml", self._opml)
        app.router.add_get("/", self._front)
        for outlet in self.outlets:
            app.router.add_get(outlet.home, self._home)
            app.router.add_get(outlet.feed, self._feed)
        app.router.add_get("/{path:.*}", self._page)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await runner.setup()
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as cause:
            await runner.cleanup()
            raise ConfigError(
                "The sample newsroom can't listen",
                resource=f"{host}:{port}",
                why=cause,
                mend="end the program that holds the port, or choose another with --port",
            ) from cause
        self._runner = runner
        self.base_url = f"http://{host}:{runner.addresses[0][1]}"

    async def stop(self) -> None:
        """Close the port; does nothing when it isn't open."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    def render(self, story: Story) -> str:
        """The story's full HTML page, as its outlet lays it out."""
        related = [other for other in self.released(story.outlet) if other is not story]
        return self._pages.get_template(story.outlet.template).render(
            story=story,
            outlet=story.outlet,
            base_url=self.base_url,
            related=related[:_RELATED],
            json_ld=_json_ld(story, self.base_url),
        )

    # -- handlers: each finds the answer, `_answer` does the conditional part ------------

    async def _robots(self, request: web.Request) -> web.Response:
        return web.Response(text=_ROBOTS)

    async def _opml(self, request: web.Request) -> web.Response:
        return web.Response(body=opml(self.outlets, self.base_url), content_type="text/x-opml")

    async def _front(self, request: web.Request) -> web.Response:
        return self._listing(request, None)

    async def _home(self, request: web.Request) -> web.Response:
        return self._listing(request, self._outlet(request))

    async def _feed(self, request: web.Request) -> web.Response:
        outlet = self._outlet(request)
        stories = self.released(outlet)
        body = write_feed(outlet, stories, self.base_url)
        return _answer(request, body, CONTENT_TYPES[outlet.feed_type], _newest(stories))

    async def _page(self, request: web.Request) -> web.Response:
        story = self._by_path.get(request.path)
        if story is None or story not in self.released(story.outlet):
            page = self._pages.get_template("missing.html").render(path=request.path)
            return web.Response(text=page, status=404, content_type="text/html")
        return _answer(request, self.render(story).encode(), "text/html", story.published)

    def _listing(self, request: web.Request, outlet: Outlet | None) -> web.Response:
        stories = self.released(outlet)
        page = self._pages.get_template("home.html").render(
            outlet=outlet,
            outlets=self.outlets if outlet is None else (outlet,),
            stories=stories,
            feed_types=CONTENT_TYPES,
        )
        return _answer(request, page.encode(), "text/html", _newest(stories))

    def _outlet(self, request: web.Request) -> Outlet:
        key = request.path.split("/")[1]
        return next(outlet for outlet in self.outlets if outlet.key == key)


def write_opml(path: Path, base_url: str = f"http://127.0.0.1:{PORT}") -> None:
    """Write the subscription list of the newsroom that listens at `base_url`."""
    path.write_bytes(opml(load_outlets(), base_url))


def _newest(stories: list[Story]) -> datetime:
    return stories[0].published if stories else datetime(2023, 6, 1, tzinfo=UTC)


def _json_ld(story: Story, base_url: str) -> dict[str, object]:
    """schema.org/NewsArticle, the fields that news sites fill."""
    return {
        "@context": "https://schema.org",
        "@type": "LiveBlogPosting" if story.layout == "live" else "NewsArticle",
        "headline": story.title,
        "datePublished": story.published.isoformat(),
        "dateModified": story.published.isoformat(),
        "author": [{"@type": "Person", "name": name} for name in story.authors],
        "publisher": {"@type": "NewsMediaOrganization", "name": story.outlet.name},
        "mainEntityOfPage": base_url + story.path,
        "articleSection": story.section,
        "isAccessibleForFree": True,
    }


def _answer(
    request: web.Request, body: bytes, content_type: str, modified: datetime
) -> web.Response:
    """200 with the validators, or 304. If-None-Match wins over If-Modified-Since
    (RFC 9110 §13.2.2). The tag is weak because the body may travel compressed."""
    tag = hashlib.sha256(body).hexdigest()[:20]
    headers = {
        "ETag": f'W/"{tag}"',
        "Last-Modified": format_datetime(modified.astimezone(UTC), usegmt=True),
        "Cache-Control": "max-age=60",
        "Vary": "Accept-Encoding",
    }
    known = request.if_none_match
    if known is not None:
        unchanged = any(item.value in (tag, "*") for item in known)
    else:
        since = request.if_modified_since
        unchanged = since is not None and modified < since + timedelta(seconds=1)
    if unchanged:
        return web.Response(status=304, headers=headers)
    response = web.Response(body=body, content_type=content_type, charset="utf-8", headers=headers)
    response.enable_compression()
    return response


@contextmanager
def serving(port: int = 0) -> Iterator[str]:
    """The newsroom in a thread with a loop of its own, for whoever runs loops: its address.

    Args:
        port: 0 for any free one.

    Raises:
        TimeoutError: it doesn't answer within a minute. ConfigError: the port is taken.
    """
    served, ended = threading.Event(), threading.Event()
    room = Newsroom()
    problem: list[BaseException] = []

    async def serve() -> None:
        try:
            await room.start(port=port)
        except BaseException as cause:
            problem.append(cause)
            return
        finally:
            served.set()
        while not ended.is_set():
            await asyncio.sleep(0.05)
        await room.stop()

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    try:
        if not served.wait(60):
            raise TimeoutError("the newsroom doesn't answer")
        if problem:
            raise problem[0]
        yield room.base_url
    finally:
        ended.set()
        thread.join()


async def _run(port: int, until: datetime | None) -> None:
    newsroom = Newsroom(until=until)
    await newsroom.start(port=port)
    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    out = len(newsroom.released())
    print(
        f"sample newsroom on {newsroom.base_url}: {len(newsroom.outlets)} outlets, "
        f"{out} of {len(newsroom.stories)} stories out",
        flush=True,
    )
    await ended.wait()
    await newsroom.stop()


def main(arguments: list[str] | None = None) -> int:
    """`python -m readout.sample.newsroom`: serve until SIGTERM or Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m readout.sample.newsroom")
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument(
        "--until",
        type=datetime.fromisoformat,
        metavar="ISO",
        help="release only stories up to this moment, with a zone (2023-06-18T12:00:00Z)",
    )
    options = parser.parse_args(arguments)
    try:
        asyncio.run(_run(options.port, options.until))
    except ConfigError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
