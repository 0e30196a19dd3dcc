import os
import signal
import threading

from readout.errors import HardError, SoftError
from readout.model import Body
from readout.sources.pages.item import PageItem
from readout.sources.pages.workers import BodyWorkers

STORY = "".join(
    f"<p>The envoy of region {n} met the council for the talks in hall {n}.</p>" for n in range(9)
)


def page(key: str, html: bytes | None = None) -> PageItem:
    body = (
        f"<html><body><article>{STORY}<p>Page {key} ends here.</p></article></body></html>".encode()
    )
    return PageItem(key, f"https://outlet.test/{key}", body if html is None else html)


def test_results_come_in_order_from_several_workers() -> None:
    keys = [str(n) for n in range(12)]
    with BodyWorkers(2, pages_per_worker=4) as workers:
        results = list(workers.extract_all(page(k, b"" if k == "5" else None) for k in keys))
        pids = workers.pids
    assert [key for key, _ in results] == keys
    for key, result in results:
        if key == "5":
            assert isinstance(result, SoftError)
        else:
            assert isinstance(result, Body)
            assert f"Page {key} ends here." in result.text
    for pid in pids:
        assert not os.path.exists(f"/proc/{pid}") or not os.path.isdir("/proc")


def test_a_killed_worker_costs_one_page() -> None:
    with BodyWorkers(1) as workers:
        assert isinstance(next(workers.extract_all([page("a")]))[1], Body)
        # A stopped process can't answer: the clock ends it.
        os.kill(workers.pids[0], signal.SIGKILL)
        (first, second) = workers.extract_all([page("b"), page("c")])
    assert isinstance(first[1], HardError)
    assert "signal 9" in str(first[1])
    assert isinstance(second[1], Body)


def test_a_page_that_takes_too_long_is_given_up() -> None:
    with BodyWorkers(1, seconds=0.5) as workers:
        assert isinstance(next(workers.extract_all([page("a")]))[1], Body)
        os.kill(workers.pids[0], signal.SIGSTOP)
        (first, second) = workers.extract_all([page("b", STORY.encode() * 2000), page("c")])
    assert isinstance(first[1], HardError)
    assert "0.5 s" in str(first[1])
    assert isinstance(second[1], Body)


def test_memory_is_limited_inside_the_worker() -> None:
    huge = b"<html><body>" + b"<p>" + b"word " * 600_000 + b"</p></body></html>"
    # Room for the interpreter and an ordinary page, not for this one.
    with BodyWorkers(1, address_space=330_000_000) as workers:
        results = list(workers.extract_all([page("a"), page("big", huge), page("c")]))
    assert isinstance(results[0][1], Body)
    assert isinstance(results[2][1], Body)
    assert [key for key, _ in results] == ["a", "big", "c"]


def test_a_worker_that_is_kept_waiting_is_not_to_blame() -> None:
    with BodyWorkers(1, seconds=0.5) as workers:
        assert isinstance(next(workers.extract_all([page("a")]))[1], Body)
        (pid,) = workers.pids
        os.kill(pid, signal.SIGSTOP)  # a busy machine: no CPU for longer than a page may take
        waking = threading.Timer(1.2, os.kill, (pid, signal.SIGCONT))
        waking.start()
        (first,) = workers.extract_all([page("b")])
        waking.join()
    assert isinstance(first[1], Body)
