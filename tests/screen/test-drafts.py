# SPDX-License-Identifier: GPL-3.0-or-later
"""Nothing typed is lost: kill -9, a terminal that is gone, a disk that takes nothing; then the draft is offered."""
import os
import re
import resource
import shutil
import sys

from drafting import again, fill, half_launch, kill, opened, retype, type_first_name
from launching import confirm, recipients
from people import contact_of, open_list, rows_of_contacts
from screen import same, story, tell, true

if not all(shutil.which(tool) for tool in ("dbus-daemon", "gdbus", "gnome-keyring-daemon")):
    print("1..0 # SKIP no keyring to be had")
    sys.exit(0)


def to_line(program, regex):
    """The cursor of a card to the line that matches."""
    steps = program.row_of(regex)[0] - program.cursor()[1]
    program.keys(" ".join(["j" if steps > 0 else "k"] * abs(steps)))
    program.wait_idle()


def form_of(program):
    """What the form shows, line by line."""
    begin, end = program.row_of("│ Survey")[0], program.row_of("Review")[0]
    return [re.search("│ (.*?) *│", line[3:]).group(1) for line in program.lines()[begin:end]]


@story("a launch form that is killed with the program is offered, and is what it was; nothing is sent by itself")
def _(stage):
    sandbox, keyring, program = opened(stage)
    half_launch(program)
    before = form_of(program)
    kill(program)
    program = again(stage, sandbox, keyring)
    program.wait_for("A draft of a launch to Spring panel from [0-9:]+: Enter opens it, D throws it away")
    program.keys("Enter")
    program.wait_for("Distribute by email")
    program.wait_for("NPS invitation")
    program.wait_idle()
    same(form_of(program), before, "the form")
    sandbox.advance(600)
    same(len(sandbox.mails()), 0, "mails")
    files = [os.path.join(folder, name) for folder, _, names in os.walk(os.path.join(stage.folder, "state"))
             for name in names]
    true(any("drafts" in name for name in files), "no draft is on the disk")
    for name in files:
        with open(name, "rb") as file:
            true(b"Half a" not in file.read(), f"what was typed is readable in {name}")


@story("D throws the offered draft away, but asks; then it is not offered again")
def _(stage):
    sandbox, keyring, program = opened(stage)
    half_launch(program)
    kill(program)
    program = again(stage, sandbox, keyring)
    program.wait_for("A draft of a launch")
    program.keys("D")
    program.wait_for("Throw away a launch to Spring panel")
    program.keys("Enter")
    program.wait_for("d shows it")
    program.keys("d")
    program.wait_for("a launch to Spring panel")
    program.keys("D y")
    program.gone("a launch to Spring panel")
    program.wait_idle()
    kill(program)
    program = again(stage, sandbox, keyring)
    true("A draft of" not in program.text(), "it is offered again")


@story("an offered draft that is passed over stays, and any key means what it always means")
def _(stage):
    sandbox, keyring, program = opened(stage)
    half_launch(program)
    kill(program)
    program = again(stage, sandbox, keyring)
    program.wait_for("A draft of a launch")
    program.keys("2")
    program.gone("A draft of a launch")
    program.keys(":")
    program.wait_for("Commands")
    program.type("drafts")
    program.keys("Enter")
    program.wait_for("a launch to Spring panel")
    program.keys("Enter")
    program.wait_for("Subject.* Half a = subject")


@story("an edit that is killed before it is saved is offered, and can be saved")
def _(stage):
    sandbox, keyring, program = opened(stage)
    address = rows_of_contacts(program)[0]
    type_first_name(program, "Zoltána = [x]")
    program.keys("Tab")
    program.wait_idle()
    retype(program, "Half")
    kill(program)
    program = again(stage, sandbox, keyring)
    program.wait_for("A draft of an edit of .* from [0-9:]+: Enter opens it, D throws it away")
    program.keys("Enter")
    program.wait_for("first name +Zoltána = \\[x\\]")
    program.wait_for("last name +Half")
    program.keys("C-s")
    program.gone("Not saved yet")
    after = contact_of(sandbox, address)
    same((after["firstName"], after["lastName"]), ("Zoltána = [x]", "Half"), "the name on the server")
    program.wait_idle()
    kill(program)
    program = again(stage, sandbox, keyring)
    true("A draft of" not in program.text(), "what was saved is offered again")


@story("an edit of embedded data in the card is offered too, and e in the card brings it back")
def _(stage):
    sandbox, keyring, program = opened(stage)
    address = rows_of_contacts(program)[0]
    name, value = "site", "north-east"
    sandbox.api("PUT", contact_of(sandbox, address)["path"], {"embeddedData": {name: value, "visits": "3"}})
    program.keys("Enter")
    program.wait_for(f"{name} +{value}")
    program.wait_idle()
    to_line(program, f"{name} +{value}")
    program.keys("e")
    program.wait_idle()
    retype(program, "half a value")
    kill(program)
    program = again(stage, sandbox, keyring)
    program.wait_for("A draft of an edit")
    program.keys("Enter")
    program.wait_for(f"{name} +half a value")
    program.wait_for(f"was {value}")
    program.keys("Esc")
    program.wait_for("The edit is kept as it is: d shows it")
    program.wait_idle()
    open_list(program)
    program.keys("Enter")
    program.wait_for("Embedded data")
    program.wait_idle()
    to_line(program, f"{name} +{value}")
    program.keys("e")
    program.wait_for("half a value")
    program.keys("Enter")
    program.wait_for("→ half a value", slice(-3, None))
    same(contact_of(sandbox, address)["embeddedData"], {name: "half a value", "visits": "3"}, "on the server")


@story("e on the same contact brings an edit back too, and someone else's change meanwhile is seen")
def _(stage):
    sandbox, keyring, program = opened(stage)
    address = rows_of_contacts(program)[0]
    type_first_name(program)
    kill(program)
    sandbox.api("PUT", contact_of(sandbox, address)["path"], {"firstName": "Meanwhile"})
    program = again(stage, sandbox, keyring)
    program.wait_for("A draft of an edit")
    open_list(program)
    program.keys("e")
    program.wait_for(f"{address}.*Zoltana")
    program.keys("Enter")
    program.wait_for("someone else changed first name")
    program.keys("m")
    program.wait_for(f"{address}.*Zoltana")
    program.wait_for("Meanwhile → Zoltana", slice(-3, None))


@story("a half-filled form of a new contact is offered")
def _(stage):
    sandbox, keyring, program = opened(stage)
    program.keys("n")
    program.wait_for("New contact on the list")
    program.wait_idle()
    fill(program, "Email", "zoe@example.org")
    fill(program, "Embedded data", "site=north; visits=3")
    kill(program)
    program = again(stage, sandbox, keyring)
    program.wait_for("A draft of a new contact for Spring panel")
    program.keys("Enter")
    program.wait_for("Email +zoe@example.org")
    program.wait_for("Embedded data +site=north; visits=3")


@story("several drafts are counted, and Enter shows them all")
def _(stage):
    sandbox, keyring, program = opened(stage)
    half_launch(program)
    program.keys("Esc")
    program.wait_for("The form is kept")
    type_first_name(program)
    kill(program)
    program = again(stage, sandbox, keyring)
    program.wait_for("2 drafts, the last of an edit of .*: Enter shows them")
    program.keys("Enter")
    program.wait_for("an edit of ")
    program.wait_for("a launch to Spring panel")


@story("a launch that was sent when the program was killed is not offered again")
def _(stage):
    sandbox, keyring, program = opened(stage)
    half_launch(program)
    program.keys("C-s")
    program.wait_for("(?i)type [0-9,]+")  # the review asks for distributions, too
    sandbox.fault("POST /API/v3/distributions drop-after x1")
    sandbox.fault("GET /API/v3/distributions* stall")
    confirm(program)
    program.wait_for("looking", slice(0, 1))  # the server has it: the answer is lost already
    kill(program)
    sandbox.fault("clear")
    program = again(stage, sandbox, keyring)
    program.wait_for("(?i)leaves in")
    program.keys("d")
    program.wait_for("None: all that was typed")
    sandbox.advance(600)
    same(max(recipients(sandbox).values()), 1, "mails a recipient at most")


@story("a launch that was not sent when the program was killed waits until that is known, then opens")
def _(stage):
    sandbox, keyring, program = opened(stage)
    half_launch(program)
    program.keys("C-s")
    sandbox.fault("POST /API/v3/distributions stall")
    confirm(program)
    program.wait_for("Sending")
    program.wait_for("loading", slice(0, 1))
    kill(program)
    sandbox.fault("clear")
    program = again(stage, sandbox, keyring)
    program.keys("d")
    program.wait_for("a launch to Spring panel.* may have been sent")
    program.keys("Enter")
    program.wait_for("It is still looked for whether this was sent")
    sandbox.advance(600)
    program.wait_for("sent or not", slice(0, 1))
    program.keys("u")
    program.wait_for("it is not there: nothing was sent")
    program.keys("n")
    program.gone("sent or not")
    program.keys("Enter")
    program.wait_for("Subject.* Half a = subject")
    program.wait_for("It was being sent when the program ended")
    same(len(sandbox.mails()), 0, "mails")


@story("a launch whose draft does not know that it was sent is not offered, nor sent twice")
def _(stage):
    sandbox, keyring, program = opened(stage)
    half_launch(program)
    drafts, away = (os.path.join(stage.folder, "state/canvass", name) for name in ("drafts", "away"))
    shutil.move(drafts, away)
    with open(drafts, "w", encoding="utf-8"):
        pass  # so that nothing is written there any more
    program.keys("C-s")
    program.wait_for("(?i)type [0-9,]+")  # the review asks for distributions, too
    sandbox.fault("POST /API/v3/distributions drop-after x1")
    sandbox.fault("GET /API/v3/distributions* stall")
    confirm(program)
    program.wait_for("looking", slice(0, 1))  # the server has it: the answer is lost already
    kill(program)
    os.unlink(drafts)
    shutil.move(away, drafts)
    sandbox.fault("clear")
    program = again(stage, sandbox, keyring)
    program.wait_for("(?i)leaves in")
    true("A draft of" not in program.text(), "it is offered")
    program.keys("d")
    program.wait_for("None: all that was typed")
    sandbox.advance(600)
    same(max(recipients(sandbox).values()), 1, "mails a recipient at most")


@story("when the terminal goes away nothing typed goes with it")
def _(stage):
    sandbox, keyring, program = opened(stage)
    half_launch(program)
    program.hang_up()
    program.process.wait()
    program = again(stage, sandbox, keyring)
    program.wait_for("A draft of a launch")
    program.keys("Enter")
    program.wait_for("Subject.* Half a = subject")


@story("without a keyring it is said once that drafts live in memory, and nothing is on the disk")
def _(stage):
    sandbox = stage.sandbox("--contacts", "40")
    program = stage.canvass(sandbox, width=120, height=40)
    program.wait_for("drafts live in memory only: there is no keyring")
    open_list(program)
    half_launch(program)
    program.keys("Esc")
    program.wait_for("The form is kept")
    program.keys("m")
    program.wait_for("go on with the form")
    program.keys("Enter")
    program.wait_for("Subject.* Half a = subject")
    true(not os.path.exists(os.path.join(stage.folder, "state/canvass/drafts")), "something is on the disk")


@story("a full disk is said once, and the program goes on")
def _(stage):
    sandbox, keyring, program = opened(stage)
    resource.prlimit(program.process.pid, resource.RLIMIT_FSIZE, (0, 0))
    half_launch(program)
    program.wait_for("Drafts live in memory only for now")
    program.keys("Esc Esc")
    program.gone("Distribute by email")
    program.gone("Drafts live in memory only for now")
    program.wait_idle()
    program.keys("m")
    program.wait_for("go on with the form")
    program.keys("Enter")
    program.wait_for("Subject.* Half a = subject")
    fill(program, "Subject", "Another")
    true("Drafts live in memory only for now" not in program.text(), "it is said twice")


@story("a folder of drafts that is gone is said once, and the program goes on")
def _(stage):
    program = opened(stage)[2]
    drafts = os.path.join(stage.folder, "state/canvass/drafts")
    shutil.rmtree(drafts)
    with open(drafts, "w", encoding="utf-8"):
        pass
    half_launch(program)
    program.keys("Esc")
    program.wait_for("Drafts live in memory only for now")


@story("in a home where nothing can be written the program opens, says so once, and shows everything")
def _(stage):
    sandbox = stage.sandbox("--contacts", "40")
    file = os.path.join(stage.folder, "file")
    with open(file, "w", encoding="utf-8"):
        pass
    program = stage.canvass(sandbox, width=120, height=40, XDG_STATE_HOME=file, XDG_CONFIG_HOME=file,
                            XDG_CACHE_HOME=file)
    program.wait_for("@")
    program.wait_for("Nothing can be kept, so nothing can be sent")
    program.wait_idle()
    program.keys("Esc")
    program.gone("Nothing can be kept")
    true("Esc: dismiss" not in program.text(), "there is another error")
    open_list(program)
    type_first_name(program)
    program.keys("Enter")
    program.wait_for("→ Zoltana", slice(-3, None))


def edit_offline(stage, meanwhile=None):
    """The first name of the first contact, saved while nothing answers; someone else may have been faster."""
    sandbox, keyring, program = opened(stage)
    address = rows_of_contacts(program)[0]
    type_first_name(program)
    if meanwhile:
        sandbox.api("PUT", contact_of(sandbox, address)["path"], meanwhile)
    sandbox.fault("* /API/v3/* drop-before")
    program.keys("Enter")
    program.wait_for("not saved yet, but by itself when the network is back", slice(-3, None))
    program.wait_for("1 edit not saved \\(d\\)", slice(0, 1))
    return sandbox, keyring, program, address


@story("an edit made while the network is away waits, and is saved by itself when it is back; u takes it back")
def _(stage):
    sandbox, _, program, address = edit_offline(stage)
    program.keys("d")
    program.wait_for("an edit of .*environment")
    program.keys("Esc")
    sandbox.fault("clear")
    program.wait_for(f"{address}.*Zoltana")
    program.wait_for("Zoltana \\(typed [0-9:]+, saved now\\)", slice(-3, None))
    program.gone("not saved")
    same(contact_of(sandbox, address)["firstName"], "Zoltana", "the first name on the server")
    program.keys("u")
    program.wait_for("first name is Ada again", slice(-3, None))
    same(contact_of(sandbox, address)["firstName"], "Ada", "the first name on the server")


@story("an edit that waited is merged: what someone else changed beside it stays")
def _(stage):
    sandbox, _, program, address = edit_offline(stage, {"lastName": "Meanwhile"})
    sandbox.fault("clear")
    program.wait_for("saved now")
    after = contact_of(sandbox, address)
    same((after["firstName"], after["lastName"]), ("Zoltana", "Meanwhile"), "the name on the server")


@story("an edit that waited overwrites nobody: that is said, and a person decides")
def _(stage):
    sandbox, _, program, address = edit_offline(stage, {"firstName": "Meanwhile"})
    sandbox.fault("clear")
    program.wait_for("not saved: someone else changed first name meanwhile; d shows it")
    same(contact_of(sandbox, address)["firstName"], "Meanwhile", "the first name on the server")
    program.keys("Esc d Enter")
    program.wait_for("Not saved yet")
    program.keys("C-s")
    program.wait_for("mine: Zoltana")
    program.keys("m")
    program.gone("Not saved yet")
    same(contact_of(sandbox, address)["firstName"], "Zoltana", "the first name on the server")


@story("an edit that waits outlives a kill, and is saved by the next program")
def _(stage):
    sandbox, keyring, program, address = edit_offline(stage)
    program.wait_idle()
    kill(program)
    sandbox.fault("clear")
    again(stage, sandbox, keyring).wait_for("Zoltana \\(typed [0-9:]+, saved now\\)")
    same(contact_of(sandbox, address)["firstName"], "Zoltana", "the first name on the server")


@story("a refused edit stays when its row is left, with the reason, and can be saved again")
def _(stage):
    sandbox, keyring, program = opened(stage)
    address = rows_of_contacts(program)[0]
    sandbox.fault("PUT /API/v3/* status=400 x1")
    type_first_name(program)
    program.keys("Enter")
    program.wait_for("Could not save the contact: 400")
    program.keys("Esc")
    program.wait_for("kept unsaved; e brings it back, d shows all such")
    kill(program)
    program = again(stage, sandbox, keyring)
    program.wait_for("A draft of an edit")
    program.keys("Enter")
    program.wait_for("Could not save the contact: 400")
    program.keys("C-s")
    program.gone("Not saved yet")
    same(contact_of(sandbox, address)["firstName"], "Zoltana", "the first name on the server")


tell()
