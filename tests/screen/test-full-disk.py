# SPDX-License-Identifier: GPL-3.0-or-later
"""A disk that takes nothing, a home that cannot be written: what needs a memory is not done, all else goes on and says so."""
import os
import resource

from launching import confirm, to_review
from people import contact_of, contacts_of, open_list, people_named, rows_of_contacts
from screen import same, story, tell, true

LOST = "What is done now is missing in the journal"


def opened(stage, **env):
    sandbox = stage.sandbox("--contacts", "40")
    program = stage.canvass(sandbox, width=140, height=40, **env)
    open_list(program)
    return sandbox, program


def fill_disk(program, size=0):
    """As far as this program can tell: the files it writes take so many bytes."""
    resource.prlimit(program.process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def edit_first(program, text):
    program.keys("e")
    program.wait_idle()
    program.keys("Tab")
    program.wait_idle()
    program.type("\x15" + text)
    program.wait_for(text)
    program.wait_idle()
    program.keys("Enter")


def read_all(program):
    """Every error that waits has been read; the texts."""
    said = []
    program.wait_idle()
    while "Esc: dismiss" in program.text():
        said.append(" ".join(line.strip() for line in program.lines()[-4:]))
        program.keys("Esc")
        program.wait_idle()
    return "\n".join(said)


def without_memory(stage):
    """Where the folders should be is a file."""
    file = os.path.join(stage.folder, "file")
    with open(file, "w", encoding="utf-8"):
        pass
    sandbox, program = opened(stage, XDG_STATE_HOME=file, XDG_CONFIG_HOME=file, XDG_CACHE_HOME=file)
    true("Nothing can be kept, so nothing can be sent" in read_all(program), "it is not said at the start")
    return sandbox, program


@story("an edit goes on, and that the journal does not have it is said once")
def _(stage):
    sandbox, program = opened(stage)
    address = rows_of_contacts(program)[0]
    fill_disk(program)
    edit_first(program, "Zoltana")
    program.wait_for(f"{LOST}|memory only")
    same(read_all(program).count(LOST), 1, "how often it is said")
    same(contact_of(sandbox, address)["firstName"], "Zoltana", "the first name on the server")
    edit_first(program, "Yolanda")
    program.wait_for("→ Yolanda", slice(-3, None))
    same(read_all(program).count(LOST), 0, "how often it is said again")
    same(contact_of(sandbox, address)["firstName"], "Yolanda", "the first name on the server")
    fill_disk(program, resource.RLIM_INFINITY)
    edit_first(program, "Xenia")
    program.wait_for("→ Xenia", slice(-3, None))
    true(LOST not in read_all(program), "it is said though it was written")
    fill_disk(program)
    edit_first(program, "Wanda")
    program.wait_for(LOST)


def nothing_is_sent(sandbox, program, why):
    to_review(program)
    confirm(program)
    program.wait_for(why)
    sandbox.advance(600)
    same(len(sandbox.mails()), 0, "mails")


@story("a launch whose intent cannot be written is not sent, and says why")
def _(stage):
    sandbox, program = opened(stage)
    fill_disk(program, 32)  # enough for the lock
    nothing_is_sent(sandbox, program, "Not sent: cannot write to the journal")


@story("a launch whose lock cannot be written is not sent, and says why")
def _(stage):
    sandbox, program = opened(stage)
    fill_disk(program)
    nothing_is_sent(sandbox, program, "Not sent: cannot write .*/lock")


@story("a contact and a list whose intent cannot be written are not made, and say why")
def _(stage):
    sandbox, program = opened(stage)
    before = len(contacts_of(sandbox))
    fill_disk(program)
    program.keys("n")
    program.wait_for("New contact")
    program.wait_for("is changed|merges nothing")
    program.type("new@example.org")
    program.keys("C-s")
    program.wait_for("cannot write to the journal")
    same(len(contacts_of(sandbox)), before, "contacts")


@story("without any home nobody is written to and nobody made, and people can be edited")
def _(stage):
    sandbox, program = without_memory(stage)
    before = len(contacts_of(sandbox))
    program.keys("m")
    program.wait_for("Nothing can be sent: the journal cannot be written")
    read_all(program)
    program.keys("n")
    program.wait_for("New contact")
    program.wait_for("is changed|merges nothing")
    program.type("new@example.org")
    program.keys("C-s")
    program.wait_for("The journal cannot be written, so nothing is made")
    same(len(contacts_of(sandbox)), before, "contacts")
    program.keys("Esc")
    program.gone("New contact")
    read_all(program)
    edit_first(program, "Zoltana")
    program.wait_for("→ Zoltana", slice(-3, None))
    same(len(people_named(sandbox, "Zoltana")), 1, "who is called that")


@story("the console sends no write that cannot be remembered, and goes on reading")
def _(stage):
    sandbox, program = opened(stage)
    fill_disk(program)
    program.keys("A")
    program.wait_for("API console")
    program.type("GET /whoami")
    program.keys("Enter")
    program.wait_for('"userName"')
    true("The calls are not kept for the next start" in read_all(program), "it is not said")
    program.keys("e C-u")
    program.type("POST /surveys/SV_1/nothing")
    program.keys("Enter")
    program.wait_for("Send this POST")
    program.keys("y")
    program.wait_for("Journal: cannot write to the journal")
    true("404" not in program.text(), "it was sent")


tell()
