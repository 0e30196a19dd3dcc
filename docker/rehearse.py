"""Runs the steps of docker/Dockerfile without an engine, and then the image as it is meant to run.

    sudo python docker/rehearse.py [--keep FOLDER]

This machine stands for the base image (Python 3.11 on Debian), its compilers hidden: each stage is
an overlay over `/`, each RUN the recipe's own command in a chroot there, each COPY takes what
.dockerignore lets through. Then, as user 10001 on a read-only root file system: the product reads a
text, Airflow finds its Dags, and no compiler and no pip is there. Needs root and Linux; nothing of
this machine is changed. What it can't tell: whether the base image has what Debian's has.
"""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from string import Template

ROOT = Path(__file__).resolve().parents[1]
RECIPE = ROOT / "docker" / "Dockerfile"
# Of the machine, what the base image lacks.
HIDDEN = ("gcc", "g++", "cc", "c++", "clang", "make", "cmake", "rustc", "cargo", "ld", "as")
_REACHED_BY = ("pip_", "uv_", "ssl_cert", "http_proxy", "https_proxy", "no_proxy")
TEXT = (
    '{"id": "1", "published": "2023-06-19", '
    '"text": "Foreign Minister Ana Lima met her counterpart Jo Berg in Oslo on Monday."}'
)
CHECKS = (
    "! command -v gcc && ! command -v cc && ! python -m pip --version 2>/dev/null",
    "touch /opt/readout/dags/x 2>&1 | grep -q 'Read-only file system'",
    "test $(id -u) = 10001 && touch var/written",
    f"echo {shlex.quote(TEXT)} | readout extract | grep -q '\"Ana Lima\"'",
    "airflow version && python -m airflow db migrate >/dev/null 2>&1 && "
    "python -m airflow dags reserialize 2>&1 | grep -c DAG",
    "python -c 'import airflow.providers.fab, celery, psycopg2'",
)


@dataclass
class Stage:
    """One FROM with the instructions after it."""

    base: str
    name: str
    steps: list[tuple[str, str]] = field(default_factory=list)


def read(recipe: str) -> list[Stage]:
    """The stages of a recipe: instructions with their arguments, lines joined.

    Raises:
        ValueError: an instruction stands before the first FROM.
    """
    stages: list[Stage] = []
    known: dict[str, str] = {}
    for word, rest in _instructions(recipe):
        if word == "FROM":
            base, _, name = rest.partition(" AS ")
            stages.append(Stage(Template(base).safe_substitute(known), name or str(len(stages))))
        elif word == "ARG" and not stages:
            name, _, value = rest.partition("=")
            known[name] = value
        elif not stages:
            raise ValueError(f"{word} stands before the first FROM")
        else:
            stages[-1].steps.append((word, rest))
    return stages


def _instructions(recipe: str) -> Iterator[tuple[str, str]]:
    kept = [line for line in recipe.splitlines() if line.strip() and not line.startswith("#")]
    joined = "\n".join(kept).replace("\\\n", " ")
    for line in joined.splitlines():
        word, _, rest = line.strip().partition(" ")
        yield word.upper(), " ".join(rest.split())


def ignored(path: str, rules: list[str]) -> bool:
    """Whether .dockerignore keeps a path of the checkout out; the last rule that fits decides."""
    out = False
    folders = [path, *(str(p) for p in Path(path).parents if str(p) != ".")]
    for rule in rules:
        pattern = rule.removeprefix("!").removeprefix("**/")
        deep = rule.removeprefix("!").startswith("**/")
        if any(fnmatch(Path(f).name if deep else f, pattern) for f in folders):
            out = not rule.startswith("!")
    return out


class Rehearsal:
    """The stages as overlays below a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.roots: dict[str, Path] = {}
        lines = Path(f"{RECIPE}.dockerignore").read_text(encoding="utf-8").splitlines()
        self.rules = [line for line in lines if line and not line.startswith("#")]

    def run(self, stage: Stage) -> None:
        root = self._mounted(stage.name)
        here, env = "/", {"PATH": os.environ["PATH"], "HOME": "/root"}
        # How this machine reaches its package index; an engine hands these on as it is told.
        env |= {k: v for k, v in os.environ.items() if k.lower().startswith(_REACHED_BY)}
        user = "0"
        for word, rest in stage.steps:
            print(f"  {word} {rest[:110]}", flush=True)
            if word == "WORKDIR":
                here = rest
                (root / here.lstrip("/")).mkdir(parents=True, exist_ok=True)
            elif word == "ENV":
                for part in shlex.split(rest):
                    name, _, value = part.partition("=")
                    env[name] = Template(value).safe_substitute(env)
            elif word == "COPY":
                self._copy(root, here, rest)
            elif word == "RUN":
                self._in(root, here, env, user, rest)
            elif word == "USER":
                user = rest
            elif word not in ("LABEL", "VOLUME", "CMD", "ARG"):
                raise SystemExit(f"rehearse.py knows no {word}")
        self.last = (root, here, env, user)

    def check(self) -> None:
        """The last stage as it runs: read-only but for /tmp and the volume."""
        root, here, env, user = self.last
        for place in ("tmp", f"{here.lstrip('/')}/var"):
            options = f"uid={user},mode=0755"
            _do("mount", "-t", "tmpfs", "-o", options, "tmpfs", str(root / place))
        _do("mount", "-o", "remount,ro", str(root))
        env = env | {"HOME": "/tmp", "USER": "readout", "LOGNAME": "readout"}
        for command in CHECKS:
            began = time.monotonic()
            self._in(root, here, env, user, command)
            print(f"  ok ({time.monotonic() - began:.0f} s): {command[:110]}", flush=True)

    def _mounted(self, name: str) -> Path:
        upper, work, root = (self.folder / name / part for part in ("upper", "work", "root"))
        for path in (upper, work, root):
            path.mkdir(parents=True)
        told = f"lowerdir=/,upperdir={upper},workdir={work}"
        _do("mount", "-t", "overlay", "overlay", "-o", told, str(root))
        # A checkout of ours is no part of a base image, nor are compilers.
        for folder in os.environ["PATH"].split(":"):
            for program in HIDDEN:
                (root / folder.lstrip("/") / program).unlink(missing_ok=True)
        (root / "root").chmod(0o711)  # where this machine's Python may lie
        for place in ("dev", "proc"):
            _do("mount", "--rbind", f"/{place}", str(root / place))
        self.roots[name] = root
        return root

    def _copy(self, root: Path, here: str, rest: str) -> None:
        words = rest.split()
        source = ROOT
        if words[0].startswith("--from="):
            source = self.roots[words.pop(0).removeprefix("--from=")]
        *taken, into = words
        place = root / (into if into.startswith("/") else f"{here}/{into}").lstrip("/")
        for name in taken:
            origin = source / name.lstrip("/")
            is_folder = into.endswith("/") or len(taken) > 1 or into in (".", "./")
            target = place / origin.name if is_folder and origin.is_file() else place
            if source != ROOT:
                target.parent.mkdir(parents=True, exist_ok=True)
                _do("cp", "-a", "--reflink=auto", str(origin), str(target))
            elif origin.is_file():
                self._copy_one(origin, target)
            else:
                for path in sorted(p for p in origin.rglob("*") if p.is_file()):
                    self._copy_one(path, target / path.relative_to(origin))

    def _copy_one(self, origin: Path, target: Path) -> None:
        if not ignored(str(origin.relative_to(ROOT)), self.rules):
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(origin, target)

    def _in(self, root: Path, here: str, env: dict[str, str], user: str, command: str) -> None:
        shell = f"cd {here} && {command}"
        done = subprocess.run(
            ["chroot", f"--userspec={user}:{user}", root, "/bin/sh", "-c", shell],
            env=env,
            check=False,
        )
        if done.returncode:
            raise SystemExit(f"failed ({done.returncode}): {command}")


def _do(*command: str) -> None:
    subprocess.run(command, check=True)


def size(folder: Path) -> int:
    """Bytes of all files that an overlay added."""
    return sum(p.lstat().st_size for p in folder.rglob("*") if p.is_file() and not p.is_symlink())


def main() -> int:
    """Returns 0 when every step and check went well."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--keep", type=Path, help="a folder for the overlays, which then stay")
    given = asked.parse_args()
    if os.geteuid() != 0:
        raise SystemExit("rehearse.py mounts overlays: run it as root")
    if os.environ.get("REHEARSAL_APART") != "yes":
        # Mounts of its own, which end with it.
        command = ["unshare", "--mount", sys.executable, *sys.argv]
        return subprocess.run(
            command, env={**os.environ, "REHEARSAL_APART": "yes"}, check=False
        ).returncode
    folder = given.keep or Path(tempfile.mkdtemp(prefix="readout-image-"))
    try:
        rehearsal = Rehearsal(folder)
        for stage in read(RECIPE.read_text(encoding="utf-8")):
            print(f"FROM {stage.base} ({stage.name})", flush=True)
            began = time.monotonic()
            rehearsal.run(stage)
            added = size(folder / stage.name / "upper") / 1e6
            print(f"  {added:,.0f} MB added in {time.monotonic() - began:.0f} s", flush=True)
        rehearsal.check()
    finally:
        if not given.keep:
            _do("umount", "--recursive", *(str(root) for root in rehearsal.roots.values()))
            shutil.rmtree(folder, ignore_errors=True)
    print("every step ran, and the image does what it should")
    return 0


if __name__ == "__main__":
    sys.exit(main())
