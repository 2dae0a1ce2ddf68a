# SPDX-License-Identifier: GPL-3.0-or-later
"""The mouse: a click chooses, two open, the wheel moves; --no-mouse leaves it to the terminal."""
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


@story("--no-mouse does not ask the terminal for it")
def _(stage):
    program = opened(stage)
    true(b"\x1b[?1000h" in program.recent or b"\x1b[?1002h" in program.recent, "the mouse is not asked for")
    program.keys("C-c")
    program.wait_end()
    program = opened(stage, "--no-mouse")
    true(b"\x1b[?1000" not in program.recent and b"\x1b[?1002" not in program.recent, "the mouse is asked for")


tell()
