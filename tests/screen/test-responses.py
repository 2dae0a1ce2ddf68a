# SPDX-License-Identifier: GPL-3.0-or-later
"""Responses watched while they come in: w on a survey, one opened whole, and what the network does meanwhile."""
import os

from people import survey_named
from screen import same, story, tell

SURVEY = "Alumni voices"


def opened(stage, *options, width=120, height=40, **env):
    sandbox = stage.sandbox("--contacts", "60")
    program = stage.canvass(sandbox, *options, width=width, height=height, **env)
    program.wait_for(SURVEY)
    program.keys("3 /")
    program.type(SURVEY.lower())
    program.keys("Enter")
    program.wait_for(f"4 Distributions · {SURVEY}")
    survey = survey_named(sandbox, SURVEY)
    return sandbox, program, survey["id"]


def watching(stage, *options, **env):
    sandbox, program, survey = opened(stage, *options, **env)
    program.keys("w")
    program.wait_for(f"4 Responses · {SURVEY} · [0-9]+ .* watching")
    program.wait_for("[0-9]{2}:[0-9]{2}:[0-9]{2} .*Q1 [0-9]")
    return sandbox, program, survey


def count(program):
    _, line = program.row_of(f"4 Responses · {SURVEY}")
    return int(line.split(f"{SURVEY} · ")[1].split()[0].replace(",", ""))


def answer(sandbox, survey, how=""):
    return sandbox.post("/sandbox/response", f"{survey} {how}").strip()


@story("w shows the last days and then each response as it comes, the newest on top with a dot")
def _(stage):
    sandbox, program, survey = watching(stage)
    before = count(program)
    assert before > 0 and not any("●" in line for line in program.lines()[20:]), program.picture()
    answer(sandbox, survey)
    program.wait_for(f"{SURVEY}: a new response")
    program.wait_for(f"4 Responses · {SURVEY} · {before + 1} ")
    number, line = program.row_of("● [0-9]{2} ... [0-9:]{8} .*anonymous .*Q1 [0-9]")
    same(number, program.row_of("When .*Who .*Answers")[0] + 1, "the line of the new one")
    same(program.cursor()[1], number, "the cursor stays on the newest")
    answer(sandbox, survey)
    answer(sandbox, survey)
    program.wait_for(f"4 Responses · {SURVEY} · {before + 3} ")


@story("Enter opens a response whole, with the texts of questions and answers, and Esc goes back to the list")
def _(stage):
    sandbox, program, survey = watching(stage)
    program.keys("+")
    response = answer(sandbox, survey)
    program.wait_for("● [0-9]{2} ")
    program.keys("Enter")
    program.wait_for("Response · anonymous")
    program.wait_for(f"ID +{response}")
    program.wait_for("How likely are you to recommend us\\?")
    program.wait_for("What brought you to us\\?")
    program.row_of("^. +(A friend|The web|An event|Something else)")
    program.keys("G")
    program.wait_for("How satisfied are you with… – the price & terms")
    program.wait_for("Source: (web|app)")
    program.keys("y")
    program.wait_for("Copied the response")
    assert response in program.copied() and "What brought you to us?" in program.copied(), program.copied()
    program.keys("Esc")
    program.wait_for(f"4 Responses · {SURVEY}")
    program.gone("● [0-9]{2} ")
    program.keys("y")
    program.wait_for(f"Copied {response}")
    same(program.copied(), response, "copied")
    program.keys("+ Esc")
    program.wait_for(f"4 Distributions · {SURVEY}")


@story("what comes while another one is read changes nothing of it, and is there afterwards")
def _(stage):
    sandbox, program, survey = watching(stage)
    before = count(program)
    program.keys("j j Enter")
    program.wait_for("4 Response · ")
    program.wait_for("ID +R_")
    _, line = program.row_of("ID +R_")
    answer(sandbox, survey)
    program.wait_for("a new response")
    same(program.row_of("ID +R_")[1], line, "the response that is read")
    program.keys("Enter")
    program.wait_for(f"4 Responses · {SURVEY} · {before + 1} ")


@story("/ filters by what was answered; w pauses and goes on, and what came meanwhile is not missed")
def _(stage):
    sandbox, program, survey = watching(stage)
    before = count(program)
    program.keys("/")
    program.type("friend")
    program.keys("Enter")
    program.wait_for("filter: friend \\([0-9]+\\)")
    program.keys("Esc")
    program.gone("filter: friend")
    program.keys("w")
    program.wait_for(" paused ")
    answer(sandbox, survey)
    program.wait_idle()
    same(count(program), before, "responses while it pauses")
    program.keys("w")
    program.wait_for(f"4 Responses · {SURVEY} · {before + 1} .* watching")


@story("a failed export is said and tried again; an expired token loses nothing and repeats nothing")
def _(stage):
    sandbox, program, survey = watching(stage)
    before = count(program)
    sandbox.post("/sandbox/exports", "fail")
    answer(sandbox, survey)
    program.wait_for("Still watching: .*failed")
    program.wait_for(f"4 Responses · {SURVEY} · {before + 1} ")
    program.keys("Esc")
    program.gone("Still watching")
    sandbox.post("/sandbox/exports", "expire")
    answer(sandbox, survey)
    program.wait_for(f"4 Responses · {SURVEY} · {before + 2} ")


@story("a survey that may not be exported says so, and r tries again")
def _(stage):
    sandbox, program, survey = opened(stage)
    sandbox.fault("POST /API/v3/surveys/*/export-responses status=403 x1")
    program.keys("w")
    program.wait_for("Not watching any more: .*403")
    program.wait_for("not watching")
    program.wait_for("Not loaded: r tries again")
    program.keys("Esc r")
    program.wait_for(f"4 Responses · {SURVEY} · [0-9]+ .* watching")
    program.wait_for("Q1 [0-9]")


@story("without the texts of the questions there are keys and what the choices are called")
def _(stage):
    sandbox, program, survey = opened(stage)
    sandbox.fault("GET /API/v3/survey-definitions/* status=403 x1")
    program.keys("w")
    program.wait_for("Without the texts of the questions: .*403")
    program.wait_for("QID1 [0-9]")
    program.keys("Esc r")
    program.wait_for("Q1 [0-9]")


@story("terminal controls in an answer stay words")
def _(stage):
    sandbox, program, survey = watching(stage)
    program.keys("+ /")
    for _try in range(60):
        answer(sandbox, survey)
    program.type("red thgir")
    program.keys("Enter")
    program.wait_for("Q4 .*red")
    program.keys("Enter")
    program.wait_for("What could we do better")
    program.wait_for("red.* and thgir ot tfel")
    assert "\u202e" not in program.text()


@story("a new response rings or notifies only where the config says so")
def _(stage):
    for way, wanted in ((None, None), ("bell", b"\a"), ("osc9", b"\x1b]9;Alumni voices: a new response\a"),
                        ("osc777", b"\x1b]777;notify;canvass;Alumni voices: a new response\a")):
        folder = os.path.join(stage._folder("config"), "canvass")
        os.makedirs(folder, mode=0o700, exist_ok=True)
        with open(os.path.join(folder, "config"), "w", encoding="utf-8") as file:
            file.write(f"[canvass]\n{f'notify = {way}' if way else ''}\n")
        sandbox, program, survey = watching(stage)
        program.wait_idle()
        program.recent = b""
        answer(sandbox, survey)
        program.wait_for("a new response")
        program.wait_idle()
        seen = program.recent
        if wanted:
            assert wanted in seen, (way, seen[-300:])
        else:
            assert b"\a" not in seen and b"\x1b]" not in seen, (way, seen[-300:])
        program.keys("Q")
        same(program.wait_end(), 0, "exit status")


@story("w on the card of a survey and on its distributions watches too")
def _(stage):
    sandbox, program, survey = opened(stage)
    program.keys("4 w")
    program.wait_for(f"4 Responses · {SURVEY} · [0-9]+ .* watching")
    program.keys("3 Enter")
    program.wait_for(f"3 Survey · {SURVEY}")
    program.wait_for("state +● active")
    program.keys("w")
    program.wait_for(f"4 Responses · {SURVEY} · [0-9]+ .* watching")


tell()
