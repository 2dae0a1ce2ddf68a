# SPDX-License-Identifier: GPL-3.0-or-later
"""Mailing lists made, renamed and deleted."""
from screen import same, story, tell, true


def opened(stage, *options):
    sandbox = stage.sandbox("--contacts", "60", *options)
    program = stage.canvass(sandbox, width=120, height=36)
    program.wait_for("2 Contacts · Spring panel")
    program.keys("1")
    program.wait_idle()
    return sandbox, program


def lists_of(sandbox):
    """The names of the lists of the first directory, by ID."""
    directory = sandbox.api("GET", "directories")["elements"][0]["directoryId"]
    lists = sandbox.api("GET", f"directories/{directory}/mailinglists")["elements"]
    return {one["mailingListId"]: one["name"] for one in lists}


@story("n makes a list in the directory under the cursor, and shows it")
def _(stage):
    sandbox, program = opened(stage)
    program.keys("n")
    program.wait_for("New list in Main directory")
    program.type("Winter panel")
    program.keys("Enter")
    program.wait_for("Winter panel: a new list of Main directory")
    program.wait_for("2 Contacts · Winter panel")
    same(list(lists_of(sandbox).values()).count("Winter panel"), 1, "lists of that name")
    program.wait_idle()
    same(program.cursor()[1], program.row_of("│ +Winter panel")[0], "the cursor's row")


@story("a list needs a name, and one of at most 100 characters")
def _(stage):
    sandbox, program = opened(stage)
    program.keys("n")
    program.wait_for("New list in Main directory")
    program.keys("Enter")
    program.wait_for("A list needs a name")
    program.type("x" * 101)
    program.keys("Enter")
    program.wait_for("at most 100 characters")
    program.keys("Esc")
    program.wait_idle()
    true(not any(name.startswith("x") for name in lists_of(sandbox).values()), "a list was made")


@story("a lost answer is looked for, and the list is made once")
def _(stage):
    sandbox, program = opened(stage)
    program.keys("n")
    program.wait_for("New list in Main directory")
    program.type("Winter panel")
    sandbox.fault("POST /API/v3/directories/*/mailinglists drop-after x1")
    program.keys("Enter")
    program.wait_for("Winter panel: a new list of Main directory")
    same(list(lists_of(sandbox).values()).count("Winter panel"), 1, "lists of that name")


@story("a refused list is asked for again with what was typed")
def _(stage):
    sandbox, program = opened(stage)
    program.keys("n")
    program.wait_for("New list in Main directory")
    program.type("Winter panel")
    sandbox.fault("POST /API/v3/directories/*/mailinglists status=403 x1")
    program.keys("Enter")
    program.wait_for("Not created: ")
    program.keys("Enter")
    program.wait_for("Winter panel: a new list of Main directory")


@story("e renames a list, and not when someone else did meanwhile")
def _(stage):
    sandbox, program = opened(stage)
    spring = next(id for id, name in lists_of(sandbox).items() if name == "Spring panel")
    program.keys("e")
    program.wait_for("Rename Spring panel")
    program.type(" 2027")
    program.keys("Enter")
    program.wait_for("Spring panel is called Spring panel 2027 now")
    program.wait_for("2 Contacts · Spring panel 2027")
    same(lists_of(sandbox)[spring], "Spring panel 2027", "its name on the server")
    directory = sandbox.api("GET", "directories")["elements"][0]["directoryId"]
    sandbox.api("PUT", f"directories/{directory}/mailinglists/{spring}", {"name": "Meanwhile"})
    program.keys("e")
    program.wait_for("Rename Spring panel 2027")
    program.type("!")
    program.keys("Enter")
    program.wait_for("Someone else named it “Meanwhile”")
    program.keys("Esc")
    program.wait_for("│ +Meanwhile")
    same(lists_of(sandbox)[spring], "Meanwhile", "its name on the server")


@story("u gives a renamed list its old name back, C-r the new one, and neither over someone else's")
def _(stage):
    sandbox, program = opened(stage)
    spring = next(id for id, name in lists_of(sandbox).items() if name == "Spring panel")
    program.keys("e")
    program.wait_for("u brings the old one back")
    program.type(" 2027")
    program.keys("Enter")
    program.wait_for("Spring panel is called Spring panel 2027 now")
    program.keys("u")
    program.wait_for("Spring panel 2027 is called Spring panel again")
    program.wait_for("2 Contacts · Spring panel ·")
    same(lists_of(sandbox)[spring], "Spring panel", "its name on the server")
    program.keys("C-r")
    program.wait_for("Spring panel is called Spring panel 2027 again")
    same(lists_of(sandbox)[spring], "Spring panel 2027", "its name on the server")
    directory = sandbox.api("GET", "directories")["elements"][0]["directoryId"]
    sandbox.api("PUT", f"directories/{directory}/mailinglists/{spring}", {"name": "Meanwhile"})
    program.keys("u")
    program.wait_for("not taken back: .*“Meanwhile”")
    program.wait_for("│ +Meanwhile")
    same(lists_of(sandbox)[spring], "Meanwhile", "its name on the server")
    program.keys("Esc u")
    program.wait_for("There is nothing to take back")


def rename(program, more):
    program.keys("e")
    program.wait_for("Rename Spring panel")
    program.type(more)
    program.keys("Enter")


@story("what became of a name whose answer was lost is looked at, and what was typed stays where it was not taken")
def _(stage):
    sandbox, program = opened(stage)
    spring = next(id for id, name in lists_of(sandbox).items() if name == "Spring panel")
    sandbox.fault("PUT /API/v3/directories/*/mailinglists/* garble x1")
    rename(program, " 2")
    program.wait_for("Spring panel is called Spring panel 2 now")
    same(lists_of(sandbox)[spring], "Spring panel 2", "its name on the server")
    sandbox.fault("PUT /API/v3/directories/*/mailinglists/* empty x1")
    rename(program, "027")
    program.wait_for("Not renamed: Could not rename the mailing list: the answer")
    program.wait_for("Spring panel 2027")
    sandbox.fault("PUT /API/v3/directories/*/mailinglists/* html=200 x1")
    program.keys("Enter")
    program.wait_for("Not renamed: Could not rename the mailing list: 200")
    sandbox.fault("PUT /API/v3/directories/*/mailinglists/* garble x1")
    sandbox.fault("GET /API/v3/directories/*/mailinglists/* delay=1 x1")
    sandbox.fault("GET /API/v3/directories/*/mailinglists/* status=403")
    program.keys("Enter")
    program.wait_for("Renamed or not, nobody knows")
    sandbox.fault("clear")
    program.keys("Enter")
    program.wait_for("Spring panel 2 is called Spring panel 2027 now")
    same(lists_of(sandbox)[spring], "Spring panel 2027", "its name on the server")


@story("a list is deleted when it is not there, and not because somebody says so")
def _(stage):
    sandbox, program = opened(stage)
    for fault, told in (("empty", "Spring panel: not deleted: .*not what"),
                        ("html=200", "Spring panel: not deleted: Could not"),
                        ("empty=404", "Spring panel: not deleted: Could not"),
                        ("garble", "The list Spring panel is deleted")):
        sandbox.fault(f"DELETE /API/v3/directories/*/mailinglists/* {fault} x1")
        program.keys("D")
        program.wait_for("with its 60")
        program.type("Spring panel")
        program.keys("Enter")
        program.wait_for(told)
        same("Spring panel" in lists_of(sandbox).values(), fault != "garble", f"there after {fault}")
        if fault != "garble":
            program.keys("Esc")
            program.gone("Esc: dismiss")


@story("D deletes a list for its name typed, and says what became of its people")
def _(stage):
    sandbox, program = opened(stage)
    program.keys("D")
    program.wait_for("with its 60")
    program.type("Spring")
    program.keys("Enter")
    program.wait_for("That is not what is asked for")
    true("Spring panel" in lists_of(sandbox).values(), "the list is gone")
    program.type(" panel")
    program.keys("Enter")
    program.wait_for("The list Spring panel is deleted; its people are still in the directory")
    program.gone("│ +Spring panel")
    program.gone("Contacts · Spring panel")
    true("Spring panel" not in lists_of(sandbox).values(), "the list is still there")


@story("a directory is neither renamed nor deleted")
def _(stage):
    _, program = opened(stage)
    program.keys("g D")
    program.wait_for("A directory cannot be deleted from here")
    program.keys("e")
    program.wait_for("A directory cannot be renamed from here")


tell()
