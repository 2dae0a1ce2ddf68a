# SPDX-License-Identifier: GPL-3.0-or-later
"""An email distribution from the form to the mails; and all the ways in which none may leave, or none twice."""
import re
from collections import Counter

from launching import confirm, opened, reachable, recipients, to_review
from people import contacts_of, open_list
from screen import same, story, tell, true


@story("each recipient gets exactly one mail")
def _(stage):
    sandbox, program = opened(stage)
    to_review(program)
    number = confirm(program)
    program.wait_for("(?i)leaves in")
    same(len(sandbox.mails()), 0, "mails before it leaves")
    sandbox.advance(600)
    wanted = Counter(reachable(sandbox))
    same(recipients(sandbox), wanted, "mails a recipient")
    same(sum(wanted.values()), number, "the number that was confirmed")


@story("what was sent is under the cursor of pane 4, also where another survey stood in pane 3")
def _(stage):
    sandbox, program = opened(stage)
    program.keys("2 m")
    program.wait_for(r"Survey\* +Alumni voices")
    program.wait_idle()
    program.keys("Enter Down Enter C-s")
    program.wait_for("Survey +NPS Q4")
    confirm(program)
    program.wait_for("(?i)leaves in")
    program.keys("4")
    program.wait_for("Distributions · NPS Q4", slice(0, 3))
    program.wait_for("Spring panel.* 0[45]:[0-9][0-9]")
    program.wait_idle()
    true(re.search("Spring panel.* 0[45]:[0-9][0-9]", program.lines()[program.cursor()[1]]), "the cursor is not on it")
    program.keys("j j 2 m")
    program.wait_for(r"Survey\* +NPS Q4")
    program.wait_idle()
    program.keys("C-s")
    confirm(program)
    program.wait_for("leaves at")
    program.keys("4")
    program.wait_for("Distributions · NPS Q4", slice(0, 3))
    program.wait_idle()
    true(re.search("Spring panel.* 0[45]:[0-9][0-9]", program.lines()[program.cursor()[1]]), "the cursor is not on the second")


@story("the survey is found by typing its name, and what is not found is not chosen")
def _(stage):
    _, program = opened(stage)
    program.keys("m")
    program.wait_for(r"Survey\* +[(]choose a survey[)]|Survey\* +\S")
    program.wait_idle()
    program.keys("Enter")
    program.wait_for("type to find")
    program.type("nps")
    program.wait_for("1 of [0-9]+ ?│")
    program.keys("Enter")
    program.wait_for(r"Survey\* +NPS Q4")
    program.wait_idle()
    program.type("alumnx")
    program.wait_for("none of [0-9]+")
    program.keys("Enter BSpace")
    program.wait_for("1 of [0-9]+ ?│")
    program.keys("Esc C-s")
    program.wait_for("Survey +NPS Q4")


@story("an address that is on the list twice may get two mails, and the review does not say otherwise")
def _(stage):
    sandbox, program = opened(stage)
    people = contacts_of(sandbox)
    sandbox.api("PUT", people[3]["path"], {"email": people[0]["email"].upper()})
    to_review(program)
    program.wait_for("1 twice on the")
    program.wait_for("Leaves .*: now plus the undo window of 5 min")
    program.wait_for("Careful +an address that is on the list twice may get two mails, as Qualtrics")
    program.wait_for(f"decides: {people[3]['firstName']}")
    number = confirm(program)
    program.wait_for("(?i)leaves in")
    sandbox.advance(600)
    same((number, len(sandbox.mails())), (len(reachable(sandbox)) - 1, number + 1), "the number, and the mails")


@story("the review says when the list got this survey before, and of another survey it does not")
def _(stage):
    sandbox, program = opened(stage)
    to_review(program)
    true("got this survey" not in program.text(), "it is said of the first one")
    number = confirm(program)
    program.wait_for("(?i)leaves in")
    sandbox.advance(600)
    to_review(program)
    program.wait_for("Careful +this list, or some of it, got this survey .*[0-9]:[0-9]+")
    program.wait_for(f".{number} mails.: they get it once more")
    program.keys("Esc Esc")
    program.gone("Distribute by email")
    program.keys("m")
    program.wait_for("Survey")
    program.wait_idle()
    program.type("nps")
    program.keys("Enter C-s")
    program.wait_for("(?i)type [0-9,]+")
    true("got this survey" not in program.text(), "it is said of another survey")


@story("on a small screen the review ends before the question, says that it goes on, and names all who are left out")
def _(stage):
    sandbox, program = opened(stage)
    program.resize(80, 24)
    program.wait_idle()
    to_review(program)
    program.wait_for("(?i)type [0-9,]+")
    lines = program.lines()
    question = next(i for i, line in enumerate(lines) if "Type " in line)
    true(re.search("↓ [0-9]+ more lines ─", lines[question - 1]), "no line between the text and the question")
    program.wait_for("and 1 more .named below.")
    program.keys("PgDn PgDn PgDn")
    program.wait_for("Dear Ada,")
    greeting = next(i for i, line in enumerate(program.lines()) if "Dear Ada," in line)
    same(program.lines()[greeting + 1].strip("│┃ "), "", "below the greeting")
    program.wait_for("^│ CID_[A-Za-z0-9]+ .no address.")
    program.wait_for("^│ João Simões .no address.")
    true("more lines" not in program.text(), "it goes on")


@story("a bare Enter sends nothing")
def _(stage):
    sandbox, program = opened(stage)
    to_review(program)
    program.wait_for("(?i)type [0-9,]+")
    program.keys("Enter Enter")
    program.wait_idle()
    sandbox.advance(600)
    same(len(sandbox.mails()), 0, "mails")


@story("u calls it back before it leaves, and the outbox stays empty")
def _(stage):
    sandbox, program = opened(stage)
    to_review(program)
    program.wait_for("Undo +u calls it back until ([0-9]+ [A-Z][a-z]+ )?[0-9:]+, then it can't be undone")
    confirm(program)
    program.wait_for("(?i)leaves in")
    program.keys("u")
    program.gone("(?i)leaves in")
    sandbox.advance(600)
    same(len(sandbox.mails()), 0, "mails")


@story("u takes the last thing back first: an edit after a launch, then the launch, but marks not before it")
def _(stage):
    sandbox, program = opened(stage)
    program.keys("2")
    program.wait_for("ada.rossi@")
    program.keys("e Tab C-u")
    program.type("Before")
    program.keys("Enter")
    program.wait_for("first name Ada → Before")
    program.keys("1")
    program.wait_idle()
    to_review(program)
    confirm(program)
    program.wait_for("leaves in .* .u undo.")
    program.keys("2 e Tab C-u")
    program.type("After")
    program.keys("Enter")
    program.wait_for("first name Before → After")
    program.wait_for("leaves in .* .x in pane 4.")
    program.keys("u")
    program.wait_for("first name is Before again")
    program.wait_for("leaves in .* .u undo.")
    program.keys("Space Esc")
    program.wait_for("1 no longer marked")
    program.wait_for("leaves in .* .u undo.")
    sandbox.fault("DELETE /API/v3/distributions/* status=403 x1")
    program.keys("u")
    program.wait_for("Not called back: ")
    program.keys("Esc")
    program.wait_for("leaves in .* .u undo.")
    program.keys("u")
    program.wait_for("Called back: nothing was sent")
    program.gone("(?i)leaves in")
    program.keys("u")
    program.wait_for("1 marked again")
    program.keys("u")
    program.wait_for("first name is Ada again")
    sandbox.advance(600)
    same(len(sandbox.mails()), 0, "mails")


@story("a lost answer is looked for, and nothing is sent twice")
def _(stage):
    sandbox, program = opened(stage)
    to_review(program)
    sandbox.fault("POST /API/v3/distributions drop-after x1")
    confirm(program)
    program.wait_for("(?i)leaves in")
    sandbox.advance(600)
    most = max(recipients(sandbox).values(), default=0)
    same(most, 1, "mails a recipient at most")


@story("the review of the same survey to the same list says that one waits already, in another copy too")
def _(stage):
    sandbox, program = opened(stage)
    copy = stage.canvass(sandbox, width=120, height=40)
    open_list(copy)
    copy.wait_idle()
    to_review(program)
    true("already waits" not in program.text(), "it is said of the first one")
    confirm(program)
    program.wait_for("(?i)leaves in")
    for one in (program, copy):
        to_review(one)
        one.wait_for("Careful +this survey already waits to leave to this list")


@story("killed after the confirmation, the next start knows of the send and calls it back")
def _(stage):
    sandbox, program = opened(stage)
    to_review(program)
    confirm(program)
    program.wait_for("(?i)leaves in")
    program.process.kill()
    program.process.wait()
    again = stage.canvass(sandbox, width=120, height=40)
    again.wait_for("(?i)leaves in")
    again.keys("u")
    again.gone("(?i)leaves in")
    sandbox.advance(600)
    true(not sandbox.mails(), "mails left")


tell()
