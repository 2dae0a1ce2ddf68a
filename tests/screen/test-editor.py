# SPDX-License-Identifier: GPL-3.0-or-later
"""A contact edited in $EDITOR, as lines of key = value."""
import os

from drafting import kill
from people import contact_of, journal, open_list, rows_of_contacts
from screen import same, story, tell, true


def opened(stage, script):
    sandbox = stage.sandbox("--contacts", "60")
    program = stage.canvass(sandbox, width=120, height=36, EDITOR=stage.editor_that(script))
    open_list(program)
    program.wait_idle()
    address = rows_of_contacts(program)[0]
    sandbox.api("PUT", contact_of(sandbox, address)["path"], {"embeddedData": {"site": "north", "visits": "3"}})
    return sandbox, program, address


@story("E saves what was changed in the editor, and only that")
def _(stage):
    sandbox, program, address = opened(stage, """sed -i 's/^firstName = .*/firstName = Zoltana/
s/^site = north$/site = south/
$a colour = red' "$1" """)
    before = contact_of(sandbox, address)
    program.keys("E")
    program.wait_for(f"{address}.*Zoltana")
    program.wait_for("→ Zoltana")
    after = contact_of(sandbox, address)
    same(after["embeddedData"], {"site": "south", "visits": "3", "colour": "red"}, "embedded data")
    same(after["firstName"], "Zoltana", "first name")
    same(after["lastName"], before["lastName"], "last name")
    entry = journal(stage)[-1]
    same((entry["kind"], entry["contact"]), ("edit", after["contactId"]), "the journal's last entry")
    true("Zoltana" in entry["outcome"], entry["outcome"])
    program.keys("u")
    program.gone(f"{address}.*Zoltana")
    program.wait_idle()
    same(contact_of(sandbox, address)["embeddedData"], {"site": "north", "visits": "3"}, "embedded data after undo")


@story("the editor gets the whole contact in a private file, which is gone afterwards")
def _(stage):
    _, program, address = opened(stage, """cp "$1" "$HOME/seen"; stat -c '%a' "$1" > "$HOME/mode"; echo "$1" > "$HOME/path" """)
    program.keys("E")
    program.wait_for("nothing was changed")
    home = os.path.join(stage.folder, "home")
    seen = open(f"{home}/seen", encoding="utf-8").read()
    true(f"email = {address}\n" in seen and "[embedded data]\nsite = north\nvisits = 3\n" in seen, seen)
    same(open(f"{home}/mode").read(), "600\n", "the file's mode")
    true(not os.path.exists(open(f"{home}/path").read().strip()), "the file is still there")


@story("a file that a killed program left in the editor is gone after the next start")
def _(stage):
    home = os.path.join(stage.folder, "home")
    sandbox, program, _ = opened(stage, """mkfifo "$HOME/end"; echo "$1" > "$HOME/path.new"; mv "$HOME/path.new" "$HOME/path"
        read nothing < "$HOME/end" """)
    program.keys("E")
    stage.wait_file("home/path")
    path = open(f"{home}/path").read().strip()
    true(os.path.exists(path), "there was no file")
    kill(program)  # and with it the terminal, and so the editor
    true(os.path.exists(path), "the file went with the program, which was killed")
    again = stage.canvass(sandbox, width=120, height=36)
    again.wait_for("@")
    true(not os.path.exists(path), "the file is still there")


@story("a mistake is named, and the editor opens again on what was typed")
def _(stage):
    sandbox, program, address = opened(stage, """grep -q '^firstName Zoe' "$1" \\
        && sed -i 's/^firstName Zoe/firstName = Zoe/' "$1" || sed -i 's/^firstName = .*/firstName Zoe/' "$1" """)
    program.keys("E")
    program.wait_for("Line [0-9]+: It has no “=”")
    program.wait_for("edit it again")
    program.keys("Enter")
    program.wait_for("→ Zoe")
    same(contact_of(sandbox, address)["firstName"], "Zoe", "first name")


@story("embedded data whose line is gone is dropped only after a question")
def _(stage):
    sandbox, program, address = opened(stage, """sed -i '/^site = /d' "$1" """)
    program.keys("E")
    program.wait_for("These lines are gone: site")
    program.keys("Enter")
    program.wait_for("throw away what was typed")
    same(contact_of(sandbox, address)["embeddedData"], {"site": "north", "visits": "3"}, "embedded data after no")
    program.keys("e")
    program.wait_for("These lines are gone: site")
    program.keys("y")
    program.wait_for("site north → nothing")
    same(contact_of(sandbox, address)["embeddedData"], {"visits": "3"}, "embedded data")


@story("an emptied file changes nothing, and what was refused can be thrown away")
def _(stage):
    sandbox, program, address = opened(stage, """[ -e "$HOME/once" ] && sed -i 's/^firstName = .*/firstName = Zoe/' "$1" \\
        || { touch "$HOME/once"; : > "$1"; }""")
    before = contact_of(sandbox, address)
    program.keys("E")
    program.wait_for("nothing was changed")
    same(contact_of(sandbox, address), before, "the contact")
    sandbox.fault("PUT /API/v3/* status=400 x1")
    program.keys("E")
    program.wait_for("throw away what was typed")
    program.wait_for("Could not save the contact: 400")
    program.keys("t")
    program.gone("throw away what was typed")
    program.wait_idle()
    same(contact_of(sandbox, address)["firstName"], before["firstName"], "first name")


@story("E in the card shows in the card what was saved")
def _(stage):
    _, program, _ = opened(stage, """sed -i 's/^site = north$/site = south/' "$1" """)
    program.keys("Enter")
    program.wait_for("site +north")
    program.keys("E")
    program.wait_for("site +south")


tell()
