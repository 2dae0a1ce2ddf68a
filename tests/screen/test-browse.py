# SPDX-License-Identifier: GPL-3.0-or-later
"""Looking at people: long lists, filter, sort, marks, the card; and that nothing keeps a key from its answer."""
import re

from people import contacts_of, open_list, rows_of_contacts
from screen import PATIENCE, same, story, tell, true


@story("a list of 12,000 comes page by page while it is scrolled")
def _(stage):
    sandbox = stage.sandbox("--contacts", "12000")
    program = stage.canvass(sandbox, width=120, height=36)
    open_list(program)
    program.wait_for(r"12,000")
    first = program.text()
    for _ in range(8):
        program.keys("PgDn")
        program.wait_idle()
    true(program.text() != first, "nothing moved")
    program.wait_for(r"@")
    program.keys("g")
    program.wait_idle()
    same(rows_of_contacts(program)[0], rows_of_contacts(first)[0], "the first row")


@story("a key of another place says that it is not of this one, and help tells its longest line whole")
def _(stage):
    program = stage.canvass(stage.sandbox("--contacts", "60"), width=120, height=36)
    open_list(program)
    program.keys("a")
    program.wait_for(r"activate: not in Contacts; \? shows its keys")
    program.keys("?")
    program.wait_for("Help · Contacts")
    text = program.text()
    for _ in range(12):
        program.keys("C-d")
        program.wait_idle()
        text += program.text()
    true("an error" in text, "the end of what Esc does is not told")
    true("calls to the server in the last minute, which it limits" in text, "the top line is not explained")
    program.keys("Esc")
    program.wait_for(" [0-9]+ calls?/min", slice(0, 1))


@story("help tells each group of keys once")
def _(stage):
    program = stage.canvass(stage.sandbox("--contacts", "60"), width=120, height=110)
    open_list(program)
    for place in ("1", "2", "3", "4"):
        program.keys(place)
        program.wait_idle()
        program.keys("?")
        program.wait_for("Top line")
        heads = re.findall(r"│ (Move|Go|Look|Change|Send|More) +[│┃]", program.text())
        same(sorted(heads), sorted(set(heads)), f"groups in the help of pane {place}")
        true("More" in heads, f"no groups in the help of pane {place}")
        program.keys("Esc")
        program.gone("Top line")


@story("the filter narrows while it is typed, and Esc brings all back")
def _(stage):
    program = stage.canvass(stage.sandbox("--contacts", "300"), width=120, height=36)
    open_list(program)
    program.wait_idle()
    before = rows_of_contacts(program)
    word = re.search(r"[a-z]+", before[3]).group()
    program.keys("/")
    program.type(word)
    program.wait_for(f"(?i)filter: *{word}")
    program.wait_idle()
    shown = rows_of_contacts(program)
    true(shown and all(word in address.lower() for address in shown), f"other rows are shown: {shown}")
    program.keys("Enter Esc")
    program.gone("(?i)filter: ")
    program.wait_idle()
    same(rows_of_contacts(program), before, "rows without the filter")


@story("with a server that never answers every key does")
def _(stage):
    sandbox = stage.sandbox("--contacts", "500")
    program = stage.canvass(sandbox, width=120, height=36)
    open_list(program)
    program.wait_idle()
    sandbox.fault("* * stall")
    program.keys("R")
    program.keys("?")
    program.wait_for("(?i)next row")
    program.keys("q")
    program.gone("(?i)next row")
    for key, title in ("3", "Surveys"), ("4", "Distributions"), ("2", "Contacts"):
        program.keys(key)
        program.wait_for(title)
    program.keys("/")
    program.type("zzz")
    program.wait_for("(?i)filter: *zzz")
    program.keys("C-c")
    same(program.wait_end(), 0, "exit status")


@story("the end of a long list asks before it pulls everything, then goes there")
def _(stage):
    program = stage.canvass(stage.sandbox("--contacts", "12000"), width=120, height=36)
    open_list(program)
    program.keys("G")
    program.wait_for("(?i)12,000|11,[0-9]{3} more")
    program.wait_idle()
    program.keys("y")
    program.wait_for(r"12,000/12,000")


@story("the text cursor stands where a filter is typed, in every pane, and goes back to the row")
def _(stage):
    program = stage.canvass(stage.sandbox("--contacts", "60"), width=120, height=40)
    program.wait_for("ada.rossi@")
    for pane in "1234":
        program.keys(pane + " /")
        program.type("a")
        program.wait_for("│ /a")
        program.wait_idle()
        row, line = program.row_of("│ /a")
        same(program.cursor(), (line.index("/a") + 2, row), f"the cursor in pane {pane}")
        same(program.terminal.cursor.hidden, False, f"the cursor is hidden in pane {pane}")
        program.keys("Esc")
        program.gone("│ /a")
        program.wait_idle()
        same(program.terminal.cursor.hidden, True, f"the cursor is hidden again in pane {pane}")


@story("a filter does not pull a very long list")
def _(stage):
    program = stage.canvass(stage.sandbox("--contacts", "300000"), width=120, height=36)
    open_list(program)
    program.wait_for("of 300,000")
    program.keys("/")
    program.type("nobody-is-called-so")
    program.wait_for("G loads the whole list")
    program.keys("Enter")
    program.wait_idle()
    loaded = int(re.search(r"([0-9,]+) of 300,000", program.text()).group(1).replace(",", ""))
    true(loaded < 2000, f"{loaded} contacts were loaded")
    program.keys("Esc")
    program.wait_for("@")


@story("asking again shows what was renamed, and no more what is gone")
def _(stage):
    sandbox = stage.sandbox("--contacts", "20")
    program = stage.canvass(sandbox, width=120, height=36)
    program.wait_for("Alumni 2025")
    program.wait_for("Board")
    directory = sandbox.api("GET", "directories")["elements"][0]["directoryId"]
    path = f"directories/{directory}/mailinglists"
    lists = {each["name"]: f"{path}/{each['mailingListId']}" for each in sandbox.api("GET", path)["elements"]}
    sandbox.api("PUT", lists["Alumni 2025"], {"name": "Old friends"})
    sandbox.api("DELETE", lists["Board"])
    program.keys("1 r")
    program.wait_for("Old friends")
    program.gone("Board")
    true(not any("Alumni 2025" in line[:45] for line in program.lines()), "the old name is there still")


@story("a name that would write over the screen is shown as harmless text")
def _(stage):
    sandbox = stage.sandbox("--contacts", "20")
    person = contacts_of(sandbox)[0]
    sandbox.api("PUT", person["path"], {"firstName": "A\x1b[2J\x1b]0;owned\x07\r\nB", "lastName": "x\u202ey"})
    program = stage.canvass(sandbox, width=120, height=36)
    open_list(program)
    program.wait_for(person["email"])
    row = program.row_of(person["email"])[1]
    true("A" in row and "xy" in row, "the name is not there")
    true("2 Contacts" in program.text(), "the screen was cleared")
    true("\u202e" not in program.text(), "the text direction was turned")
    true(program.terminal.title != "owned", "the title was set")


@story("a terminal that goes away ends the program")
def _(stage):
    program = stage.canvass(stage.sandbox("--contacts", "20"))
    program.wait_for("@")
    program.hang_up()
    program.process.wait(PATIENCE)


@story("a storm of sizes ends in a whole picture")
def _(stage):
    program = stage.canvass(stage.sandbox("--contacts", "200"), width=120, height=36)
    open_list(program)
    program.wait_idle()
    program.keys("C-l")  # a message of the start goes with any key
    program.wait_idle()
    before = program.text()
    for width, height in [(200, 50), (60, 16), (30, 8), (1, 1), (80, 24), (61, 17), (300, 100), (90, 20)] * 5:
        program.resize(width, height)
    program.resize(120, 36)
    program.wait_idle()
    program.keys("C-l")
    program.wait_idle()
    same(program.text(), before, "the screen")


@story("the request log is filtered by what was asked and how it ended")
def _(stage):
    sandbox = stage.sandbox("--contacts", "20")
    program = stage.canvass(sandbox, width=120, height=36)
    program.wait_for("ada.rossi@")
    program.wait_for("thank-you")
    program.wait_idle()
    sandbox.fault("GET /API/v3/surveys status=403 x1")
    program.keys("3 r")
    program.wait_for("Surveys: .*403")
    program.keys("L")
    program.wait_for("╭ Request log")
    program.keys("/")
    program.type("status:403")
    program.keys("Enter")
    program.wait_for("filter: status:403 .1.")
    program.wait_for("403 .* failed +surveys")
    program.keys("Enter")
    program.wait_for("GET /API/v3/surveys")
    program.keys("Esc")
    program.wait_idle()
    program.keys("Esc")  # the error, then the filter
    program.wait_idle()
    program.keys("Esc")
    program.gone("filter: status")
    program.wait_for("200 .* done +whoami")
    program.keys("s")
    program.wait_for("The newest stands first")


tell()
