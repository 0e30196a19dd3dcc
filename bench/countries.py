"""How many of those who met have the country that a text gives them.

    python -m bench.countries            roles of the annotated corpus: distinct texts, and mentions
    python -m bench.countries HOME       people of a home's snapshot who were met

A role tells a country by an adjective alone (`Gazetteer.nation_of`, all there was before) or by any
of the ways of readout.resolution.nations.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

from readout.config import ROOT, Settings
from readout.resolution.gazetteer import load_gazetteer
from readout.resolution.nations import stated_country
from readout.storage.snapshot import open_snapshot

_ROLE = re.compile(r"\[([^\]]+)\]")


def roles_of_corpus() -> Counter[str]:
    """Roles that annotators gave the participants of meetings in seeds/corpus."""
    found: Counter[str] = Counter()
    for path in sorted((ROOT / "seeds" / "corpus").glob("*/*.txt")):
        answers = path.read_text(encoding="utf-8").rpartition("\n---\n")[2]
        for line in answers.splitlines():
            if re.match(r"m\d+:", line):
                found.update(_ROLE.findall(line))
    return found


def corpus() -> None:
    gazetteer, roles = load_gazetteer(), roles_of_corpus()
    before = {role for role in roles if gazetteer.nation_of(role)}
    after = {role for role in roles if stated_country(role, gazetteer)}
    print(f"roles: {len(roles):,} texts, {roles.total():,} mentions")
    for told, have in (("by an adjective", before), ("by any way", after)):
        mentions = sum(roles[role] for role in have)
        print(f"country {told}: {len(have):,} texts, {mentions:,} mentions")


def people(home: Path) -> None:
    gazetteer = load_gazetteer()
    with open_snapshot(Settings(home=home)) as snapshot:
        rows = snapshot.connection.execute(
            "SELECT p.name, p.country, p.seeded, (SELECT list(DISTINCT r.role) "
            "FROM role_claims AS r WHERE r.person_id = p.person_id) FROM people AS p "
            "WHERE p.type = 'person' "
            "AND p.person_id IN (SELECT person_id FROM meeting_participants) ORDER BY p.name"
        ).fetchall()
    stated = [
        r for r in rows if r[2] or any(stated_country(role, gazetteer) for role in r[3] or ())
    ]
    print(f"{len(rows)} persons met; {sum(r[1] is not None for r in rows)} have a country")
    print(f"{len(stated)} whom the register or a role gives one; "
          f"{sum(r[1] is not None for r in stated)} of them have it")  # fmt: skip
    for name, country, _, roles in rows:
        print(f"  {name}: {country or '–'} ({'; '.join(roles or ()) or 'no role'})")


if __name__ == "__main__":
    people(Path(sys.argv[1])) if len(sys.argv) > 1 else corpus()
