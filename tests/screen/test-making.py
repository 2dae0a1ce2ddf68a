# SPDX-License-Identifier: GPL-3.0-or-later
"""A list, a contact, an import, and a program that is killed while it is made: the next start tells what came of it."""
import os

from drafting import kill
from people import people_named
from screen import same, story, tell, true

HINTS = slice(-1, None)
LISTS = "/API/v3/directories/*/mailinglists"


def opened(stage, *options):
    sandbox = stage.sandbox("--contacts", "60", *options)
    return sandbox, start(stage, sandbox)


def start(stage, sandbox):
    program = stage.canvass(sandbox, width=120, height=36)
    program.wait_for("2 Contacts · Spring panel")
    program.keys("1")
    program.wait_idle()
    return program


def make_list(program):
    program.keys("n")
    program.wait_for("New list in Main directory")
    program.keys("C-u")  # a name that was not taken stands there again
    program.type("Winter panel")
    program.keys("Enter")


def lists_made(sandbox):
    directory = sandbox.api("GET", "directories")["elements"][0]["directoryId"]
    lists = sandbox.api("GET", f"directories/{directory}/mailinglists")["elements"]
    return [one["name"] for one in lists].count("Winter panel")


def import_file(program, path):
    program.keys("I")
    program.wait_for("CSV file")
    program.keys("C-u")
    program.type(path)
    program.keys("Enter")
    program.wait_for("Which column goes where")
    program.keys("Enter")


def read(program):
    """The message, or what lies over all, has been read."""
    program.keys("Esc")
    program.wait_idle()


@story("a list that was made before the program was killed is found by the next start")
def _(stage):
    sandbox, program = opened(stage)
    sandbox.fault(f"POST {LISTS} slow=1 x1")  # done; the answer takes minutes
    make_list(program)
    program.wait_for("Creating Winter panel")
    while not lists_made(sandbox):
        pass
    kill(program)
    again = stage.canvass(sandbox, width=120, height=36)
    again.wait_for("Winter panel: created .the program ended before the answer came")
    again.wait_for("│ +Winter panel")
    same(lists_made(sandbox), 1, "lists of that name")


@story("what is not found is not made again until a person has settled it, over a kill, too")
def _(stage):
    sandbox, program = opened(stage)
    sandbox.fault(f"POST {LISTS} stall x1")
    make_list(program)
    program.wait_for("Creating Winter panel")
    sandbox.wait_struck()
    kill(program)
    program = start(stage, sandbox)
    make_list(program)
    program.wait_for("Winter panel may have been made on .* already; it is still looked for")
    read(program)
    sandbox.advance(300)
    program.wait_for("Winter panel: made or not, nobody knows")
    program.wait_for("Winter panel: created or not. .u settle")
    read(program)
    make_list(program)
    program.wait_for("Winter panel may have been made on .* it was not found")
    read(program)
    same(lists_made(sandbox), 0, "lists of that name")
    program.wait_for("u settle", HINTS)
    program.keys("Down Down e C-u")
    program.type("Alumni")
    program.keys("Enter")
    program.wait_for("is called Alumni now")
    program.wait_for("Winter panel: created or not. .: settle")  # u would rename it back
    program.wait_for("u undo", HINTS)
    program.keys(":")
    program.type("settle")
    program.wait_for("how a launch or an import ended")
    program.keys("Enter")
    program.wait_for("Look for Winter panel in Qualtrics")
    program.keys("n")
    program.wait_for("Settled: it is not there")
    program.gone("settle")
    make_list(program)
    program.wait_for("Winter panel: a new list of Main directory")
    same(lists_made(sandbox), 1, "lists of that name")


@story("an import that was cut off is told of, and the same file brings the rest of it only")
def _(stage):
    sandbox, program = opened(stage)
    path = os.path.join(stage.folder, "people.csv")
    with open(path, "w", encoding="utf-8") as file:
        file.write("email,first name,phone\nines@example.org,Wanda,\nugo@example.org,Wanda,\nlea@example.org,Wanda,no phone\n")
    sandbox.fault("GET /API/v3/*/transactioncontacts/* stall")
    import_file(program, path)
    program.wait_for("Type 3 to import")
    program.type("3")
    program.keys("Enter")
    program.wait_for("Importing into Spring panel")
    while len(people_named(sandbox, "Wanda")) < 2:
        pass
    kill(program)
    sandbox.fault("clear")
    program = start(stage, sandbox)
    program.wait_for("Import of 3 contacts: 2 added, .*; lines 2-3 of the file")
    import_file(program, path)
    program.wait_for("2 rows were sent before this import was cut off")
    program.wait_for("go on with the other 1")
    program.keys("g")
    program.wait_for("Type 1 to import")
    program.type("1")
    program.keys("Enter")
    program.wait_for("1 added, 0 merged with who was there, 0 rows not imported")
    program.wait_for("1 came without their phone")
    same(len(people_named(sandbox, "Wanda")), 3, "who is there")
    read(program)
    import_file(program, path)  # it is wholly there: a second time is a wish
    program.wait_for("Type 3 to import")


@story("an import of which nobody knows whether it came holds its list")
def _(stage):
    sandbox, program = opened(stage)
    path = os.path.join(stage.folder, "people.csv")
    with open(path, "w", encoding="utf-8") as file:
        file.write("email,first name\nines@example.org,Wanda\n")
    sandbox.fault("POST /API/v3/*/transactioncontacts drop-after x1")
    for answer in ("No clear answer came to 1 of the contacts", "Nothing was imported: An import .1 contact. was sent to this list"):
        import_file(program, path)
        program.wait_for("Type 1 to import")
        program.type("1")
        program.keys("Enter")
        program.wait_for(answer)
        read(program)
    program.keys("u")
    program.wait_for("Look for the 1 contact of line 2 on the list")
    program.keys("y")
    program.wait_for("Settled: it is there")
    import_file(program, path)
    program.wait_for("1 row was sent before this import was cut off")
    program.keys("g")
    program.wait_for("0 added, 0 merged")
    same(len(people_named(sandbox, "Wanda")), 1, "who is there")


tell()
