"""docs/alerts.md: how to be told; the fields of a watch come from the model that checks them."""

from __future__ import annotations

from datetime import time
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import PydanticUndefined
from readout.lexicon.statuses import STANDINGS, STATUSES
from readout.watching.watches import KINDS, Party, QuietHours, Watch
from written import WRITTEN

TEXT = """\
# Alerts

A *watch* says which changes of which meetings somebody wants to hear of. Watches stand in
a YAML file, or in several in one folder (`READOUT_WATCHES`, else `seeds/watches.yaml`):

```yaml
watches:
  - name: Fish for the islands
    who: Marjun Dalsgaard
    with: Alasdair Rendall
    where: Kirkwall
    recipients: [fisheries@readout.example]
```

`readout watch check` says with file and line what is wrong in it, `readout watch test` what
would have been sent so far and how many mails a day that makes.

## What comes

One mail to each recipient and run, with every change due to them: the meeting before and
after, the sentence that says so, the outlet, a link to the article, a calendar entry for
dates to come. A further change of the same meeting is a reply in the same thread. Each mail
can be unsubscribed from, and each meeting muted.

The subject says who, where or by what means, which day, and what changed. A meeting that you
were told of is never "new" again, and once you were told of it no threshold of your watch
holds a change of it back: a plan that becomes less sure, is called off or denied is told too.

A change is told once. What was not sent has a row with the reason: `readout alerts list`.
Quiet hours, hourly mails and digests wait for their time; a mail server that is down is tried
again later and later, and nothing is lost meanwhile.

## How firm a status is

STATUS_TABLE

Of words said within a day the firmer one holds. What takes something back passes every
`status_at_least`. In the calendar an event keeps its UID for ever, and its SEQUENCE grows
with each change; what is contradicted or doubtful is TENTATIVE, however firmly announced, and
what no article says any more is CANCELLED.

## Chats and webhooks

Mail is what is usual. A watch can tell a channel too, or only:

```yaml
recipients: [desk@paper.example, "channel:newsroom"]
```

`readout channel add newsroom slack://TOKEN_A/TOKEN_B/TOKEN_C` makes it: any address that Apprise
knows (`slack://`, `msteams://`, `matrix://` and a hundred more), or `https://…` of a program of
your own. `-` instead of the address reads it from standard input, so that your shell doesn't keep
it. Addresses and secrets lie in `channels.json` of your home, for your eyes only. `readout
channel test newsroom` sends a message; `readout doctor` tells of a channel that a watch names and
nobody has added. No mail server is needed for channels.

A webhook is a POST of JSON (`id`, `title`, `text`, `kind`, `watches`, `meetings`), signed with
the secret that `channel add` prints. To check it, in Python:

```python
import hashlib, hmac, time


def from_readout(secret: str, headers: dict[str, str], body: bytes) -> bool:
    stamp = headers["readout-timestamp"]
    told = hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
    fresh = abs(time.time() - int(stamp)) <= 300
    return fresh and hmac.compare_digest(headers["readout-signature"], "v1=" + told)
```

Answer 2xx. 408, 425, 429 and 5xx are tried again after 1, 4, 16, 64 minutes, then every four
hours for four days; any other answer is final. `Readout-Id` is the same for every try of a
message: drop what you have.

## Calendars, feeds and links without a login

Each watch has its meetings as a calendar, an Atom feed and JSON: as files under
`<home>/feeds/<watch>/meetings.{ics,atom,json}`, and from the pages under
`/readout/out/<token>/meetings.ics` (each mail names the address). A calendar program can't
log in, so these addresses, and the links that end a watch or mute a meeting, ask for no
Airflow login: they bear a token, signed with `READOUT_SECRET`, that opens this one watch for
reading or ends one recipient's mails, and nothing else. Who has the address can read the
watch's meetings; a new secret makes all addresses invalid.

A feed holds the 1,000 meetings of its watch that changed last. A load shows the watches only what
it changed, so a feed costs the same however much the warehouse knows, and nothing leaves it
because others have much news; a new watch begins with the latest 20,000 meetings of all, and once
a day everything in the feeds is looked at again.

A link in a mail ends nothing by being looked at (mail scanners look at every link): its page
has a button, and a mail program's own button (RFC 8058) works at once. Where the pages can be
reached from outside, set `READOUT_BASE_URL` to their https address, and let the relay's DKIM
signature cover the `List-Unsubscribe` headers.

## The fields of a watch

All that is given must hold; in a list, one of it must.
"""


def alerts_page() -> str:
    """The text above and a table for each model."""
    text = TEXT.replace("STATUS_TABLE", "\n".join(_statuses()))
    lines = [WRITTEN, text, *_fields(Watch), "", "### A party", ""]
    lines += ["`who` and `with` take names, or objects with these fields:", "", *_fields(Party)]
    lines += ["", "### Quiet hours", "", *_fields(QuietHours), "", "### Kinds of change", ""]
    lines += [", ".join(f"`{kind}`" for kind in KINDS)]
    return "\n".join(lines).rstrip() + "\n"


def _statuses() -> list[str]:
    rows = ["| status | firmness | | calendar |", "|---|---|---|---|"]
    for status in STATUSES:
        found = STANDINGS[status]
        kind = "takes back" if found.takes_back else "to come" if found.ahead else "took place"
        rows.append(f"| `{status}` | {found.rank} | {kind} | {found.calendar} |")
    return rows


def _fields(model: type[BaseModel]) -> list[str]:
    rows = ["| field | | default |", "|---|---|---|"]
    for name, field in model.model_fields.items():
        told = (field.description or _choices(field.annotation)).replace("|", "\\|")
        rows.append(f"| `{field.alias or name}` | {told} | {_default(field.default)} |")
    return rows


def _choices(annotation: Any) -> str:
    """The words that a field may hold, where they are few."""
    choices = get_args(annotation) if get_origin(annotation) is Literal else ()
    return ", ".join(f"`{choice}`" for choice in choices)


def _default(value: Any) -> str:
    if value is PydanticUndefined:
        return "required"
    if value is None or value == ():
        return ""
    if isinstance(value, time):
        return f"`{value:%H:%M}`"
    if isinstance(value, tuple):
        return ", ".join(f"`{x}`" for x in value)
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"
