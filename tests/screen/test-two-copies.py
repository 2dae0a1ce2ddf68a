# SPDX-License-Identifier: GPL-3.0-or-later
"""Two copies of the program in the same home: neither keeps the other waiting, neither takes what the other types."""
import fcntl
import os
import shutil
import signal

import drafting
from drafting import again, fill, half_launch, kill, retype, type_first_name
from launching import confirm, opened, recipients, to_review
from people import command, contact_of, journal, open_list, rows_of_contacts
from screen import same, story, tell, true

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


ELSEWHERE = "open in another copy"


def two(stage):
    """Two copies in one home, both on the first list; the second one was started later."""
    sandbox, keyring, one = drafting.opened(stage)
    other = again(stage, sandbox, keyring)
    open_list(other)
    return sandbox, keyring, one, other


def to_drafts(program):
    program.keys("d")
    program.wait_for("What +Typed")
    program.wait_idle()


def quit_from_form(program):
    program.keys("Esc")
    program.wait_for("The form is kept")
    program.wait_idle()
    command(program, "quit")
    program.process.wait()


def told(name):
    """Without a keyring there is nothing on the disk that two copies could share."""
    if all(shutil.which(tool) for tool in ("dbus-daemon", "gdbus", "gnome-keyring-daemon")):
        return story(name)
    return lambda function: function


@told("a draft that is open in one copy can't be opened nor thrown away in another, until that one is killed")
def _(stage):
    sandbox, keyring, one = drafting.opened(stage)
    half_launch(one)
    other = again(stage, sandbox, keyring)
    true("A draft of" not in other.text(), "what somebody types just now is offered")
    to_drafts(other)
    other.wait_for(f"a launch to Spring panel.* {ELSEWHERE}")
    other.resize(80, 24)
    other.wait_for(f"a launch to.* {ELSEWHERE} ")
    other.resize(120, 40)
    other.wait_idle()
    other.keys("Enter")
    other.wait_for(f"This draft is {ELSEWHERE} of canvass: close it there, or end that copy", slice(-3, None))
    other.keys("j")
    other.gone("close it there, or end that copy")
    other.keys("D")
    other.wait_for(f"This draft is {ELSEWHERE} of canvass: close it there, or end that copy", slice(-3, None))
    true("Throw away" not in other.text(), "it is asked all the same")
    fill(one, "Subject", "Typed while the other one looked on")
    one.process.send_signal(signal.SIGSTOP)
    other.keys("Enter")
    other.wait_for(f"This draft is {ELSEWHERE}", slice(-3, None))
    kill(one)
    other.gone(f"Spring panel.* {ELSEWHERE}")
    other.keys("Enter")
    other.wait_for("Subject.* Typed while the other one looked on")
    other.wait_for("From name.* Ada Lovelace")
    other.keys("Esc")
    other.wait_for("The form is kept")
    other.keys("D y")
    other.wait_for("None: all that was typed")


@told("a draft that is closed in one copy can be gone on with in another, which then has it")
def _(stage):
    _, _, one, other = two(stage)
    half_launch(one)
    one.keys("Esc")
    one.wait_for("The form is kept")
    other.keys("m")
    other.wait_for("go on with the form that was left here: “Half a = subject")
    other.keys("Enter")
    other.wait_for("Subject.* Half a = subject")
    other.wait_idle()
    fill(other, "Subject", "Gone on with")
    to_drafts(one)
    one.wait_for(f"a launch to Spring panel.* {ELSEWHERE}")
    other.keys("Esc")
    other.wait_for("The form is kept")
    one.gone(ELSEWHERE)
    one.keys("Enter")
    one.wait_for("Subject.* Gone on with")


@told("a draft that another copy was through with is not opened again, nor sent")
def _(stage):
    sandbox, keyring, one, other = two(stage)
    half_launch(one)
    one.keys("Esc")
    one.wait_for("The form is kept")
    to_drafts(other)
    other.wait_for("a launch to Spring panel")
    one.keys("m")
    one.wait_for("go on with the form")
    one.keys("Enter")
    one.wait_for("Subject.* Half a = subject")
    one.wait_idle()
    one.keys("C-s")
    confirm(one)
    one.wait_for("leaves at")
    one.wait_idle()
    other.keys("Enter")
    other.wait_for("This draft is gone: another copy of canvass was through with it", slice(-3, None))
    other.wait_for("None: all that was typed")
    sandbox.advance(600)
    same(max(recipients(sandbox).values()), 1, "mails a recipient at most")


@told("a form that is typed in two copies at once is two drafts, whatever ends them")
def _(stage):
    sandbox, keyring, one, other = two(stage)
    for program, address in ((one, "one@example.org"), (other, "other@example.org")):
        program.keys("n")
        program.wait_for("New contact on the list")
        program.wait_idle()
        fill(program, "Email", address)
    fill(one, "First name", "Ada")
    kill(one)
    kill(other)
    program = again(stage, sandbox, keyring)
    program.wait_for("2 drafts, the last of a new contact for Spring panel")
    program.keys("Enter")
    program.wait_for("What +Typed")
    program.wait_idle()
    found = []
    for place in ("g", "G"):
        program.keys(place)
        program.wait_idle()
        program.keys("Enter")
        program.wait_for("Email +.*@example.org")
        found += [address for address in ("one@example.org", "other@example.org") if address in program.text()]
        program.keys("Esc")
        program.wait_for("The form is kept")
        program.wait_idle()
    same(sorted(found), ["one@example.org", "other@example.org"], "what stands in the two forms")
    # The last one goes, the other is still there and is what n goes on with.
    program.keys("G D y")
    program.wait_idle()
    program.keys("Esc 2 n")
    program.wait_for(f"Email +{found[0]}")


@told("where the lock of drafts can't be made they live in memory, that is said, and a launch is sent all the same")
def _(stage):
    sandbox, keyring, program = drafting.opened(stage)
    kill(program)
    lock = os.path.join(stage.folder, "state/canvass/drafts.lock")
    os.unlink(lock)
    os.mkdir(lock)
    program = again(stage, sandbox, keyring)
    program.wait_for("Drafts live in memory only: cannot open .*/drafts.lock")
    dismiss_all(program)
    open_list(program)
    half_launch(program)
    program.keys("Esc")
    program.wait_for("The form is kept")
    dismiss_all(program)
    program.keys("m")
    program.wait_for("go on with the form")
    program.keys("Enter")
    program.wait_for("Subject.* Half a = subject")
    program.wait_idle()
    program.keys("C-s")
    count = confirm(program)
    program.wait_for("leaves at")
    same(os.listdir(os.path.join(stage.folder, "state/canvass/drafts")), [], "drafts on the disk")
    sandbox.advance(600)
    same(len(sandbox.mails()), count, "mails")


@told("launches to one list that are typed in two copies at once are two drafts after both were closed")
def _(stage):
    sandbox, keyring, one, other = two(stage)
    half_launch(one)
    other.keys("m")
    other.wait_for("NPS invitation")
    other.wait_idle()
    fill(other, "Subject", "Of the other copy")
    quit_from_form(one)
    quit_from_form(other)
    program = again(stage, sandbox, keyring)
    program.wait_for("2 drafts, the last of a launch to Spring panel")
    open_list(program)
    program.keys("m")
    program.wait_for("“Half a = subject")
    program.wait_for("“Of the other copy”")


@told("an edit that waits for the network is left to the copy that has it open, and saved by another after that")
def _(stage):
    sandbox, keyring, one = drafting.opened(stage)
    address = rows_of_contacts(one)[0]
    type_first_name(one)
    sandbox.fault("* /API/v3/* drop-before")
    one.keys("Enter")
    one.wait_for("not saved yet, but by itself when the network is back", slice(-3, None))
    to_drafts(one)
    one.keys("Enter")
    one.wait_for("Not saved yet")
    one.wait_idle()
    one.process.send_signal(signal.SIGSTOP)
    sandbox.fault("clear")
    other = again(stage, sandbox, keyring)
    to_drafts(other)
    other.wait_for(f"an edit of .* {ELSEWHERE}")
    same(contact_of(sandbox, address)["firstName"], "Ada", "the first name on the server")
    kill(one)
    other.wait_for("Zoltana \\(typed [0-9:]+, saved now\\)", slice(-3, None))
    same(contact_of(sandbox, address)["firstName"], "Zoltana", "the first name on the server")


@told("a contact that is edited in two copies at once: neither takes the other's letters")
def _(stage):
    sandbox, keyring, one, other = two(stage)
    type_first_name(one, "Zoltana")
    type_first_name(other, "Yolanda")
    retype(one, "Zoltana the first")
    kill(one)
    kill(other)
    program = again(stage, sandbox, keyring)
    program.wait_for("2 drafts")
    program.keys("Enter")
    program.wait_for("What +Typed")
    program.wait_idle()
    program.keys("Enter")
    program.wait_for("first name +Zoltana the first")
    program.keys("Esc")
    program.wait_for("The edit is kept")
    program.wait_idle()
    program.keys("G Enter")
    program.wait_for("first name +Yolanda")


@story("two that stand at the review of the same send: the second to type its number sends nothing unseen")
def _(stage):
    sandbox, program = opened(stage)
    copy = stage.canvass(sandbox, width=120, height=40)
    open_list(copy)
    copy.wait_idle()
    for one in (program, copy):
        to_review(one)
        one.wait_for("(?i)type [0-9,]+")
    confirm(program)
    program.wait_for("(?i)leaves in", slice(0, 1))
    confirm(copy)
    copy.wait_for("Not sent: Another copy of canvass has sent this survey to this list")
    same([entry["kind"] for entry in journal(stage)], ["send-intent", "send-done"], "the journal")
    copy.keys("C-s")
    copy.wait_for("Careful +this survey already waits to leave to this list")
    sandbox.advance(600)
    same(max(recipients(sandbox).values()), 1, "mails a recipient at most")


@told("an edit that was refused in one copy and saved in another is not counted in the first one any more")
def _(stage):
    sandbox, _, one, other = two(stage)
    address = rows_of_contacts(one)[0]
    sandbox.fault("PUT /API/v3/* status=400 x1")
    type_first_name(one)
    one.keys("Enter")
    one.wait_for("Could not save the contact: 400")
    one.keys("Esc")
    one.wait_for("1 edit not saved", slice(0, 1))
    to_drafts(other)
    other.wait_for("an edit of")
    other.keys("Enter")
    other.wait_for("Could not save the contact: 400")
    other.keys("C-s")
    other.gone("Not saved yet")
    same(contact_of(sandbox, address)["firstName"], "Zoltana", "the first name on the server")
    one.gone("not saved")


tell()
