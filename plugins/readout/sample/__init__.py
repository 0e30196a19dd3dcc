"""A sample newsroom and a mail catcher, so that the whole of Readout can be seen working
offline: `newsroom` serves the stories of seeds/newsroom/ as real sites do, `mailbox` keeps
the mail that comes of it. Nothing here is used when Readout watches the user's own feeds.
"""
