# SPDX-License-Identifier: GPL-3.0-or-later
"""What a clumsy hand, a bad server or a bad moment could do to a person's data: it must not."""
import re
import time

from people import contact_of, contacts_of, open_list, rows_of_contacts
from screen import same, story, tell


def opened(stage, *options, **env):
    sandbox = stage.sandbox("--contacts", "60", *options)
    program = stage.canvass(sandbox, width=120, height=40, **env)
    open_list(program)
    program.wait_idle()
    return sandbox, program


@story("a launch goes to the list that is looked at, wherever the cursor of pane 1 stands")
def _(stage):
    _, program = opened(stage)
    program.keys("Space Space")
    program.wait_for("2 marked")
    program.keys("1 /")
    program.type("no such list")
    program.keys("Enter")
    program.wait_idle()
    program.keys("2")
    program.wait_for("2 marked")
    program.keys("m")
    program.wait_for("2 marked contacts of Spring panel")


@story("a filter in pane 1 that moves the cursor shows the contacts of where it stands")
def _(stage):
    _, program = opened(stage)
    program.keys("1 /")
    program.type("alumni")
    program.keys("Enter Enter")
    program.wait_for("2 Contacts · Alumni 2025")
    program.wait_idle()
    program.keys("1 Esc 2")
    program.wait_for("2 Contacts · Alumni 2025")


def edit_first_name(program, name):
    program.keys("e")
    program.wait_for("Tab next field")
    program.keys("Tab C-u")
    program.type(name)
    program.keys("Enter")


@story("an edit that was left while it was being saved is saved all the same, and says so")
def _(stage):
    sandbox, program = opened(stage)
    address = rows_of_contacts(program)[0]
    sandbox.fault("GET */contacts/* delay=1500 x1")
    edit_first_name(program, "Zoltana")
    program.keys("Esc")
    program.wait_for("Still being saved")
    program.type("1j")
    program.gone("Spring panel · 60")
    program.wait_for("first name .*→ Zoltana", slice(-3, None))
    same(contact_of(sandbox, address)["firstName"], "Zoltana", "the first name on the server")


@story("the answer to an edit that was left does not close the next one")
def _(stage):
    sandbox, program = opened(stage)
    sandbox.fault("GET */contacts/* delay=1500 x1")
    edit_first_name(program, "Zoltana")
    program.keys("Esc")
    program.wait_for("Still being saved")
    sandbox.fault("GET */contacts/* stall x1")
    program.type("j")
    edit_first_name(program, "Xantippe")
    program.wait_for("→ Zoltana", slice(-3, None))
    program.wait_for("Xantippe")
    program.wait_for("Saving")


@story("quitting asks while an edit is on its way")
def _(stage):
    sandbox, program = opened(stage)
    sandbox.fault("PUT */contacts/* stall")
    edit_first_name(program, "Zoltana")
    program.keys("Esc")
    program.wait_for("Still being saved")
    program.type("q")
    program.wait_for("A change is on its way")
    program.type("n")
    program.gone("A change is on its way")
    program.type("q")
    program.wait_for("A change is on its way")
    program.type("y")
    same(program.wait_end(), 0, "exit status")


@story("what is dropped from a card is what was asked about, though the lines have moved meanwhile")
def _(stage):
    sandbox, program = opened(stage)
    person = contacts_of(sandbox)[0]
    sandbox.api("PUT", person["path"], {"embeddedData": {"alpha": "1", "beta": "2", "gamma": "3"}})
    program.keys("Enter")
    program.wait_for("Embedded data")
    program.wait_idle()
    keys = list(contact_of(sandbox, person["email"])["embeddedData"])
    row = program.row_of(rf"\b{keys[0]}\b")[0]
    while program.cursor()[1] < row:
        program.keys("j")
        program.wait_idle()
    sandbox.api("PUT", person["path"], {"unsubscribed": True})
    sandbox.fault("GET */contacts/* delay=1500 x1")
    program.type("rD")
    program.wait_for(f"Drop {keys[0]}")
    program.wait_for("opted out +of this list")
    program.type("y")
    program.wait_for("→", slice(-3, None))
    same(list(contact_of(sandbox, person["email"])["embeddedData"]), keys[1:], "what is left")


def schedule(sandbox, survey, mailing_list, subject, minutes):
    """A send by someone else, so many minutes from now; its ID."""
    when = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 60 * minutes))
    return sandbox.api("POST", "distributions", {
        "surveyLink": {"surveyId": survey, "type": "Individual"}, "sendDate": when,
        "header": {"fromEmail": "a@example.org", "fromName": "Team", "subject": subject},
        "recipients": {"mailingListId": mailing_list},
        "message": {"messageText": "${l://SurveyLink?d=Go}"}})["id"]


@story("what is called back is what was asked about, though it has gone meanwhile")
def _(stage):
    sandbox, program = opened(stage)
    survey = next(one for one in sandbox.api("GET", "surveys")["elements"] if one["isActive"])
    name, survey = survey["name"], survey["id"]
    mailing_list = contacts_of(sandbox)[0]["path"].split("/")[3]
    first = schedule(sandbox, survey, mailing_list, "To be called back", 59)
    other = schedule(sandbox, survey, mailing_list, "To be sent", 58)
    rows = len(sandbox.api("GET", f"distributions?surveyId={survey}")["elements"])
    program.type(f"3/{name}")
    program.keys("Enter 4 r")
    program.wait_for(f"1/{rows} ")
    program.wait_idle()
    sandbox.fault("GET */distributions* delay=1500 x1")
    program.type("rx")
    program.wait_for("To be called back")
    sandbox.api("DELETE", f"distributions/{first}?surveyId={survey}")
    program.wait_for(f"1/{rows - 1} ")
    program.type("y")
    program.wait_idle()
    same(sandbox.api("GET", f"distributions/{other}?surveyId={survey}")["requestStatus"], "Pending", "the other send")


def with_unknown_launch(stage):
    """A launch whose answer was lost, and which was not found."""
    sandbox, program = opened(stage)
    program.keys("m")
    program.wait_for("(?i)subject")
    program.wait_idle()
    program.keys("C-s")
    program.wait_for("(?i)type [0-9]+")
    sandbox.fault("POST */distributions drop-before")
    program.type(re.search(r"(?i)type ([0-9]+)", program.text()).group(1))
    sandbox.advance(600)
    program.keys("Enter")
    program.wait_for("sent or not")
    sandbox.fault("clear")
    return sandbox, program


@story("a launch whose fate nobody knows holds its list until a person has settled it")
def _(stage):
    sandbox, program = with_unknown_launch(stage)
    program.keys("m")
    program.wait_for("in Qualtrics")
    program.keys("n")
    program.gone("sent or not")
    program.keys("m")
    program.wait_for("go on with the form that was left here")
    program.keys("Enter")
    program.wait_for("(?i)subject")
    same(sandbox.mails(), {}, "mails")


@story("of a launch that a person says was sent no form is left to be sent again")
def _(stage):
    _, program = with_unknown_launch(stage)
    program.keys("u")
    program.wait_for("it is there: it was sent")
    program.keys("s")
    program.gone("sent or not")
    program.keys("d")
    program.wait_for("None: all that was typed")


@story("a server that asks to be left alone is said to, with the time that it takes")
def _(stage):
    sandbox, program = opened(stage)
    sandbox.fault("GET */surveys* retry-after=50 x1")
    program.keys("3 r")
    program.wait_for("the server asks to wait 00:4")
    program.wait_for("1 loading")


@story("the messages of a library that was left do not come into another one")
def _(stage):
    sandbox, program = opened(stage)
    sandbox.fault("GET */libraries/UR* delay=1500 x1")
    program.keys("m")
    program.wait_for("My Library")
    program.wait_for("Message +loading")
    program.keys("Tab Tab Tab Tab Tab Tab Right")
    program.wait_for("Team invitation")
    program.wait_idle()
    program.keys("Tab Enter")
    program.wait_idle()
    same("NPS invitation" in program.text(), False, "the message of the other library")


@story("a time that has passed before the number is typed sends nothing")
def _(stage):
    sandbox, program = opened(stage)
    program.keys("m")
    program.wait_for("NPS invitation")
    program.wait_idle()
    program.keys("S-Tab S-Tab C-u")
    program.type(time.strftime("%Y-%m-%d %H:%M", time.gmtime(time.time() + 3600)))
    program.wait_for("When +2")
    sandbox.advance(7200)
    program.keys("C-s")
    program.wait_for("the time for it has passed")


@story("Esc cancels what is loading, in every pane, and r loads it after all")
def _(stage):
    sandbox, program = opened(stage)
    for pane in "1234":
        program.keys(pane)
        program.wait_idle()
        sandbox.fault("GET * stall")
        program.keys("r")
        program.wait_for("[0-9] loading")
        program.type("\x1b")
        program.wait_for("Stopped: r loads")
        program.gone("[0-9] loading")
        sandbox.fault("clear")
        program.keys("r")
        program.gone("Stopped")
        program.wait_idle()


@story("one's own text can be sent where the libraries may not be read")
def _(stage):
    editor = stage.editor_that("""echo '<p>${l://SurveyLink?d=Go}</p> of my own' > "$1" """)
    _, program = opened(stage, "--fault", "GET */libraries* status=403", EDITOR=editor)
    program.keys("m")
    program.wait_for("own text, written in")
    program.wait_idle()
    program.keys("Tab Tab Tab Tab Tab Tab Tab Enter")
    program.wait_for("of my own")
    program.wait_idle()
    program.keys("C-s")
    program.wait_for("(?i)type [0-9]+")


@story("a refresh that fails takes nothing away, and the next one brings all anew")
def _(stage):
    sandbox, program = opened(stage)
    rows = rows_of_contacts(program)
    program.keys("j j Space")
    sandbox.fault("GET */contacts* status=403 x1")
    program.keys("r")
    program.wait_for("403")
    program.wait_for("not fresh")
    program.wait_for("1 marked")
    program.keys("Esc")
    program.gone("403")
    program.wait_idle()
    same(rows_of_contacts(program), rows, "the rows")
    sandbox.api("PUT", contacts_of(sandbox)[0]["path"], {"firstName": "Zoltana"})
    program.keys("r")
    program.wait_for("Zoltana")
    program.wait_for("1 marked")


@story("the surveys stay while they are asked for again, though the answer is no")
def _(stage):
    sandbox, program = opened(stage)
    program.keys("3")
    program.wait_for("Alumni voices")
    sandbox.fault("GET */surveys* status=403 x1")
    program.keys("r")
    program.wait_for("403")
    program.wait_for("Alumni voices")
    program.wait_idle()
    program.keys("Esc r")
    program.wait_idle()
    program.wait_for("3 Surveys · 8")


@story("a page that failed is asked for again by r, and the pages before it stay")
def _(stage):
    sandbox = stage.sandbox("--contacts", "1000")
    program = stage.canvass(sandbox, width=120, height=40)
    open_list(program)
    program.wait_for("200 of 1,000")
    sandbox.fault("GET */contacts* status=403 x1")
    program.keys("PgDn PgDn PgDn")
    program.wait_for("200, not all: r goes on")
    at = re.search("([0-9]+)/200 ", program.text()).group(1)
    program.wait_idle()
    program.keys("Esc r")
    program.wait_for(f" {at}/(250|300|350) ")


tell()
