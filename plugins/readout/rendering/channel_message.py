"""What a channel gets: the mail's stories in short, and as data for programs."""

from __future__ import annotations

from readout.errors import ReadoutError
from readout.model import ChannelMessage
from readout.rendering.mail import Envelope, subject_of
from readout.rendering.mail_content import MOST_MEETINGS, Mail, stories
from readout.rendering.words import counted


def channel_message(mail: Mail, envelope: Envelope) -> ChannelMessage:
    """Word a message.

    Raises:
        ReadoutError: there is nothing to tell, because its meetings are gone.
    """
    told = stories(mail, envelope.links)
    if not told:
        raise ReadoutError(
            "None of the message's meetings is there any more", resource=mail.message_id
        )
    shown = told[:MOST_MEETINGS]
    blocks = []
    for story in shown:
        said = f"“{story.sentence}” ({story.source})" if story.sentence else ""
        lines = [story.headline, *story.changes[:4], said, story.link]
        blocks.append("\n".join(line for line in lines if line))
    if len(told) > len(shown):
        blocks.append(f"and {counted(len(told) - len(shown), 'more meeting')}")
    return ChannelMessage(
        ident=mail.message_id,
        title=subject_of(mail, told),
        text="\n\n".join(blocks),
        data={
            "kind": mail.kind,
            "sent_at": envelope.now.isoformat(timespec="seconds"),
            "watches": list(dict.fromkeys(c["watch"] for c in mail.changes)),
            "meetings": [
                {
                    "meeting_id": s.meeting_id,
                    "headline": s.headline,
                    "status": s.status,
                    "new": s.is_new,
                    "changes": list(s.changes),
                    "sentence": s.sentence,
                    "source": s.source,
                    "link": s.link,
                }
                for s in told
            ],
        },
    )
