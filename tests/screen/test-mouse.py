# SPDX-License-Identifier: GPL-3.0-or-later
"""The mouse: a click chooses, two open, the wheel moves, in panes and over them; --no-mouse leaves it to the terminal."""
from people import rows_of_contacts
from screen import same, story, tell, true


def opened(stage, *options):
    program = stage.canvass(stage.sandbox("--contacts", "300"), *options, width=120, height=40)
    program.wait_for("ada.rossi@")
    program.wait_for("3 Surveys · 8")
    program.wait_idle()
    return program


def click(program, x, y, button=0):
    """At a cell, counted from 0; as xterm tells it (SGR)."""
    program.type(f"\x1b[<{button};{x + 1};{y + 1}M")
    if button < 64:
        program.type(f"\x1b[<{button};{x + 1};{y + 1}m")


def click_on(program, regex, word):
    """On the first cell of the word, in the first line that matches."""
    row, line = program.row_of(regex)
    click(program, line.index(word), row)
    program.wait_idle()


@story("a click goes to the pane and its row, and the pane beside it follows")
def _(stage):
    program = opened(stage)
    row, line = program.row_of("NPS Q4")
    click(program, line.index("NPS Q4"), row)
    program.wait_for("4 Distributions · NPS Q4")
    row, line = program.row_of("│ +Board")
    click(program, line.index("Board"), row)
    program.wait_for("2 Contacts · Board")
    same(program.cursor()[1], row, "the line of the cursor")


@story("two clicks open, and one on a column's head sorts by it")
def _(stage):
    program = opened(stage)
    row, line = program.row_of("m.rossi@")
    at = f"{line.index('m.rossi') + 1};{row + 1}"
    program.type(f"\x1b[<0;{at}M\x1b[<0;{at}m\x1b[<0;{at}M\x1b[<0;{at}m")
    program.wait_for("2 Contact · Mário Rossi")
    program.keys("Esc")
    program.wait_for("m.rossi@")
    row, line = program.row_of(" Email +First")
    click(program, line.index("First"), row)
    program.wait_for("First ▲")


@story("the wheel scrolls the list under it")
def _(stage):
    program = opened(stage)
    row, line = program.row_of("m.rossi@")
    before = rows_of_contacts(program)
    for _ in range(12):
        click(program, line.index("m.rossi"), row, 65)
    program.wait_idle()
    true(before[0] not in rows_of_contacts(program), "the list has not moved")
    for _ in range(12):
        click(program, line.index("m.rossi"), row, 64)
    program.wait_for(before[0])


@story("on a small screen a click on a title goes to that pane")
def _(stage):
    program = opened(stage)
    program.resize(80, 24)
    program.wait_for("1 Directories +2 Contacts +3 Surveys")
    click_on(program, "1 Directories +2 Contacts", "3 Surveys")
    program.wait_for("╭ 3 Surveys")
    click_on(program, "1 Directories +2 Contacts", "1 Directories")
    program.wait_for("╭ 1 Directories")


@story("in a menu a click chooses, and one on what is chosen takes it")
def _(stage):
    program = opened(stage)
    program.keys("2 y")
    program.wait_for("╭ Copy")
    click_on(program, "i contact ID", "contact ID")
    program.wait_for("╭ Copy")
    click_on(program, "i contact ID", "contact ID")
    program.gone("╭ Copy")
    program.wait_for("Copied")
    true(program.copied().startswith("CID_"), "the contact ID was not copied")
    program.keys(":")
    program.type("drafts")
    program.wait_for("drafts +what was typed")
    click_on(program, "drafts +what was typed", "drafts")
    program.wait_for("╭ Drafts")


@story("a single click is no yes")
def _(stage):
    program = opened(stage)
    program.keys("3 a")
    program.wait_for("n +no +y +yes")
    click_on(program, "n +no +y +yes", "yes")
    program.wait_for("n +no +y +yes")
    click_on(program, "n +no +y +yes", "no ")
    program.wait_for("n +no +y +yes")
    click_on(program, "n +no +y +yes", "no ")
    program.gone("n +no +y +yes")
    program.keys("a")
    program.wait_for("n +no +y +yes")
    click_on(program, "n +no +y +yes", "yes")
    click_on(program, "n +no +y +yes", "yes")
    program.wait_for("○ Alumni voices")


@story("in a form a click goes to a field, opens a list and chooses in it, and presses a button")
def _(stage):
    program = opened(stage)
    program.keys("2 M")
    program.wait_for("please answer: ")
    program.wait_idle()
    click_on(program, "Name. +Alumni", "Alumni")
    program.keys("C-k")
    program.type("A name")
    program.wait_for("Name. +A name")
    click_on(program, "Survey. +Alumni", "Alumni")
    program.wait_for("Enter list", slice(-1, None))
    click_on(program, "Survey. +Alumni", "Alumni")
    program.wait_for("Enter choose", slice(-1, None))
    click_on(program, "│ NPS Q4 ", "NPS")
    program.wait_for("Survey. +NPS Q4")
    click_on(program, r"\[ Review \]", "Review")
    program.wait_for("Type [0-9,]+ to send")
    click_on(program, "Type [0-9,]+ to send", "send")
    program.keys("Esc")
    program.wait_for("Nothing was sent")


@story("a click puts the cursor into the text that is edited in place, and into another cell of the row")
def _(stage):
    program = opened(stage)
    program.keys("2 j e")
    program.wait_for("Enter save", slice(-1, None))
    row, line = program.row_of("m.rossi@")
    click(program, line.index(".rossi"), row)
    program.type("ario")
    program.wait_for("mario.rossi@example.org")
    click(program, program.row_of("mario.rossi")[1].index("Rossi"), row)
    program.keys("C-k")
    program.type("Bianchi")
    program.wait_for("mario.rossi@example.org +Mário +Bianchi")
    program.keys("Esc")


@story("in the API console a click goes to a line of the call, takes an offer, and goes to the answer")
def _(stage):
    program = opened(stage)
    program.keys("A")
    program.wait_for("GET +/whoami +whose token")
    click_on(program, "Query +name=value", "name")
    program.type("a=b")
    program.wait_for("Query +a=b")
    program.keys("C-u")
    click_on(program, "│ Call ", "Call")
    click_on(program, "GET +/whoami +whose token", "/whoami")
    program.wait_for("Call +GET /whoami")
    program.keys("Enter")
    program.wait_for("r send again", slice(-1, None))
    click_on(program, "│ Call +GET /whoami", "whoami")
    program.wait_for("Enter send", slice(-1, None))
    click_on(program, '"userName"', "userName")
    program.wait_for("r send again", slice(-1, None))


@story("--no-mouse does not ask the terminal for it")
def _(stage):
    program = opened(stage)
    true(b"\x1b[?1000h" in program.recent or b"\x1b[?1002h" in program.recent, "the mouse is not asked for")
    program.keys("C-c")
    program.wait_end()
    program = opened(stage, "--no-mouse")
    true(b"\x1b[?1000" not in program.recent and b"\x1b[?1002" not in program.recent, "the mouse is asked for")


tell()
