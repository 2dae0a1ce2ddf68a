# SPDX-License-Identifier: GPL-3.0-or-later
"""Reminders and thank-yous: to those who did not finish, and to those who did; never twice."""
import re
from collections import Counter

from history import history_of, opened_invite
from launching import confirm
from screen import same, story, tell, true


def to_form(program, kind):
    """From the distribution to the form, which is filled in from it."""
    program.keys("f")
    program.wait_for("a reminder, to those who did not finish")
    program.keys(kind)
    program.wait_for("Subject.? +(Reminder|Thank you): Alumni voices")
    program.wait_idle()


def to_review(program):
    program.keys("C-s")
    program.wait_for("(?i)type [0-9,]+")


def left(sandbox, program, number):
    """Lets it leave; the mails a recipient."""
    program.wait_for("(?i)leaves in")
    same(len(sandbox.mails()), 0, "mails before it leaves")
    sandbox.advance(600)
    sent = Counter(re.search("CID_[A-Za-z0-9]+", name).group() for name in sandbox.mails())
    same(max(sent.values()), 1, "mails a recipient at most")
    return sum(sent.values()) - number


@story("a reminder goes to those who did not finish, once")
def _(stage):
    sandbox, program, sent = opened_invite(stage)
    entries = history_of(sandbox, sent["id"])
    states = Counter(one["status"] for one in entries)
    waiting = states["Success"] + states["Opened"] + states["SurveyStarted"]
    to_form(program, "r")
    program.wait_for("a friendly reminder")
    to_review(program)
    number = confirm(program)
    same(number, waiting, "the number that was confirmed")
    # The sandbox tries those again whose mail bounced.
    same(left(sandbox, program, number), states["HardBounce"], "mails more than that")
    made = [one for one in sandbox.api("GET", f"distributions?surveyId={sent['surveyLink']['surveyId']}")["elements"]
            if one["requestType"] == "Reminder"]
    same([one["parentDistributionId"] for one in made], [sent["id"]], "what it reminds of")


@story("the review of a reminder says what it follows, and shows the mail as one of them will read it")
def _(stage):
    sandbox, program, sent = opened_invite(stage)
    program.keys("Esc")
    program.wait_for("4 Distributions")
    to_form(program, "r")
    program.wait_for("a friendly reminder")
    to_review(program)
    program.wait_for("Survey +Alumni voices")
    program.wait_for("Follows +“Alumni voices.*”, sent .* 20[0-9][0-9] [0-9]+:[0-9]+ to Alumni 2025")
    program.wait_for("Subject +Reminder: Alumni voices")
    program.wait_for("[^ ]+, for example, will read:")
    true("${m://" not in program.text(), "it is not filled in")
    program.keys("Esc Esc")
    program.gone("Reminder · Alumni")
    # Where nobody is found by that ID the mail is shown as it is.
    sandbox.fault("GET /API/v3/directories/*/contacts/* status=404")
    to_form(program, "t")
    program.wait_for("Thank you, ")
    to_review(program)
    program.wait_for("[$]{m://FirstName}")


@story("a thank-you goes to those who finished, and u calls it back")
def _(stage):
    sandbox, program, sent = opened_invite(stage)
    finished = [one for one in history_of(sandbox, sent["id"]) if one["status"] == "SurveyFinished"]
    to_form(program, "t")
    program.wait_for("Thank you, ")
    to_review(program)
    same(confirm(program), len(finished), "the number that was confirmed")
    program.wait_for("(?i)leaves in")
    program.wait_idle()
    program.keys("u")
    program.gone("(?i)leaves in")
    sandbox.advance(600)
    same(len(sandbox.mails()), 0, "mails")


@story("a reminder whose answer is lost is looked for, and nobody gets two")
def _(stage):
    sandbox, program, _ = opened_invite(stage)
    to_form(program, "r")
    program.wait_for("a friendly reminder")
    to_review(program)
    sandbox.fault("POST /API/v3/distributions/*/reminders drop-after x1")
    number = confirm(program)
    program.wait_for("(?i)leaves in")
    left(sandbox, program, number)


@story("f from the list, and a thank-you itself can't be followed up")
def _(stage):
    _, program, _ = opened_invite(stage)
    program.keys("Esc")
    program.wait_for("4 Distributions")
    program.keys("g f")
    program.wait_for("follow-up: This is a thank-you itself")
    program.keys("j")
    to_form(program, "t")
    program.keys("Esc")
    program.gone("Thank-you · Alumni")


@story("a reminder that is left half-filled is kept, offered among the drafts, and gone when it was sent")
def _(stage):
    _, program, _ = opened_invite(stage)
    to_form(program, "r")
    program.wait_for("a friendly reminder")
    program.keys("Tab Tab Tab")
    program.type(" once more")
    program.keys("Esc")
    program.wait_for("The form is kept as it is")
    program.keys("f r")
    program.wait_for("Reminder: Alumni voices once more")
    program.keys("Esc")
    program.gone("Reminder · Alumni")
    program.keys("d")
    program.wait_for("a reminder for Alumni voices")
    program.keys("Enter")
    program.wait_for("Reminder: Alumni voices once more")
    program.wait_for("a friendly reminder")
    program.wait_idle()
    to_review(program)
    confirm(program)
    program.wait_for("once more leaves in")
    program.wait_for("None: all that was typed")


@story("on a read-only connection f is refused")
def _(stage):
    _, program, _ = opened_invite(stage, readonly=True)
    program.keys("f")
    program.wait_for("follow-up: This connection is read-only")


tell()
