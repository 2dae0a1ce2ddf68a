# SPDX-License-Identifier: GPL-3.0-or-later
"""The card of a contact: every field, its embedded data changed, added and taken away."""
from people import contact_of, open_list, rows_of_contacts
from screen import same, story, tell, true


def opened(stage):
    """The card of the first contact of the list that has embedded data; where there is none it gets some."""
    sandbox = stage.sandbox("--contacts", "60")
    program = stage.canvass(sandbox, width=120, height=36)
    open_list(program)
    program.wait_idle()
    address = rows_of_contacts(program)[0]
    contact = contact_of(sandbox, address)
    sandbox.api("PUT", contact["path"], {"embeddedData": {"Team": "blue", "Points2": "007"}})
    program.keys("Enter")
    program.wait_for("Team +blue")
    program.wait_idle()
    return sandbox, program, address


def go_to(program, label):
    """Puts the cursor on the line of this label."""
    wanted = program.row_of(label)[0]
    steps = wanted - program.cursor()[1]
    program.keys(" ".join(["j" if steps > 0 else "k"] * abs(steps)))
    program.wait_idle()
    same(program.cursor()[1], wanted, "the line of the cursor")


@story("a field of the card is changed, and the list shows it")
def _(stage):
    sandbox, program, address = opened(stage)
    go_to(program, "last name ")
    program.keys("Enter C-u")
    program.type("Zulu")
    program.keys("Enter")
    program.wait_for("last name +Zulu")
    program.wait_for("2 Contact · Ada Zulu")
    program.wait_for("→ Zulu", slice(-3, None))
    same(contact_of(sandbox, address)["lastName"], "Zulu", "the last name on the server")
    program.keys("Esc")
    program.wait_for(f"{address}.*Zulu")


@story("a bad value is said at the line, and Esc leaves it as it was")
def _(stage):
    _, program, _ = opened(stage)
    go_to(program, "language ")
    program.keys("e C-u")
    program.type("klingon language")
    program.keys("Enter")
    program.wait_for("A language is a code")
    program.keys("Esc")
    program.gone("A language is a code")
    program.wait_for("language +it")


@story("embedded data is changed, added and dropped, and the rest stays as it is")
def _(stage):
    sandbox, program, address = opened(stage)
    go_to(program, "Team ")
    program.keys("e C-u")
    program.type("green")
    program.keys("Enter")
    program.wait_for("Team +green")
    program.wait_for("→ green", slice(-3, None))
    same(contact_of(sandbox, address)["embeddedData"], {"Team": "green", "Points2": "007"}, "after the change")
    program.keys("n")
    program.wait_for("name=value")
    program.type("Shoe size = 43")
    program.keys("Enter")
    program.wait_for("Shoe size +43")
    program.wait_for("→ 43", slice(-3, None))
    same(contact_of(sandbox, address)["embeddedData"], {"Team": "green", "Points2": "007", "Shoe size": "43"},
         "after the new one")
    go_to(program, "Points2 ")
    program.keys("D")
    program.wait_for("Drop Points2 = 007")
    program.keys("Enter")
    program.gone("Drop Points2")
    program.wait_idle()
    true("Points2" in program.text(), "a bare Enter dropped it")
    program.keys("D y")
    program.gone("Points2  +007")
    program.wait_for("→ nothing", slice(-3, None))
    same(contact_of(sandbox, address)["embeddedData"], {"Team": "green", "Shoe size": "43"}, "after the drop")
    program.keys("u")
    program.wait_for("Points2  +007")
    program.wait_for("taken back", slice(-3, None))
    same(contact_of(sandbox, address)["embeddedData"], {"Team": "green", "Points2": "007", "Shoe size": "43"},
         "after u")


@story("a new embedded field that is refused can be typed again")
def _(stage):
    _, program, _ = opened(stage)
    program.keys("n")
    program.wait_for("name=value")
    program.type("no equals sign")
    program.keys("Enter")
    program.wait_for("name=value")
    program.wait_for("no equals sign")


@story("embedded data that someone else changed meanwhile is asked about")
def _(stage):
    sandbox, program, address = opened(stage)
    contact = contact_of(sandbox, address)
    go_to(program, "Team ")
    program.keys("e C-u")
    program.type("green")
    sandbox.api("PUT", contact["path"], {"embeddedData": {"Team": "red", "Points2": "007", "Other": "new"}})
    program.keys("Enter")
    program.wait_for("someone else changed Team")
    program.wait_for("theirs: red")
    program.keys("m")
    program.wait_for("red → green", slice(-3, None))
    same(contact_of(sandbox, address)["embeddedData"], {"Team": "green", "Points2": "007", "Other": "new"},
         "on the server")
    program.wait_for("Other +new")


tell()
