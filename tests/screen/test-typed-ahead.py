# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys that are typed while something is saved or sent act on nothing that lies below, and send nothing twice."""
import re

from launching import opened, recipients, to_review
from people import contact_of, contacts_of, journal, open_list, rows_of_contacts
from screen import same, story, tell, true

AHEAD = "qDyx\rQmnu1\x04\t D\r"


def still_there(program):
    program.wait_idle()
    same(program.process.poll(), None, "exit status")


@story("while an edit in its row is saved")
def _(stage):
    sandbox = stage.sandbox("--contacts", "40")
    program = stage.canvass(sandbox, width=120, height=36)
    open_list(program)
    address = rows_of_contacts(program)[0]
    before = len(contacts_of(sandbox))
    sandbox.fault("PUT */contacts/* delay=1000 x1")
    program.keys("e")
    program.wait_idle()
    program.keys("Tab C-u")
    program.type("Zoltana\r" + AHEAD.replace("Q", ""))
    program.wait_for("Saving…")
    program.type("\r\rDy")
    program.wait_for("→ Zoltana")
    still_there(program)
    same(contact_of(sandbox, address)["firstName"], "Zoltana", "the first name")
    same(len(contacts_of(sandbox)), before, "people on the list")
    same([entry["kind"] for entry in journal(stage)], ["edit"], "the journal")
    same(rows_of_contacts(program)[0], address, "the first row")
    true("╭ Take" not in program.text() and "New contact" not in program.text(), "a key acted below")


@story("while a new contact is made: it is made once, and what is typed meanwhile goes nowhere")
def _(stage):
    sandbox = stage.sandbox("--contacts", "40")
    program = stage.canvass(sandbox, width=120, height=36)
    open_list(program)
    before = len(contacts_of(sandbox))
    sandbox.fault("POST */contacts delay=1000 x1")
    program.keys("n")
    program.wait_for("(?i)new contact")
    program.type("wanda@example.org\x13" + AHEAD.replace("Q", "") + "\x13\x13")
    program.wait_for("wanda@example.org")
    program.gone("(?i)╭ new contact")
    still_there(program)
    same(len(contacts_of(sandbox)), before + 1, "people on the list")
    true("╭ Take" not in program.text(), "a key acted below")


@story("while a launch is sent, and Enter pressed again and again: it is sent once")
def _(stage):
    sandbox, program = opened(stage)
    to_review(program)
    program.wait_for("(?i)type [0-9,]+")
    number = re.search(r"(?i)type ([0-9,]+)", program.text()).group(1)
    sandbox.fault("POST /API/v3/distributions delay=1000 x1")
    program.type(f"{number}\r\r\r{AHEAD.replace('Q', '')}{number}\r\r")
    program.wait_for("(?i)leaves in", slice(0, 1))
    still_there(program)
    same([entry["kind"] for entry in journal(stage)], ["send-intent", "send-done"], "the journal")
    sandbox.advance(600)
    same(max(recipients(sandbox).values()), 1, "mails a recipient")
    same(sum(recipients(sandbox).values()), int(number), "mails")


tell()
