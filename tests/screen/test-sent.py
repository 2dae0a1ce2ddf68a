# SPDX-License-Identifier: GPL-3.0-or-later
"""What was launched, in its pane: it waits, is called back or leaves; and its numbers."""
import re

from launching import confirm, opened, to_review
from screen import same, story, tell, true


def launched(stage):
    """A launch that waits, under the cursor of pane 4, zoomed."""
    sandbox, program = opened(stage)
    to_review(program)
    number = confirm(program)
    program.wait_for("(?i)leaves in")
    program.keys("4")
    program.wait_for("4 Distributions · Alumni voices")
    program.wait_for(r"invite +Spring panel .* 0[0-9]:[0-9][0-9] ")
    program.keys("g")
    return sandbox, program, number


@story("x calls back what waits in pane 4, after asking")
def _(stage):
    sandbox, program, _ = launched(stage)
    program.keys("x")
    program.wait_for("so that nothing is sent")
    program.keys("Enter")
    program.gone("so that nothing is sent")
    program.wait_for("(?i)leaves in")
    program.keys("x y")
    program.wait_for("Called back: nothing was sent")
    program.gone("(?i)leaves in")
    program.gone("Spring panel .* 0[0-9]:[0-9][0-9] ")
    sandbox.advance(600)
    same(len(sandbox.mails()), 0, "mails")


@story("x is refused before it asks when less than 30 seconds are left")
def _(stage):
    sandbox, program, number = launched(stage)
    program.wait_for("x cancel send")
    sandbox.advance(272)
    for _ in range(3):
        program.keys("R")
        program.wait_idle()
    program.gone("x cancel send")
    program.keys("x")
    program.wait_for("It leaves in less than 30 seconds, too soon to be called back")
    true("so that nothing is sent" not in program.text(), "it asks")
    sandbox.advance(60)
    same(len(sandbox.mails()), number, "mails")


@story("an answer without a word calls nothing back: what is there still leaves, and u tries again")
def _(stage):
    sandbox, program, _ = launched(stage)
    sandbox.fault("DELETE /API/v3/distributions/* empty x1")
    program.keys("u")
    program.wait_for("Not called back: .*is still there, and leaves")
    program.keys("Esc")
    program.wait_for("leaves in .* .u undo.")
    sandbox.fault("DELETE /API/v3/distributions/* empty x1")
    sandbox.fault("GET /API/v3/distributions/* status=403 x1")
    program.keys("u")
    program.wait_for("Called back or not, nobody knows yet")
    program.keys("Esc")
    program.wait_for("leaves in .* .u undo.")
    program.keys("u")
    program.wait_for("Called back: nothing was sent")
    program.gone("(?i)leaves in")
    sandbox.advance(600)
    same(len(sandbox.mails()), 0, "mails")


@story("the end of one call back lets no other be made twice")
def _(stage):
    sandbox, program = opened(stage)
    for _ in range(2):
        to_review(program)
        confirm(program)
        program.wait_for("leaves at .* u calls it back")
        program.wait_idle()
    program.keys("4")
    program.wait_for(" 1/4 ")
    sandbox.fault("DELETE /API/v3/distributions/* stall x1")
    sandbox.fault("DELETE /API/v3/distributions/* status=403 x1")
    program.keys("u")
    program.wait_for("Calling back")
    program.keys("j x y")
    program.wait_for("Not called back: ")
    program.keys("Esc u")
    program.wait_for("Calling back")
    program.keys("L")
    program.wait_for("╭ Request log")
    same(len(re.findall(" DELETE ", program.text())), 2, "requests to delete")


@story("x says why it cannot call back what has left")
def _(stage):
    sandbox, program, number = launched(stage)
    sandbox.advance(600)
    program.keys("r")
    program.wait_for(f"Spring panel +{number} .*done")
    program.wait_idle()  # one reply alone turns no clock
    program.keys("x")
    program.wait_for("(?i)it has left already")
    same(len(sandbox.mails()), number, "mails")


@story("Enter on a distribution shows its numbers, and they move")
def _(stage):
    sandbox, program, number = launched(stage)
    program.keys("Enter")
    program.wait_for("Distribution · Alumni voices")
    program.wait_for("Sent +0")
    sandbox.advance(600)
    program.keys("r")
    program.wait_for(f"Sent +{number}")
    sandbox.advance(86400)
    program.keys("r")
    program.wait_for("Opened +[1-9]")
    program.wait_idle()  # one reply alone turns no clock
    program.keys("x")
    program.wait_for("(?i)it has left already")
    program.keys("Esc")
    program.wait_for("4 Distributions · Alumni voices")


@story("Esc in the card of a recipient goes back to the numbers that it was opened from")
def _(stage):
    sandbox, program, number = launched(stage)
    sandbox.advance(600)
    program.keys("Enter")
    program.wait_for("Distribution · Alumni voices")
    program.keys("r")
    program.wait_for(f"Sent +{number}")
    program.wait_for("Rossi")
    program.wait_idle()
    program.keys("Enter")
    program.wait_for("2 Contact · .*Rossi")
    program.keys("Esc")
    program.wait_for("4 Distribution · Alumni voices")
    program.gone("2 Contact · ")
    program.keys("Esc")
    program.wait_for("4 Distributions · Alumni voices")


@story("the numbers of what nobody has got yet do not read the whole list for names")
def _(stage):
    _, program, _ = launched(stage)
    program.keys("Enter")
    program.wait_for("Nobody yet")
    program.wait_idle()
    program.keys("L g")
    program.wait_for("Request log")
    program.wait_idle()
    true(re.search(r"distributions/EMD_", program.text().splitlines()[3]), "the last request is not the history's")


@story("x in the numbers calls back what has not left")
def _(stage):
    sandbox, program, _ = launched(stage)
    program.keys("Enter")
    program.wait_for("Sent +0")
    program.keys("x")
    program.wait_for("so that nothing is sent")
    program.keys("y")
    program.wait_for("Called back: nothing was sent")
    program.gone("(?i)leaves in")
    program.gone("Distribution · Alumni voices")
    program.wait_for("4 Distributions · Alumni voices")
    program.gone("Spring panel .* 0[0-9]:[0-9][0-9] ")
    sandbox.advance(600)
    true(not sandbox.mails(), "mails left")


@story("u in the numbers calls back what has not left, and they go")
def _(stage):
    sandbox, program, _ = launched(stage)
    program.keys("Enter")
    program.wait_for("Sent +0")
    program.keys("u")
    program.wait_for("Called back: nothing was sent")
    program.wait_for("4 Distributions · Alumni voices")
    sandbox.advance(600)
    true(not sandbox.mails(), "mails left")


tell()
