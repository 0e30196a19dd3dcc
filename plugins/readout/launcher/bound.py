"""Runs a command that ends when whoever started it does.

    python -I -S bound.py PARENT_PID COMMAND …

Linux sends the signal asked for below when the parent dies, also when it was killed with -9
and could end nobody. The request outlives the exec, so nothing of this stays in memory. It
is a program of its own because code between fork and exec of a process with threads may
hang (the launcher shows its progress from a thread). Elsewhere the command runs unbound, and
the next start ends what is left (`processes.end_left_over`).
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def bind(parent: int, number: int = signal.SIGTERM) -> None:
    """End with this parent, by the signal of this number."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, number, 0, 0, 0)
        if os.getppid() != parent:  # it died before we could ask
            sys.exit(1)


if __name__ == "__main__":
    bind(int(sys.argv[1]))
    command = sys.argv[2:]
    os.execv(command[0], command)
