"""A test that fails over damaged text is told like any other, also from another process."""

from __future__ import annotations

import execnet
import pytest


def test_half_a_surrogate_pair_does_not_end_the_process(request: pytest.FixtureRequest) -> None:
    report = pytest.TestReport(
        "tests/x.py::test_x",
        ("tests/x.py", 1, "test_x"),
        {},
        "failed",
        "assert 'caf\udce9' == 'café'",
        "call",
        sections=[("Captured log call", "moved to ftp://caf\udce9/")],
    )
    told = request.config.hook.pytest_report_to_serializable(config=request.config, report=report)
    with pytest.raises(execnet.gateway_base.DumpError):
        execnet.dumps(report.longrepr)
    assert execnet.loads(execnet.dumps(told))["longrepr"].startswith("assert 'caf\\udce9'")
