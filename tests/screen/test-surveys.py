# SPDX-License-Identifier: GPL-3.0-or-later
"""A survey looked at, activated and deactivated."""
from people import survey_named
from screen import same, story, tell


def opened(stage):
    sandbox = stage.sandbox("--contacts", "60")
    program = stage.canvass(sandbox, width=120, height=36)
    program.wait_for("NPS Q4")
    program.keys("3 /")
    program.type("nps q4")
    program.keys("Enter")
    program.wait_for("4 Distributions · NPS Q4")
    program.wait_idle()
    survey = survey_named(sandbox, "NPS Q4")
    return sandbox, program, survey["id"]


def is_active(sandbox, survey):
    return sandbox.api("GET", f"surveys/{survey}")["isActive"]


@story("a deactivates a survey, with no chosen, and activates it again")
def _(stage):
    sandbox, program, survey = opened(stage)
    program.keys("a")
    program.wait_for("Deactivate NPS Q4\\?")
    program.keys("Enter")
    program.gone("Deactivate NPS Q4\\?")
    program.wait_idle()
    same(is_active(sandbox, survey), True, "active after no")
    program.keys("a y")
    program.wait_for("NPS Q4: inactive now")
    program.wait_for("○ NPS Q4")
    same(is_active(sandbox, survey), False, "active")
    program.keys("a")
    program.wait_for("Activate NPS Q4\\?")
    program.keys("y")
    program.wait_for("NPS Q4: active now")
    program.wait_for("● NPS Q4")
    same(is_active(sandbox, survey), True, "active again")


@story("u takes back that a survey was deactivated, C-r does it again, and what someone else did stays")
def _(stage):
    sandbox, program, survey = opened(stage)
    program.keys("a")
    program.wait_for("u takes it back")
    program.keys("y")
    program.wait_for("NPS Q4: inactive now")
    program.keys("u")
    program.wait_for("NPS Q4 is active again")
    program.wait_for("● NPS Q4")
    same(is_active(sandbox, survey), True, "active")
    program.keys("C-r")
    program.wait_for("NPS Q4 is inactive again")
    program.wait_for("○ NPS Q4")
    same(is_active(sandbox, survey), False, "active")
    sandbox.api("PUT", f"surveys/{survey}", {"isActive": True})
    program.keys("u")
    program.wait_for("NPS Q4: not taken back: .*it is active already")
    program.wait_for("● NPS Q4")
    program.keys("Esc u")
    program.wait_for("There is nothing to take back")


@story("a step back that the network lost is there to be tried again")
def _(stage):
    sandbox, program, survey = opened(stage)
    program.keys("a y")
    program.wait_for("NPS Q4: inactive now")
    sandbox.fault("GET /API/v3/surveys/* status=401 x1")
    program.keys("u")
    program.wait_for("NPS Q4: not taken back: .*The token")
    program.keys("Esc u")
    program.wait_for("NPS Q4 is active again")
    same(is_active(sandbox, survey), True, "active")


@story("what someone else did already is said, and not written again")
def _(stage):
    sandbox, program, survey = opened(stage)
    sandbox.api("PUT", f"surveys/{survey}", {"isActive": False})
    program.keys("a y")
    program.wait_for("NPS Q4: inactive already; nothing was changed")
    program.wait_for("○ NPS Q4")


@story("a refusal is said, and the survey stays as it was")
def _(stage):
    sandbox, program, survey = opened(stage)
    sandbox.fault("PUT /API/v3/surveys/* status=403 x1")
    program.keys("a y")
    program.wait_for("NPS Q4: not deactivated: .*403")
    program.wait_for("● NPS Q4")
    same(is_active(sandbox, survey), True, "active")


@story("what became of a survey whose answer was lost is looked at, and told as it is")
def _(stage):
    sandbox, program, survey = opened(stage)
    sandbox.fault("PUT /API/v3/surveys/* garble x1")
    program.keys("a y")
    program.wait_for("NPS Q4: inactive now")
    same(is_active(sandbox, survey), False, "active, though the answer was broken")
    sandbox.fault("PUT /API/v3/surveys/* html=200 x1")
    program.keys("a y")
    program.wait_for("NPS Q4: not activated: ")
    same(is_active(sandbox, survey), False, "active by a page of somebody on the way")
    program.keys("Esc")
    program.gone("Esc: dismiss")
    sandbox.fault("PUT /API/v3/surveys/* empty x1")
    program.keys("a y")
    program.wait_for("NPS Q4: not activated: .*not what")
    program.keys("Esc")
    program.gone("Esc: dismiss")
    sandbox.fault("PUT /API/v3/surveys/* garble x1")
    sandbox.fault("GET /API/v3/surveys/* delay=1 x1")
    sandbox.fault("GET /API/v3/surveys/* status=403")
    program.keys("a y")
    program.wait_for("NPS Q4: activated or not, nobody knows")


@story("Enter opens a survey's card, with dates and responses; Enter again goes to its distributions")
def _(stage):
    sandbox, program, survey = opened(stage)
    counts = sandbox.api("GET", f"surveys/{survey}")["responseCounts"]
    program.keys("Enter")
    program.wait_for("3 Survey · NPS Q4")
    program.wait_for("state +● active")
    program.wait_for(f"counted +{counts['auditable']:,}")
    program.wait_for("created +[0-9]{2} ")
    program.keys("a y")
    program.wait_for("state +○ inactive")
    program.keys("Enter")
    program.wait_idle()
    program.keys("+")
    program.wait_for("4 Distributions · NPS Q4")
    program.gone("3 Survey")


@story("a survey's card tells what it asks, and Enter on a question shows all with their answers")
def _(stage):
    sandbox, program, survey = opened(stage)
    program.keys("Enter +")
    program.wait_for("Q1 +How likely")
    program.keys("G")
    program.wait_for("Q5 +How satisfied are you with…")
    program.keys("Enter")
    program.wait_for("Questions · NPS Q4")
    program.wait_for("Q3 +Which of these do you use\\?")
    program.wait_for("about +the service / the price & terms / the people")
    program.wait_for("answers +Not at all / A little / Quite / Very")
    program.keys("Esc")
    program.gone("Questions · NPS Q4")


@story("what a survey asks may be refused, and its card says so beside the rest")
def _(stage):
    sandbox, program, survey = opened(stage)
    sandbox.fault("GET /API/v3/survey-definitions/* status=403")
    program.keys("Enter +")
    program.wait_for("not known +.*403")
    program.wait_for("state +● active")


@story("a read-only connection changes no survey")
def _(stage):
    sandbox = stage.sandbox("--contacts", "60")
    program = stage.canvass(sandbox, "--read-only", width=120, height=36)
    program.wait_for("NPS Q4")
    program.keys("3 a")
    program.wait_for("This connection is read-only")


tell()
