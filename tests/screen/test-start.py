# SPDX-License-Identifier: GPL-3.0-or-later
"""From the first start to a way out: no connection yet, a wrong token, small terminals, the demo."""
import fcntl
import os
import re
import signal
import struct
import termios

from people import contacts_of
from screen import SANITIZED, TOKEN, TOP, same, story, tell, true


@story("the first start asks for a connection, and a good one opens the account")
def _(stage):
    sandbox = stage.sandbox("--contacts", "50")
    program = stage.canvass()
    program.wait_for("(?i)server")
    program.type("work")
    program.keys("Tab")
    program.type(sandbox.url)
    program.keys("Tab")
    program.type(TOKEN)
    true(TOKEN not in program.text(), "the token can be read on the screen")
    program.keys("C-s")
    program.wait_for("Contacts")
    program.wait_for(r"@")
    true(TOKEN not in program.text(), "the token can be read on the screen")
    for folder, _, files in os.walk(stage.folder):
        for name in files:
            with open(os.path.join(folder, name), "rb") as file:
                true(TOKEN.encode() not in file.read(), f"the token is in {name}")


@story("a wrong token is said in one line, and q still leaves")
def _(stage):
    program = stage.canvass(stage.sandbox(), token="wrong")
    program.wait_for("The token isn't accepted")
    program.keys("C-c")
    same(program.wait_end(), 0, "exit status")


@story("C-c quits from a form, Q from a question, and a letter that is typed is a letter")
def _(stage):
    sandbox = stage.sandbox("--contacts", "50")
    program = stage.canvass()
    program.wait_for("(?i)server")
    program.keys("Q")
    program.wait_for("Name.*Q")
    program.keys("C-c")
    same(program.wait_end(), 0, "exit status")
    program = stage.canvass(sandbox)
    program.wait_for("@")
    program.keys("?")
    program.wait_for("next row")
    program.keys("Q")
    same(program.wait_end(), 0, "exit status")
    program = stage.canvass(sandbox)
    program.wait_for("@")
    program.keys("2 / Q")
    program.wait_for("filter: Q")
    program.keys("C-c")
    same(program.wait_end(), 0, "exit status")


@story("C-l paints anew what another program wrote across, over forms, lists, questions and a filter too")
def _(stage):
    program = stage.canvass(stage.sandbox("--contacts", "50"))
    program.wait_for("@")

    def written_across():
        program.wait_idle()
        program.stream.feed(b"\x1b[1;1HBroadcast message")
        program.keys("C-l")
        program.gone("Broadcast message")
        program.wait_for("^ canvass ")

    written_across()
    for keys, shows in (("m", "Launch|Subject"), ("Tab Enter", "Subject"), ("Esc Esc", "@"), ("2 /", "Enter keep"),
                        ("Esc :", "╭ Commands"), ("Esc ?", "next row")):
        program.keys(keys)
        program.wait_for(shows)
        written_across()


@story("a server that is not there is said, and the keys answer")
def _(stage):
    program = stage.program([os.environ["top_builddir"] + "/canvass", "--idle-fd", "{idle}", "--server",
                             "http://127.0.0.1:9"], CANVASS_TOKEN=TOKEN)
    program.wait_for("(?i)refused|reach|connect")
    program.keys("?")
    program.wait_for("next row")
    program.keys("q")
    program.gone("next row")
    program.keys("C-c")
    same(program.wait_end(), 0, "exit status")


@story("the frame is drawn before anything answers")
def _(stage):
    program = stage.canvass(stage.sandbox("--fault", "* * stall"))
    program.wait_for("1 Directories")
    program.wait_for("(?i)loading")


@story("80x24 shows four panes or one of them, and all of them can be reached")
def _(stage):
    program = stage.canvass(stage.sandbox("--contacts", "50"), width=80, height=24)
    program.wait_for("Spring panel")
    for key, title in ("2", "Contacts"), ("3", "Surveys"), ("4", "Distributions"), ("1", "Directories"):
        program.keys(key)
        program.wait_for(f"╭ {key} {title}")
    program.wait_idle()
    true(all(len(line) <= 80 for line in program.lines()), "a line is too long")


@story("60x16 works, below it one line says so")
def _(stage):
    program = stage.canvass(stage.sandbox("--contacts", "50"), width=60, height=16)
    program.wait_for("Directories")
    program.keys("2")
    program.wait_for("@")
    program.resize(40, 10)
    program.wait_for("(?i)small|60x16|60 ?[x×] ?16")
    program.resize(60, 16)
    program.wait_for("@")


@story("where nothing can be seen no key does anything but quit, redraw and suspend")
def _(stage):
    sandbox = stage.sandbox("--contacts", "50")
    program = stage.canvass(sandbox, width=100, height=30)
    program.wait_for("@")
    program.keys("2")
    program.wait_idle()
    before, people = program.lines()[1:], contacts_of(sandbox)
    for width, height in ((59, 30), (100, 15), (20, 5)):
        program.resize(width, height)
        program.wait_for("canvass needs")
        program.keys("j D y Space Enter C-l")
        program.wait_idle()
        program.wait_for("canvass needs")
        program.resize(100, 30)
        program.wait_for("@")
        program.wait_idle()
        same(program.lines()[1:], before, "what is seen afterwards")
    same(contacts_of(sandbox), people, "contacts")
    program.keys("n")
    program.wait_for("New contact")
    program.resize(59, 15)
    program.wait_for("canvass needs")
    program.type("Qx\r")
    program.wait_idle()
    program.resize(100, 30)
    program.wait_for("New contact")
    true("Qx" not in program.text(), "it was typed unseen")
    program.resize(59, 15)
    program.wait_for("canvass needs")
    program.keys("C-c")
    same(program.wait_end(), 0, "exit status")


@story("a terminal that cannot move its cursor, or is unknown, is refused in one line")
def _(stage):
    program = os.path.join(TOP, "canvass")
    for terminal, reason in (("dumb", "cannot move its cursor"), ("nonsense", "is unknown"), ("", "is unknown")):
        shell = stage.program(["/bin/sh", "-c", f"'{program}' --demo; echo status $?"], TERM=terminal)
        shell.wait_for(r"^canvass: the terminal.*\(TERM\) " + reason)
        shell.wait_for("^status 2")
        same([line for line in shell.lines() if line][2:], [], "more lines")


@story("LINES and COLUMNS that another terminal left in the environment change nothing")
def _(stage):
    program = stage.canvass(stage.sandbox("--contacts", "50"), LINES="5", COLUMNS="-3")
    program.wait_for("ada.rossi@")


@story("a terminal that says it is larger than any takes no more memory than a large one")
def _(stage):
    program = stage.canvass(stage.sandbox("--contacts", "50"))
    program.wait_for("ada.rossi@")
    program.wait_idle()
    for rows, columns in ((30, 65535), (65535, 100), (4000, 4000)):
        fcntl.ioctl(program.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        program.keys("C-l")
        program.resize(100, 30)
        program.wait_for("ada.rossi@")
        program.wait_idle()
    with open(f"/proc/{program.process.pid}/status", encoding="utf-8") as status:
        peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM:"))
    print(f"# at most {peak} KiB")
    true(SANITIZED or peak < 300 * 1024, f"{peak} KiB")


@story("SIGTERM gives the terminal back")
def _(stage):
    program = stage.canvass(stage.sandbox("--contacts", "50"))
    program.wait_for("@")
    program.process.send_signal(signal.SIGTERM)
    program.wait_end()
    true(1049 << 5 not in program.terminal.mode, "still on the other screen")
    true(program.terminal.mode and 25 << 5 in program.terminal.mode, "the cursor stays hidden")


@story("the demo opens without anything, and leaves nothing behind")
def _(stage):
    program = stage.canvass(None, "--demo", "--contacts", "200")
    program.wait_for("@")
    program.keys("C-c")
    same(program.wait_end(), 0, "exit status")
    left = [os.path.join(folder, name) for folder, _, files in os.walk(stage.folder)
            for name in files if not name.startswith("stderr")]
    true(not left, f"files are left: {left}")
    true(not re.search(r"canvass-sandbox", program.text()), "the sandbox spoke to the terminal")


tell()
