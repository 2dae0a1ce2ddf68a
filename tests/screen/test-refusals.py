# SPDX-License-Identifier: GPL-3.0-or-later
"""What the licence or the permission does not allow is greyed with the reason, once it is known; R asks anew."""
import os

from people import contacts_of
from screen import same, story, tell, true

DIM = "Qualtrics did not allow it .403"


def opened(stage):
    sandbox = stage.sandbox("--contacts", "60")
    program = stage.canvass(sandbox, width=120, height=40)
    program.wait_for("ada.rossi@")
    program.wait_for("3 Surveys · 8")
    return sandbox, program


def greyed(program, typed, name):
    """The row of the palette says why not, and the foot says it whole; Enter does nothing."""
    program.keys(":")
    program.wait_for("╭ Commands")
    program.type(typed)
    program.wait_for(f"│ {name} .*{DIM}")
    program.wait_for("permission or its")
    program.keys("Enter")
    program.wait_idle()
    program.wait_for("╭ Commands")
    program.keys("Esc")
    program.gone("╭ Commands")


@story("a survey whose responses may not be read is not watched again, and R forgets that")
def _(stage):
    sandbox, program = opened(stage)
    sandbox.fault("POST */export-responses status=403")
    program.keys("3 w")
    program.wait_for("Not watching any more: .*403")
    program.keys("Esc")
    program.wait_idle()
    program.keys("Esc")
    program.gone("4 Responses")
    program.keys("3")
    program.wait_idle()
    greyed(program, "watch", "watch")
    program.keys("w")
    program.wait_for(DIM, slice(-3, None))
    true("4 Responses" not in program.text(), "it is watched all the same")
    sandbox.fault("clear")
    program.keys("R")
    program.wait_idle()
    program.keys("w")
    program.wait_for("4 Responses · Alumni voices")


@story("a survey that may not be activated is not asked about again")
def _(stage):
    sandbox, program = opened(stage)
    sandbox.fault("PUT */surveys/* status=403")
    program.keys("3 a")
    program.wait_for("Deactivate Alumni voices")
    program.keys("y")
    program.wait_for("not deactivated: .*403")
    program.keys("Esc")
    program.gone("not deactivated")
    greyed(program, "activate", "activate")
    program.keys("j")
    program.wait_idle()
    program.keys("a")
    program.wait_for("Deactivate Customer effort")
    program.keys("Esc")
    program.gone("Deactivate Customer effort")


@story("with the light directory the whole one says so where its rows would be, and search is greyed")
def _(stage):
    sandbox, program = opened(stage)
    directory = sandbox.api("GET", "directories")["elements"][0]["directoryId"]
    sandbox.fault(f"GET /API/v3/directories/{directory}/contacts status=403")
    sandbox.fault(f"POST /API/v3/directories/{directory}/contacts/search status=403")
    program.keys("1 g")
    program.wait_for("Not for this account: its licence")
    program.keys("Esc")
    program.wait_idle()
    program.keys("Enter")
    program.wait_for(DIM, slice(-3, None))
    program.keys("Esc j :")
    program.wait_for("╭ Commands")
    program.type("search email = ada.rossi@example.org")
    program.keys("Enter")
    program.wait_for("403", slice(-3, None))
    program.keys("Esc")
    program.wait_idle()
    program.keys("Esc")
    program.wait_for("2 Contacts · Spring panel")
    greyed(program, "search ", "search FIELD = …")


@story("an import that is not allowed is not offered again for its list, and the next list is asked")
def _(stage):
    sandbox, program = opened(stage)
    path = os.path.join(stage.folder, "people.csv")
    with open(path, "w", encoding="utf-8") as file:
        file.write("email\nines@example.org\n")
    sandbox.fault("POST */transactioncontacts status=403 x1")
    program.keys("1")
    program.wait_idle()
    program.keys("I")
    program.wait_for("CSV file")
    program.keys("C-u")
    program.type(path)
    program.keys("Enter")
    program.wait_for("email → email")
    program.keys("Enter")
    program.wait_for("Type 1 to import")
    program.type("1")
    program.keys("Enter")
    program.wait_for("1 row not imported")
    program.wait_for("403")
    program.keys("Esc")
    program.gone("╭ Import into")
    program.keys("I")
    program.wait_for(DIM, slice(-3, None))
    program.keys("j")
    program.wait_idle()
    program.keys("I")
    program.wait_for("CSV file")
    program.keys("Esc")
    program.gone("CSV file")
    same("ines@example.org" in [one.get("email") for one in contacts_of(sandbox)], False, "it was imported")


@story("a contact that may not be made is refused by the server once, then by the program")
def _(stage):
    sandbox, program = opened(stage)
    sandbox.fault("POST */contacts status=403 x1")
    program.keys("2 n")
    program.wait_for("New contact")
    program.type("no@example.org")
    program.keys("C-s")
    program.wait_for("403")
    program.keys("Esc")
    program.gone("╭ New contact")
    program.keys("n")
    program.wait_for(DIM, slice(-3, None))
    program.keys("R n")
    program.wait_for("╭ New contact")


@story("the palette says whole what its row has no room for: what a search on the server can do")
def _(stage):
    _, program = opened(stage)
    program.keys("2 :")
    program.wait_for("╭ Commands")
    program.type("search ")
    program.wait_for("which compares whole values")
    program.wait_for("10,000 at most")
    program.type("phone contains 3")
    program.keys("Enter")
    program.wait_idle()
    program.wait_for("╭ Commands")


tell()
