# SPDX-License-Identifier: GPL-3.0-or-later
"""Two copies of the program in the same home: neither keeps the other waiting, neither takes what the other types."""
import fcntl
import os

from launching import confirm, opened, to_review
from people import contact_of, journal, rows_of_contacts
from screen import same, story, tell

HELD = "another copy of canvass holds the journal"


class HeldJournal:
    """Another program that was stopped while it wrote into the journal."""

    def __init__(self, stage):
        self.file = open(os.path.join(stage.folder, "state/canvass/journal"), "rb")
        fcntl.flock(self.file, fcntl.LOCK_EX)
        stage.cast.append(self)

    def stop(self):
        self.file.close()


def edit_first(program, text):
    program.keys("e")
    program.wait_idle()
    program.keys("Tab")
    program.wait_idle()
    program.type("\x15" + text)
    program.wait_for(text)
    program.wait_idle()
    program.keys("Enter")


def dismiss_all(program):
    program.wait_idle()
    while "Esc: dismiss" in program.text():
        program.keys("Esc")
        program.wait_idle()


@story("a journal that another copy never lets go of: nothing is sent, that is said, and the screen goes on")
def _(stage):
    sandbox, program = opened(stage)
    held = HeldJournal(stage)
    to_review(program)
    confirm(program)
    program.wait_for(f"Not sent: {HELD}")
    program.wait_idle()
    same(journal(stage), [], "the journal")
    program.keys("Esc")
    program.gone("Distribute by email")
    dismiss_all(program)
    sandbox.advance(600)
    same(len(sandbox.mails()), 0, "mails")
    held.stop()
    program.keys("m")
    program.wait_for("go on with the form")
    program.keys("Enter")
    program.wait_for("(?i)subject")
    program.wait_idle()
    program.keys("C-s")
    count = confirm(program)
    program.wait_for("leaves at")
    sandbox.advance(600)
    same(len(sandbox.mails()), count, "mails")


@story("an edit goes on past a journal that another copy holds, and that the journal does not have it is said")
def _(stage):
    sandbox, program = opened(stage)
    address = rows_of_contacts(program)[0]
    held = HeldJournal(stage)
    edit_first(program, "Zoltana")
    program.wait_for(f"missing in the journal: {HELD}")
    same(contact_of(sandbox, address)["firstName"], "Zoltana", "the first name on the server")
    held.stop()
    dismiss_all(program)
    edit_first(program, "Yolanda")
    program.wait_for("→ Yolanda", slice(-3, None))
    same(len(journal(stage)), 1, "records")


tell()
