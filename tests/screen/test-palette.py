# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands: with an argument, with a pasted ID, the search on the server, saved filters, other keys."""
from people import command, contact_of, contacts_of, open_list, rows_of_contacts, survey_named
from screen import same, story, tell, true


def opened(stage, **more):
    sandbox = stage.sandbox("--contacts", "300")
    program = stage.canvass(sandbox, width=120, height=36, **more)
    open_list(program)
    return sandbox, program


@story("a contact's card opens by its ID, typed or pasted alone")
def _(stage):
    sandbox, program = opened(stage)
    one, other = contacts_of(sandbox)[3:5]
    command(program, f"contact {one['contactId']}")
    program.wait_for(f"(?i)email.*{one['email']}")
    program.wait_for(one["contactId"])
    command(program, other["contactId"])
    program.wait_for(f"(?i)email.*{other['email']}")


@story("a command without its argument is begun, and a wrong one says why")
def _(stage):
    _sandbox, program = opened(stage)
    command(program, "contact")
    program.wait_for("contact CID_… +open a contact's card")
    program.type("SV_1")
    program.keys("Enter")
    program.wait_for("The ID of a contact is CID_ and letters or digits")
    program.keys("Esc")
    program.gone("Commands")


@story("surveys and lists are gone to")
def _(stage):
    sandbox, program = opened(stage)
    survey = sandbox.api("GET", "surveys")["elements"][-1]
    program.keys("+")
    command(program, f"survey {survey['id']}")
    program.wait_for(f"4 Distributions · {survey['name']}")
    command(program, "list alumni 2025")
    program.wait_for("2 Contacts · Alumni 2025")


@story("the server is searched, and Esc goes back to the list")
def _(stage):
    sandbox, program = opened(stage)
    address = contacts_of(sandbox)[7]["email"]
    first = rows_of_contacts(program)[0]
    command(program, f"search email = {address.upper()}")
    program.wait_for("2 Found on the server · email = .* · 1 ")
    program.wait_idle()
    same(rows_of_contacts("\n".join(program.lines()[3:10])), [address], "who was found")
    program.keys("e")
    program.wait_idle()
    program.keys("Tab C-u")
    program.type("Zoltana")
    program.keys("Enter")
    program.wait_for("→", slice(-3, None))
    same(contact_of(sandbox, address)["firstName"], "Zoltana", "the first name on the server")
    program.keys("Esc")
    program.wait_for("2 Contacts · Spring panel")
    program.wait_for(first)
    program.wait_idle()
    command(program, "search last is empty and email = nobody@example.org")
    program.wait_for("None found; whole values are compared")


@story("what the server cannot search for is said before anything is asked")
def _(stage):
    _sandbox, program = opened(stage)
    for typed, reason in (("points = 3", "Fields: email, first, last"),
                          ("email > x", "compares email with = and != only"),
                          ("created = monday", "A date is 2026-01-31")):
        command(program, f"search {typed}")
        program.wait_for(reason)
        program.keys("Esc")
        program.gone("Commands")


@story("a filter is saved by name, and comes back after a restart")
def _(stage):
    sandbox, program = opened(stage)
    program.keys("/")
    program.type("lang:it")
    program.keys("Enter")
    program.wait_for("filter: lang:it")
    command(program, "save-filter italians")
    program.wait_for("Saved: the command “filter italians”")
    program.keys("C-c")
    same(program.wait_end(), 0, "exit status")
    program = stage.canvass(sandbox, width=120, height=36)
    open_list(program)
    command(program, "filter italians")
    program.wait_for("filter: lang:it")
    command(program, "drop-filter italians")
    program.wait_for("forgotten")
    program.keys(":")
    program.type("filter ital")
    program.wait_idle()
    true("italians" not in program.text().replace("italians is forgotten", ""), program.text())


@story("a call is begun from the commands, and not sent")
def _(stage):
    _sandbox, program = opened(stage)
    command(program, "api GET /whoami")
    program.wait_for("Call +GET /whoami")
    program.wait_idle()
    true("200 ·" not in program.text(), "it was sent")


@story("the config gives actions other keys, and says which are none")
def _(stage):
    stage.config("[keys]\nrequest-log = l, F9\nzoom = nokey\n")
    program = stage.canvass(stage.sandbox("--contacts", "60"), width=120, height=36)
    program.wait_for("zoom: “nokey” is no key")
    program.wait_for("@")
    program.keys("l")
    program.wait_for("Request log")
    program.keys("q L")
    program.wait_idle()
    true("Request log" not in program.text(), "the old key still does it")
    program.keys(":")
    program.type("request-log")
    program.wait_for("request-log .*l F9")


@story("a name in the config that is no action's is said, and the other keys are bound")
def _(stage):
    stage.config("[keys]\nrequest-log = F9\nrequestlog = F8\n")
    program = stage.canvass(stage.sandbox("--contacts", "60"), width=120, height=36)
    program.wait_for("there is no action “requestlog”")
    program.wait_for("@")
    program.type("\x1b[20~")
    program.wait_for("Request log")


@story("where read-only is misspelt nothing is written, and it is said why")
def _(stage):
    stage.config("[canvass]\nreadonly = true\nnotify = bell\n")
    sandbox = stage.sandbox("--contacts", "60")
    program = stage.canvass(sandbox, width=120, height=36)
    program.wait_for("has no .readonly.")
    program.wait_for("ada.rossi@")
    program.keys("Esc")
    program.wait_for("read-only", slice(0, 1))
    for keys in ("2 e", "n", "D", "m", "M", "P", "1 n", "3 a"):
        program.keys(keys)
        program.wait_for("(?i)read-only", slice(-3, None))
    program.keys("3 w")
    program.wait_for("(?i)watch")
    survey = survey_named(sandbox, "Alumni voices")
    sandbox.post("/sandbox/response", survey["id"])
    program.keys("C")
    program.wait_for("Connections")
    for keys in ("n", "D", "e", "t", "Enter", "Esc", "Esc"):
        program.keys(keys)
        program.wait_idle()
    program.wait_for("ada.rossi@")


tell()
