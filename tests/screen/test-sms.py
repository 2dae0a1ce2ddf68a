# SPDX-License-Identifier: GPL-3.0-or-later
"""SMS, one way and two ways: launched, called back, followed up; never twice."""
import os
import re

from launching import confirm, opened
from people import contacts_of
from screen import same, story, tell, true


def sms_of(sandbox, survey="Alumni voices"):
    surveys = sandbox.api("GET", "surveys")["elements"]
    number = next(one["id"] for one in surveys if one["name"] == survey)
    return sandbox.api("GET", f"distributions/sms?surveyId={number}")["elements"]


def phones_of(sandbox):
    """Those of the first list who can be written to."""
    return sorted(person["phone"] for person in contacts_of(sandbox)
                  if person.get("phone") and not person.get("unsubscribed") and not person.get("mailingListUnsubscribed"))


def to_form(program):
    program.keys("M")
    program.wait_for("Distribute by SMS")
    program.wait_for("Message +.no name. MS_")
    program.wait_for("please answer: ")
    program.wait_idle()


def launched(program):
    to_form(program)
    program.keys("C-s")
    program.wait_for("without a phone")
    program.wait_for("Costs +SMS credits for about 1 segment a person, [0-9]+ in all")
    program.wait_for(r"\(\+[0-9]+\), for example, will read:")
    program.wait_for(r"Hi \w+, please answer: \[")
    number = confirm(program)
    program.wait_for("(?i)leaves in")
    program.wait_idle()
    return number


def phones_written_to(sandbox):
    return sorted(re.search("(?m)^To: (.+)$", text).group(1) for name, text in sandbox.mails().items()
                  if name.endswith(".sms"))


@story("those with a phone get it once, its credits and segments are shown, and a reminder follows")
def _(stage):
    editor = stage.editor_that("""echo 'Still open, ${m://FirstName}: ${l://SurveyURL}' > "$1\"""")
    sandbox, program = opened(stage, EDITOR=editor)
    number = launched(program)
    same(len(sandbox.mails()), 0, "SMS before it leaves")
    sandbox.advance(600)
    same(phones_written_to(sandbox), phones_of(sandbox), "phones written to")
    same(len(phones_of(sandbox)), number, "the number that was confirmed")
    names = [person.get("firstName") or "" for person in contacts_of(sandbox) if person.get("phone")]
    true(all(any(f"Hi {name}, " in text for name in names) for text in sandbox.mails().values()), "no name is filled in")
    program.keys("4 r")
    program.wait_for("sms +Spring panel")
    program.wait_idle()
    program.keys("g Enter")
    program.wait_for(f"{number} credits +{number} segments +SMS, one way")
    program.wait_for("The library message MS_")
    program.wait_for("Hi ..m://FirstName., please answer: ..l://SurveyURL")
    program.keys("f")
    program.wait_for("a reminder, to those who did not finish")
    program.keys("r")
    program.wait_for("Reminder by SMS")
    program.wait_idle()
    program.keys("Tab Enter")
    program.wait_for("own text, written in")
    program.keys("End Enter")
    program.wait_for("Write the text")
    program.keys("Tab Enter")
    program.wait_for("Still open")
    program.keys("C-s")
    program.wait_for("who did not finish by now")
    same(confirm(program), number - number // 6, "the number that was confirmed for the reminder")
    program.wait_for("(?i)leaves in")
    sandbox.advance(600)
    same(len(phones_written_to(sandbox)), number + number - number // 6, "SMS in all")


@story("u calls it back, though an SMS is deleted elsewhere than a mail")
def _(stage):
    sandbox, program = opened(stage)
    launched(program)
    same(len(sms_of(sandbox)), 1, "SMS")
    program.keys("u")
    program.gone("(?i)leaves in")
    same(sms_of(sandbox), [], "SMS that are still there")
    sandbox.advance(600)
    same(len(sandbox.mails()), 0, "SMS sent")


@story("without an undo window nothing is said of calling it back")
def _(stage):
    folder = os.path.join(stage.folder, "config", "canvass")
    os.makedirs(folder, mode=0o700)
    with open(os.path.join(folder, "config"), "w", encoding="utf-8") as file:
        file.write("[canvass]\nundo-window = 0\n")
    _, program = opened(stage)
    to_form(program)
    program.keys("C-s")
    program.wait_for("Undo +none: it leaves too soon")
    true("the undo window" not in program.text(), "the review tells of an undo window")
    confirm(program)
    program.wait_for("leaves at .*: too soon to be called back")


@story("x in pane 4 calls it back, too")
def _(stage):
    sandbox, program = opened(stage)
    launched(program)
    program.keys("4")
    program.wait_for("sms +Spring panel")
    program.wait_idle()
    program.keys("g x")
    program.wait_for("Call it back")
    program.keys("y")
    program.gone("(?i)leaves in")
    same(sms_of(sandbox), [], "SMS that are still there")


@story("an SMS whose answer is lost is found by its name, and nobody gets two")
def _(stage):
    sandbox, program = opened(stage)
    sandbox.fault("POST /API/v3/distributions/sms drop-after x1")
    launched(program)
    same(len(sms_of(sandbox)), 1, "SMS")
    sandbox.advance(600)
    same(phones_written_to(sandbox), phones_of(sandbox), "phones written to")


@story("two ways: no text is asked for, and none is sent")
def _(stage):
    sandbox, program = opened(stage)
    to_form(program)
    program.keys("Right")
    program.wait_for("two ways: the questions come as texts")
    program.gone("please answer: ")
    program.keys("C-s")
    program.wait_for("The questions of the survey come as texts")
    confirm(program)
    program.wait_for("(?i)leaves in")
    same([one["requestType"] for one in sms_of(sandbox)], ["Interactive"], "the methods")


@story("a text without the link, or one too long, is not sent and stays to be mended")
def _(stage):
    editor = stage.editor_that("""grep -q mended "$1" && echo 'short ${l://SurveyURL}' > "$1" || {
head -c 10001 /dev/zero | tr '\\0' x > "$1"; echo 'mended ${l://SurveyURL}' >> "$1"; }""")
    sandbox, program = opened(stage, EDITOR=editor)
    to_form(program)
    program.keys("Tab Tab Tab Tab Enter")
    program.wait_for("own text, written in")
    program.keys("End Enter")
    program.wait_for("Write the text")
    program.keys("Tab Enter")
    program.wait_for("10,000 characters at most")
    program.keys("Enter")
    program.wait_for(r"│ +│ short \$\{l://SurveyURL\}")
    program.keys("C-s")
    program.wait_for("without a phone")
    confirm(program)
    program.wait_for("(?i)leaves in")
    sandbox.advance(600)
    true(all("short https://" in text for text in sandbox.mails().values()), "another text was sent")


@story("a form that is left half-filled comes back, two ways and all")
def _(stage):
    _, program = opened(stage)
    to_form(program)
    program.keys("Right")
    program.wait_for("two ways: the questions come as texts")
    program.keys("Tab Tab Tab")
    program.type(" again")
    program.keys("Esc")
    program.wait_for("The form is kept as it is")
    program.keys("M")
    program.wait_for("two ways: the questions come as texts")
    program.wait_for("Name.? +Alumni voices again")
    program.wait_idle()
    program.gone("Message from")


@story("an account that may not read SMS shows its mails all the same, and M says why not")
def _(stage):
    sandbox = stage.sandbox("--contacts", "40", "--fault", "GET /API/v3/distributions/sms status=403")
    program = stage.canvass(sandbox, width=120, height=40)
    program.wait_for("4 Distributions · Alumni voices")
    program.wait_for("thank-you")
    program.gone("Not loaded")
    program.wait_idle()
    program.keys("M")
    program.wait_for("sms: This account may not use SMS")


tell()
