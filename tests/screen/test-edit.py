# SPDX-License-Identifier: GPL-3.0-or-later
"""A contact edited in its row: saved, refused, changed by someone else meanwhile, taken back, done again."""
import re

from people import contact_of, open_list, rows_of_contacts
from screen import same, story, tell, true


def edit_first_name(program, name):
    """Opens the first name of the row under the cursor and types another one over it."""
    program.keys("e")
    program.wait_idle()
    program.keys("Tab C-u")
    program.type(name)


def opened(stage):
    sandbox = stage.sandbox("--contacts", "60")
    program = stage.canvass(sandbox, width=120, height=36)
    open_list(program)
    program.wait_idle()
    return sandbox, program, rows_of_contacts(program)[0]


@story("an edit is saved, and only what changed is written")
def _(stage):
    sandbox, program, address = opened(stage)
    before = contact_of(sandbox, address)
    edit_first_name(program, "Zoltana")
    program.keys("Enter")
    program.wait_for(f"{address}.*Zoltana")
    program.wait_for("(?i)first.*→.*Zoltana", slice(-3, None))
    after = contact_of(sandbox, address)
    same(after["firstName"], "Zoltana", "the first name on the server")
    changed = [name for name in before if after[name] != before[name] and not name.startswith("lastModified")]
    same(changed, ["firstName"], "what changed")


@story("u takes an edit back")
def _(stage):
    sandbox, program, address = opened(stage)
    before = contact_of(sandbox, address)["firstName"]
    edit_first_name(program, "Zoltana")
    program.keys("Enter")
    program.wait_for(f"{address}.*Zoltana")
    program.wait_for("→", slice(-3, None))
    program.keys("u")
    program.gone(f"{address}.*Zoltana")
    program.wait_idle()
    same(contact_of(sandbox, address)["firstName"], before, "the first name on the server")


@story("a refused edit says why, and keeps what was typed")
def _(stage):
    sandbox, program, address = opened(stage)
    before = contact_of(sandbox, address)["firstName"]
    sandbox.fault("PUT /API/v3/* status=400 x1")
    edit_first_name(program, "Zoltana")
    program.keys("Enter")
    program.wait_for("Could not save the contact: 400")
    program.wait_for("Zoltana")
    same(contact_of(sandbox, address)["firstName"], before, "the first name on the server")
    program.keys("Enter")
    program.wait_for("→", slice(-3, None))
    same(contact_of(sandbox, address)["firstName"], "Zoltana", "the first name on the server")


@story("who types on while the first save is under way is not taken for someone else")
def _(stage):
    sandbox, program, address = opened(stage)
    sandbox.fault("PUT /*/contacts/* delay=1500 x1")
    for name in ("Zoltana", "Zuzana"):
        program.keys("e Tab C-u")
        program.type(name)
        program.keys("Enter Esc")
        program.wait_for("Still being saved", slice(-3, None))
    program.wait_for("Zoltana → Zuzana", slice(-3, None))
    program.wait_for(f"{address}.*Zuzana")
    same(contact_of(sandbox, address)["firstName"], "Zuzana", "the first name on the server")
    program.keys("u")
    program.wait_for("first name is Zoltana again", slice(-3, None))
    same(contact_of(sandbox, address)["firstName"], "Zoltana", "the first name on the server after u")


@story("an edit begun while the one before is saved goes on from there, and leaves nothing unsaved behind")
def _(stage):
    sandbox, program, address = opened(stage)
    sandbox.fault("PUT /*/contacts/* delay=1500 x1")
    program.keys("e Tab C-u")
    program.type("Zoltana")
    program.keys("Enter Esc")
    program.wait_for("Still being saved", slice(-3, None))
    program.keys("e")
    program.wait_for("Enter save", slice(-3, None))
    program.wait_for("→ Zoltana", slice(-3, None))
    program.keys("Tab C-u")
    program.type("Zuzana")
    program.keys("Enter")
    program.wait_for("Zoltana → Zuzana", slice(-3, None))
    same(contact_of(sandbox, address)["firstName"], "Zuzana", "the first name on the server")
    sandbox.fault("PUT /*/contacts/* delay=1500 x1")
    program.keys("e Tab C-u")
    program.type("Zita")
    program.keys("Enter Esc")
    program.wait_for("Still being saved", slice(-3, None))
    program.keys("e")
    program.wait_for("→ Zita", slice(-3, None))
    program.keys("Esc")
    program.gone("Enter save")
    program.wait_idle()
    true("not saved" not in program.text(), "what was saved is called unsaved")


@story("a save that the server put off is not written over what someone else did in the meantime")
def _(stage):
    sandbox, program, address = opened(stage)
    contact = contact_of(sandbox, address)
    sandbox.fault("PUT /*/contacts/* retry-after=3 x1")
    edit_first_name(program, "Zoltana")
    program.keys("Enter")
    program.wait_for("the server asks to wait")
    sandbox.api("PUT", contact["path"], {"firstName": "Meanwhile"})
    program.wait_for("someone else changed first name")
    same(contact_of(sandbox, address)["firstName"], "Meanwhile", "the first name on the server")
    program.keys("m")
    program.wait_for("Meanwhile → Zoltana", slice(-3, None))
    same(contact_of(sandbox, address)["firstName"], "Zoltana", "the first name on the server, as was chosen")


def meanwhile(stage):
    """Someone else changes the first name between e and Enter; both are shown."""
    sandbox, program, address = opened(stage)
    contact = contact_of(sandbox, address)
    edit_first_name(program, "Zoltana")
    sandbox.api("PUT", contact["path"], {"firstName": "Meanwhile"})
    program.keys("Enter")
    program.wait_for("someone else changed first name")
    program.wait_for("theirs: Meanwhile")
    program.wait_for("mine: Zoltana")
    same(contact_of(sandbox, address)["firstName"], "Meanwhile", "the first name on the server")
    return sandbox, program, address


@story("an edit overwrites nobody: theirs is kept by a bare Enter")
def _(stage):
    sandbox, program, address = meanwhile(stage)
    program.keys("Enter")
    program.gone("someone else changed")
    program.wait_for(f"{address}.*Meanwhile")
    program.wait_for("kept as someone else left it", slice(-3, None))
    same(contact_of(sandbox, address)["firstName"], "Meanwhile", "the first name on the server")
    program.keys("u")
    program.wait_for("nothing to take back", slice(-3, None))


@story("an edit overwrites nobody: mine is written when it is chosen, and u brings theirs back")
def _(stage):
    sandbox, program, address = meanwhile(stage)
    program.keys("m")
    program.wait_for(f"{address}.*Zoltana")
    program.wait_for("Meanwhile → Zoltana", slice(-3, None))
    same(contact_of(sandbox, address)["firstName"], "Zoltana", "the first name on the server")
    program.keys("u")
    program.wait_for(f"{address}.*Meanwhile")
    program.wait_for("first name is .* again", slice(-3, None))
    same(contact_of(sandbox, address)["firstName"], "Meanwhile", "the first name on the server")


@story("Esc in a conflict writes nothing and keeps what was typed")
def _(stage):
    sandbox, program, address = meanwhile(stage)
    program.keys("Esc")
    program.gone("someone else changed")
    program.wait_for(f"{address}.*Zoltana")
    program.wait_idle()
    same(contact_of(sandbox, address)["firstName"], "Meanwhile", "the first name on the server")
    program.keys("Enter")
    program.wait_for("theirs: Meanwhile")


@story("what was taken back is done again by C-r, but not over someone else's change")
def _(stage):
    sandbox, program, address = opened(stage)
    contact = contact_of(sandbox, address)
    edit_first_name(program, "Zoltana")
    program.keys("Enter")
    program.wait_for("→ Zoltana", slice(-3, None))
    program.keys("u")
    program.wait_for("first name is .* again", slice(-3, None))
    program.keys("C-r")
    program.wait_for(f"{address}.*Zoltana")
    program.wait_for("again", slice(-3, None))
    same(contact_of(sandbox, address)["firstName"], "Zoltana", "the first name on the server")
    program.keys("u")
    program.wait_for("first name is .* again", slice(-3, None))
    sandbox.api("PUT", contact["path"], {"firstName": "Meanwhile"})
    program.keys("C-r")
    program.wait_for("not done again: someone else changed first name meanwhile; it is Meanwhile", slice(-3, None))
    same(contact_of(sandbox, address)["firstName"], "Meanwhile", "the first name on the server")


@story("a bad address is said at the field, before anything is sent")
def _(stage):
    sandbox, program, address = opened(stage)
    program.keys("e")
    program.wait_idle()
    program.keys("C-u")
    program.type("no address")
    program.keys("Enter")
    program.wait_for("This is no email address")
    program.wait_idle()
    contact_of(sandbox, address)
    program.keys("Esc")
    program.wait_for(address)


@story("what was done is said below an error that nobody has read yet, which stays")
def _(stage):
    sandbox, program, address = opened(stage)
    sandbox.fault("GET */contacts* status=403 x1")
    program.keys("r")
    program.wait_for("403.*|Esc: dismiss")
    program.wait_idle()
    edit_first_name(program, "Zoltana")
    program.wait_for("Esc: dismiss")
    program.keys("Enter")
    program.wait_for("(?i)first.*→.*Zoltana", slice(-2, None))
    program.wait_for("Esc: dismiss", slice(-4, -2))
    program.keys("j")
    program.gone("→.*Zoltana")
    program.wait_for("Esc: dismiss", slice(-2, None))
    program.keys("Esc")
    program.gone("Esc: dismiss")


@story("a cell that can't be so holds the cursor, and says why over a whole row; what Esc throws away is said")
def _(stage):
    sandbox, program, address = opened(stage)
    before = contact_of(sandbox, address)
    program.keys("e")
    program.wait_for("Tab next field  Shift-Tab previous")
    program.keys("C-u")
    program.type("ada at home")
    program.keys("Tab")
    program.wait_for("Tab next field, once this one is right")
    error = next(line for line in program.lines() if "This is no email address" in line)
    true(re.search("and a domain[.] *[┃│]", error), f"the row below goes on beside the reason: {error}")
    program.keys("C-u")
    program.type("ada@home.example")
    program.keys("Tab")
    program.wait_for("Tab next field  Shift-Tab previous")
    program.keys("C-u")
    program.type("Zoltana")
    program.keys("Esc")
    program.wait_for("Not saved, and thrown away: “ada@home.example”, “Zoltana”")
    after = contact_of(sandbox, address)
    same((after["email"], after["firstName"]), (before["email"], before["firstName"]), "on the server")


tell()
