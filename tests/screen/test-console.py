# SPDX-License-Identifier: GPL-3.0-or-later
"""The API console: a call completed, sent, searched, made again; a write that asks first; no token anywhere."""
import os

from screen import TOKEN, same, story, tell, true


def console(stage, *options):
    sandbox = stage.sandbox("--contacts", "60")
    program = stage.canvass(sandbox, *options, width=120, height=36, EDITOR=stage.editor_that(
        """printf '{ "name":\\n "Renamed by hand" }' > "$1" """))
    program.wait_for("@")
    program.wait_idle()
    program.keys("A")
    program.wait_for("API console")
    return sandbox, program


def survey_of(sandbox):
    """The first survey of pane 3: active ones first, by name."""
    surveys = sandbox.api("GET", "surveys")["elements"]
    return sorted(surveys, key=lambda survey: (not survey["isActive"], survey["name"]))[0]


def nothing_holds_token(stage, program):
    true(TOKEN not in program.text(), "the token can be read on the screen")
    for folder, _, files in os.walk(stage.folder):
        for name in files:
            with open(os.path.join(folder, name), "rb") as file:
                true(TOKEN.encode() not in file.read(), f"the token is in {name}")


@story("a path is completed, asked and its answer searched")
def _(stage):
    _sandbox, program = console(stage)
    program.type("/who")
    program.wait_for("GET +/whoami +whose token")
    program.keys("Tab")
    program.wait_for("Call +GET /whoami$|Call +GET /whoami ")
    program.keys("Enter")
    program.wait_for('"userName": "ada.ferri')
    program.wait_for(r"200 · \d+ ms")
    program.keys("/")
    program.type("datacenter")
    program.keys("Enter")
    program.wait_idle()
    row, _line = program.row_of('"datacenter"')
    true(program.cell(8, row).reverse or program.cell(8, row).bg != "default", "what was found is not marked")
    program.keys("/")
    program.type("nowhere")
    program.keys("Enter")
    program.wait_for("not found")


@story("the IDs of the panes are filled in, and lists go on with Enter")
def _(stage):
    sandbox, program = console(stage)
    program.type("GET contacts of a list")
    program.wait_for("GET +/directories/{directory}/mailinglists/{list}/contacts ")
    program.keys("Down Enter")
    program.wait_for(r"GET /directories/POOL_\w+/mailinglists/CG_\w+/contacts")
    program.keys("Tab")
    program.type("pageSize=50")
    program.keys("Enter")
    program.wait_for("Enter: next page")
    program.keys("Enter")
    program.wait_idle()
    program.gone("Enter: next page")
    program.keys("e C-u")
    program.type("GET /distributions/sms?surveyId=")
    program.type(survey_of(sandbox)["id"])
    program.keys("Enter")
    program.wait_for('"elements": ')


@story("the keys of an answer are said, and go on to the next page, back to the call and out")
def _(stage):
    _sandbox, program = console(stage)
    hints = slice(-1, None)
    program.wait_for(r"[0-9]+ more: type on")
    program.type("contacts of a list")
    program.keys("Enter")
    program.wait_for("No path yet: Tab takes /directories/{directory}/mailinglists/{list}/contacts")
    program.keys("C-u")
    program.type("/directories?pageSize=1")
    program.keys("Enter")
    program.wait_for("Enter next page.*/ search.*r send again", hints)
    program.keys("Enter")
    program.wait_for('"Research pool"')
    program.wait_idle()
    true("Enter next page" not in program.text(), "the last page has a next one")
    program.keys("Enter")
    program.wait_for("This was the last page")
    program.keys("Tab")
    program.wait_for("Enter send", hints)
    program.keys("C-u Esc Esc")
    program.gone("API console")
    program.keys("A Esc")
    program.gone("API console")


@story("a write asks first, is sent with the body of the editor, and is in the journal")
def _(stage):
    sandbox, program = console(stage)
    survey = survey_of(sandbox)
    program.type("put /surv")
    program.wait_for("PUT +/surveys/{survey}")
    program.keys("Tab")
    program.wait_for(f"PUT /surveys/{survey['id']}")
    program.keys("C-o")
    program.wait_for(r'Body +\{"name":"Renamed by hand"\}')
    program.keys("Enter")
    program.wait_for("Send this PUT")
    program.keys("Enter")
    program.wait_for("Nothing was sent")
    same(sandbox.api("GET", f"surveys/{survey['id']}")["name"], survey["name"], "the name after no")
    program.keys("Enter")
    program.wait_for("Send this PUT")
    program.keys("y")
    program.wait_for("200 ·")
    same(sandbox.api("GET", f"surveys/{survey['id']}")["name"], "Renamed by hand", "the name after yes")
    with open(os.path.join(stage.folder, "state", "canvass", "journal"), encoding="utf-8") as journal:
        true(f"PUT /surveys/{survey['id']}: done" in journal.read(), "the journal does not have it")
    nothing_holds_token(stage, program)


@story("a call that is refused says so, and a broken body is not sent")
def _(stage):
    _sandbox, program = console(stage)
    program.type("GET /surveys/SV_nothing")
    program.keys("Enter")
    program.wait_for("404 GSI_2")
    program.keys("e C-u")
    program.type("PUT /surveys/SV_nothing")
    program.keys("Tab Tab")
    program.type('{"name"')
    program.keys("Enter")
    program.wait_for("This is not JSON")
    program.keys("C-u")
    program.type('{"name":"' + TOKEN + '"}')
    program.keys("Enter")
    program.wait_for("The token stands in the call")
    program.keys("C-u Esc Esc")
    program.gone("API console")
    program.wait_idle()


@story("calls made before come back, and the next start still knows them")
def _(stage):
    sandbox, program = console(stage)
    program.type("GET /whoami")
    program.keys("Enter")
    program.wait_for("200 ·")
    program.keys("C-c")
    same(program.wait_end(), 0, "exit status")
    program = stage.canvass(sandbox, width=120, height=36)
    program.wait_for("@")
    program.keys("A Up")
    program.wait_for("Call +GET /whoami")
    program.keys("Enter")
    program.wait_for("200 ·")
    nothing_holds_token(stage, program)


@story("the curl line has a place for the token, and not the token")
def _(stage):
    _sandbox, program = console(stage)
    program.type("GET /whoami")
    program.keys("Enter")
    program.wait_for("200 ·")
    program.keys("y c")
    program.wait_for("Copied the curl line")
    line = program.copied()
    true(line.startswith('curl -H "X-API-TOKEN: $CANVASS_TOKEN"'), line)
    true(line.endswith("/API/v3/whoami'"), line)
    true(TOKEN not in line, "the token is in the clipboard")


@story("read-only lets only what reads go out, a search among it")
def _(stage):
    sandbox, program = console(stage, "--read-only")
    survey = survey_of(sandbox)
    program.type(f"DELETE /surveys/{survey['id']}")
    program.keys("Enter")
    program.wait_for("read-only: only what reads is sent")
    program.keys("C-u")
    program.type("post search")
    program.wait_for("search contacts on the server")
    program.keys("Tab Enter")
    program.wait_for("200 ·")
    same(sandbox.api("GET", f"surveys/{survey['id']}")["id"], survey["id"], "the survey")


@story("a megabyte of words pasted into the call keeps no key waiting")
def _(stage):
    _sandbox, program = console(stage)
    program.type("\x1b[200~" + "a b " * 200000 + "\x1b[201~")
    program.wait_for("Only 65,536 characters fit into a line")
    program.wait_for("Call .*a b a b")
    program.keys("C-u")
    program.type("\x1b[200~" + "a b " * 16000 + "\x1b[201~")
    program.wait_idle()
    program.type("q" * 100)
    program.wait_for("Call .*qqqq")
    program.wait_idle()
    program.keys("C-u")
    program.type("GET /whoami")
    program.keys("Enter")
    program.wait_for("200 ·")


tell()
