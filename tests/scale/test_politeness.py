"""Four workers, one host's turn at a time: the server says whether anybody came too early.

`python -m bench.politeness` asks ten thousand times; here it is enough that it would be seen."""

from __future__ import annotations

from readout.config import Settings
from readout.sources.http.robots import RobotsCache
from readout.storage.turns import Turns

from bench.politeness import measure


def test_four_workers_keep_the_turns_of_each_host(settings: Settings) -> None:
    told = measure(settings, workers=4, hosts=4, requests=160, gap=0.05)
    assert told.requests == 160
    assert told.overlapping == 0
    assert told.early == 0


def test_without_turns_it_would_be_seen(settings: Settings) -> None:
    """The same workers with no gap between requests: the server's count is no constant."""
    told = measure(settings, workers=4, hosts=4, requests=160, gap=0.05, kept=0.0)
    assert told.early > 0


def test_what_one_worker_read_of_robots_txt_another_knows(settings: Settings) -> None:
    assert settings.lake is not None
    one, other = (RobotsCache(Turns(settings.lake)) for _ in range(2))
    assert other.get("http://a.example") is None
    one.put("http://a.example", 200, "User-agent: *\nDisallow: /closed\n")
    rules = other.get("http://a.example")
    assert rules is not None
    assert rules.allows("http://a.example/open")
    assert not rules.allows("http://a.example/closed")
