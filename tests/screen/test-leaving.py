# SPDX-License-Identifier: GPL-3.0-or-later
"""Leaving while something is under way: q asks, and what is not known then is said to the shell."""
import signal

from drafting import kill
from launching import confirm, opened, recipients, to_review
from people import journal, open_list
from screen import same, story, tell, true


def ended(program, how=signal.SIGTERM):
    """What it says to the shell when it is ended, one line a thing."""
    program.process.send_signal(how)
    same(program.wait_end(), 0, "exit status")
    return program.complained().splitlines()


def says(lines, *words):
    same(len(lines), 1, f"lines, in {lines}")
    for word in words:
        true(word in lines[0], f"{word!r} is not in {lines[0]!r}")


@story("a launch that is under way, its form left: q asks, says on leaving that it may have been sent, and it is found")
def _(stage):
    sandbox, program = opened(stage)
    to_review(program)
    sandbox.fault("POST /API/v3/distributions drop-after")
    sandbox.fault("GET /API/v3/distributions* stall")
    number = confirm(program)
    program.wait_for("(?i)sending")
    program.keys("Esc q")
    program.wait_for("A launch is under way")
    program.keys("n")
    program.gone("A launch is under way")
    program.keys("q")
    program.wait_for("A launch is under way")
    program.keys("y")
    same(program.wait_end(), 0, "exit status")
    says(program.complained().splitlines(), "canvass: ended while “", "may have been sent", "next start looks for it")
    sandbox.fault("clear")
    program = stage.canvass(sandbox, width=120, height=40)
    program.wait_for("(?i)leaves in", slice(0, 1))
    sandbox.advance(600)
    same(sum(recipients(sandbox).values()), number, "mails")


@story("a call back that is under way: q asks, and it is said on leaving that it may leave all the same")
def _(stage):
    sandbox, program = opened(stage)
    to_review(program)
    confirm(program)
    program.wait_for("u calls it back")
    program.wait_idle()
    sandbox.fault("DELETE /API/v3/distributions/* stall")
    program.keys("u")
    program.wait_for("Calling back")
    program.keys("q")
    program.wait_for("A send is being called back. Quit without knowing")
    program.keys("n")
    program.gone("Quit without knowing")
    says(ended(program), "ended while a send was being called back", "may leave all the same")
    sandbox.fault("clear")
    program = stage.canvass(sandbox, width=120, height=40)
    program.wait_for("Not called back: it is still there, and leaves")
    program.keys("Esc u")
    program.wait_for("Called back: nothing was sent")
    sandbox.advance(600)
    same(len(sandbox.mails()), 0, "mails")


@story("a call back that was done, and its answer lost when the program was killed, is known by the next start")
def _(stage):
    sandbox, program = opened(stage)
    to_review(program)
    confirm(program)
    program.wait_for("u calls it back")
    program.wait_idle()
    path = f"distributions?surveyId={journal(stage)[0]['survey']}"
    before = len(sandbox.api("GET", path)["elements"])
    sandbox.fault("DELETE /API/v3/distributions/* slow=1 x1")  # done; the answer takes minutes
    program.keys("u")
    program.wait_for("Calling back")
    while len(sandbox.api("GET", path)["elements"]) == before:
        pass
    kill(program)
    sandbox.fault("clear")
    program = stage.canvass(sandbox, width=120, height=40)
    program.wait_for("called back, nothing was sent .the program ended before the answer came")
    program.gone("(?i)leaves in")
    same([entry["kind"] for entry in journal(stage)][-2:], ["send-calling", "send-cancelled"], "the journal's last entries")
    program.keys("q")
    same(program.wait_end(), 0, "exit status")
    program = stage.canvass(sandbox, width=120, height=40)
    program.wait_for("@")
    program.wait_idle()
    true("called back" not in program.text(), "it is said again")


@story("a list that is being made and an edit on its way are named on leaving, whatever ended the program")
def _(stage):
    sandbox = stage.sandbox("--contacts", "40")
    program = stage.canvass(sandbox, width=120, height=40)
    program.wait_for("@")
    program.wait_idle()
    sandbox.fault("POST /API/v3/directories/*/mailinglists stall")
    program.keys("n")
    program.wait_for("New list in")
    program.type("Winter panel")
    program.keys("Enter")
    program.wait_for("Creating Winter panel")
    says(ended(program, signal.SIGHUP), "ended while Winter panel was on its way", "may have been made")
    sandbox.fault("clear")
    sandbox.fault("PUT * stall")
    program = stage.canvass(sandbox, width=120, height=40)
    open_list(program)
    program.keys("e")
    program.wait_idle()
    program.keys("Tab C-u")
    program.type("Zoltana")
    program.keys("Enter")
    program.wait_for("(?i)saving")
    says(ended(program, signal.SIGINT), "ended while a change was on its way", "look whether it was saved")


@story("what waits to leave when the program is quit is said, and until when it can be called back")
def _(stage):
    sandbox, program = opened(stage)
    to_review(program)
    number = confirm(program)
    program.wait_for("(?i)leaves in", slice(0, 1))
    program.keys("q")
    same(program.wait_end(), 0, "exit status")
    says(program.complained().splitlines(), "” leaves at ", "with canvass or without. Until ", " u calls it back.")
    sandbox.advance(600)
    same(sum(recipients(sandbox).values()), number, "mails")


@story("nothing is said where nothing is under way")
def _(stage):
    _, program = opened(stage)
    same(ended(program), [], "lines")


@story("what was typed and lives in memory only is not quit without a question")
def _(stage):
    _, program = opened(stage)
    program.keys("m")
    program.wait_for("Subject")
    program.wait_idle()
    program.keys("Tab Tab")
    program.type(" half")
    program.keys("Esc")
    program.wait_for("The form is kept as it is, until you quit")
    program.keys("q")
    program.wait_for("1 draft .d shows it. is in memory only")
    program.keys("n m")
    program.wait_for("go on with the form that was left here")
    program.keys("Esc")
    program.gone("go on with the form")
    program.keys("q")
    program.wait_for("1 draft .d shows it. is in memory only")
    program.keys("y")
    program.wait_end()


tell()
