# SPDX-License-Identifier: GPL-3.0-or-later
"""The marked contacts edited at once."""
from people import contacts_of, journal, open_list
from screen import same, story, tell, true


def opened(stage, marks, *options):
    sandbox = stage.sandbox("--contacts", "60")
    program = stage.canvass(sandbox, *options, width=120, height=36)
    open_list(program)
    program.keys(" ".join(["Space"] * marks))
    program.wait_for(f"{marks} marked")
    return sandbox, program


def fill(program, value):
    program.keys("e")
    program.wait_for("Change [0-9]+ marked contacts")
    program.keys("Tab")
    program.type(value)
    program.keys("C-s")


def languages(sandbox, count):
    return [person["language"] for person in contacts_of(sandbox)[:count]]


@story("e on marked contacts previews by kind, wants the number, saves all, and u takes all of it back")
def _(stage):
    sandbox, program = opened(stage, 4)
    before = languages(sandbox, 5)
    fill(program, "fr")
    program.wait_for("language it . fr: [0-9]+ contact")
    same(languages(sandbox, 5), before, "languages while it is asked")
    program.type("4")
    program.keys("Enter")
    program.wait_for("4 of 4 contacts changed; u takes back")
    same(languages(sandbox, 5), ["fr"] * 4 + before[4:], "languages")
    same([entry["kind"] for entry in journal(stage)], ["edit"] * 4, "the journal")
    program.wait_idle()
    program.keys("u")
    program.wait_for("4 contacts are as they were before")
    same(languages(sandbox, 5), before, "languages after undo")
    program.keys("C-r")
    program.wait_for("4 contacts are changed again")
    same(languages(sandbox, 4), ["fr"] * 4, "languages after redo")


@story("marks that were left with their list come back by u when it is shown again, those to come too")
def _(stage):
    _, program = opened(stage, 3)
    program.keys("+ 1 j")
    program.wait_for("3 no longer marked in Spring panel; back there, u marks them again")
    program.wait_for("2 Contacts · Alumni 2025")
    program.keys("u")
    program.wait_for("(?i)nothing to take back")
    program.keys("k")
    program.wait_for("2 Contacts · Spring panel")
    program.wait_idle()
    true(" marked " not in program.text(), "marked before u")
    program.keys("u")
    program.wait_for("3 marked again")
    program.wait_for(" 3 marked ")
    program.keys("j 2")
    program.wait_for("2 Contacts · Alumni 2025 · 200 of 911")
    program.keys("G")
    program.wait_for("911/911")
    program.keys("Space 1 k")
    program.wait_for("1 no longer marked in Alumni 2025")
    program.keys("j")
    program.wait_for("2 Contacts · Alumni 2025")
    program.wait_idle()
    program.keys("u")
    program.wait_for("0 of 1 marked again, the others as they come")
    program.wait_for(" 0 of 1 marked ")
    program.keys("2 G")
    program.wait_for("● .*  ┃")
    program.wait_for(" 1 marked ")


@story("marks come back where nothing may be written, too, and u takes nothing else back there")
def _(stage):
    sandbox = stage.sandbox("--contacts", "60")
    program = stage.canvass(sandbox, "--read-only", width=120, height=36)
    open_list(program)
    program.keys("Space Space Esc")
    program.wait_for("2 no longer marked")
    program.keys("u")
    program.wait_for("2 marked again")
    program.keys("u")
    program.wait_for("undo: This connection is read-only")


@story("marks that Esc took away come back by u, before the edits of before")
def _(stage):
    _, program = opened(stage, 3)
    program.keys("Esc")
    program.wait_for("3 no longer marked .u marks them again.")
    program.gone(" 3 marked ")
    program.keys("u")
    program.wait_for("3 marked again")
    program.wait_for(" 3 marked ")
    program.keys("u")
    program.wait_for("(?i)nothing to take back")


@story("without the number nothing is changed")
def _(stage):
    sandbox, program = opened(stage, 3)
    before = languages(sandbox, 3)
    fill(program, "fr")
    program.wait_for("Change marked contacts")
    program.keys("Enter Esc")
    program.wait_for("Nothing was changed")
    same(languages(sandbox, 3), before, "languages")


@story("whom someone else changed meanwhile is left alone and listed, before the saving and before the undo")
def _(stage):
    sandbox, program = opened(stage, 3)
    people = contacts_of(sandbox)
    fill(program, "fr")
    program.wait_for("Change marked contacts")
    sandbox.api("PUT", people[1]["path"], {"language": "nl"})
    program.type("3")
    program.keys("Enter")
    program.wait_for("These were not changed")
    program.wait_for("changed by someone else meanwhile: .* is nl now")
    program.wait_for("2 of 3 contacts changed; 1 failed")
    program.keys("Esc")
    program.gone("These were not changed")
    same(languages(sandbox, 3), ["fr", "nl", "fr"], "languages")
    sandbox.api("PUT", people[2]["path"], {"language": "da"})
    program.keys("u")
    program.wait_for("These stay as they are")
    same(languages(sandbox, 3), [people[0]["language"], "nl", "da"], "languages after undo")


@story("what was put off is not written over someone else's change, and the others are saved")
def _(stage):
    sandbox, program = opened(stage, 3)
    second = contacts_of(sandbox)[1]
    fill(program, "fr")
    program.wait_for("language it . fr: [0-9]+ contact")
    sandbox.fault(f"PUT /*/contacts/{second['contactId']} retry-after=3 x1")
    program.type("3")
    program.keys("Enter")
    program.wait_for("the server asks to wait")
    sandbox.api("PUT", second["path"], {"language": "nl"})
    program.wait_for("2 of 3 contacts changed; 1 failed")
    program.wait_for("changed by someone else meanwhile: it is nl now")
    same(languages(sandbox, 3), ["fr", "nl", "fr"], "languages")


@story("one that somebody on the way answered with an empty yes is changed all the same")
def _(stage):
    sandbox, program = opened(stage, 4)
    fill(program, "fr")
    program.wait_for("language it . fr: [0-9]+ contact")
    sandbox.fault("PUT /API/v3/directories/*/contacts/* empty x1")
    program.type("4")
    program.keys("Enter")
    program.wait_for("4 of 4 contacts changed; u takes back")
    same(languages(sandbox, 4), ["fr"] * 4, "languages")


@story("a refusal of one is listed with its reason, and the others are saved")
def _(stage):
    sandbox, program = opened(stage, 3)
    fill(program, "fr")
    program.wait_for("Change marked contacts")
    sandbox.fault("PUT /API/v3/directories/*/mailinglists/*/contacts/* status=403 x1")
    program.type("3")
    program.keys("Enter")
    program.wait_for("These were not changed")
    program.wait_for("403")
    same(languages(sandbox, 3)[1:], ["fr", "fr"], "languages")


@story("an embedded key is set and dropped on all that are marked")
def _(stage):
    sandbox, program = opened(stage, 2)
    paths = [person["path"] for person in contacts_of(sandbox)[:2]]
    kept = sandbox.api("GET", paths[0])["embeddedData"]
    program.keys("e")
    program.wait_for("Change 2 marked contacts")
    program.keys("Enter")
    program.wait_for("embedded data: set")
    program.keys("End Up Enter Tab")
    program.wait_for("Key")
    program.type("wave")
    program.keys("Tab")
    program.type("7")
    program.keys("C-s")
    program.wait_for("wave .*7: 2 contacts")
    program.type("2")
    program.keys("Enter")
    program.wait_for("2 of 2 contacts changed")
    same([sandbox.api("GET", path)["embeddedData"].get("wave") for path in paths], ["7", "7"], "the key")
    program.keys("e")
    program.wait_for("Change 2 marked contacts")
    program.keys("Enter")
    program.wait_for("embedded data: drop")
    program.keys("End Enter Tab")
    program.type("wave")
    program.keys("C-s")
    program.wait_for("wave .*: 2 contacts")
    program.type("2")
    program.keys("Enter")
    program.wait_idle()
    same(sandbox.api("GET", paths[0])["embeddedData"], kept, "the embedded data in the end")


tell()
