# SPDX-License-Identifier: GPL-3.0-or-later
"""What is typed outside of the large forms is not lost either: a call by hand, an edit of many, an import, a name."""
import os
import re
import shutil
import sys

from drafting import again, kill, opened
from people import contacts_of
from screen import same, story, tell, true

if not all(shutil.which(tool) for tool in ("dbus-daemon", "gdbus", "gnome-keyring-daemon")):
    print("1..0 # SKIP no keyring to be had")
    sys.exit(0)


def offered(stage, sandbox, keyring, what):
    """The next start, and the draft that it offers, opened."""
    program = again(stage, sandbox, keyring)
    program.wait_for(f"A draft of {what} from [0-9:]+: Enter opens it, D throws it away")
    program.keys("Enter")
    return program


def nothing_offered(stage, sandbox, keyring):
    program = again(stage, sandbox, keyring)
    true("A draft of" not in program.text(), "it is offered again")
    return program


def nothing_readable(stage, text):
    for folder, _, names in os.walk(stage.folder):
        for name in names:
            with open(os.path.join(folder, name), "rb") as file:
                true(text.encode() not in file.read(), f"what was typed can be read in {name}")


def call_of(program):
    return [program.row_of(f"{label} ")[1].split(label, 1)[1].strip(" │") for label in ("Call", "Query", "Body")]


def write_call(program, call, body):
    program.keys("A")
    program.wait_for("API console")
    program.type(call)
    program.wait_for(re.escape(call))
    program.keys("S-Tab")
    program.type(body)
    program.wait_for(re.escape(body))
    program.wait_idle()


CALL, BODY = "POST /directories/POOL_1/mailinglists", '{"name": "Hälf = [a] \\\\ list"}'


@story("a call by hand that is killed before it is sent is offered, every letter of it, and sends nothing by itself")
def _(stage):
    sandbox, keyring, program = opened(stage)
    write_call(program, CALL, BODY)
    before = call_of(program)
    kill(program)
    nothing_readable(stage, "POOL_1/mailinglists")
    program = offered(stage, sandbox, keyring, "a call by hand")
    program.wait_for("API console")
    program.wait_idle()
    same(call_of(program), before, "the call")
    same(before[0], CALL, "its path")
    same(before[2], BODY, "its body")
    program.keys("Esc")
    program.wait_for("The call is kept as it is: A brings it back")
    program.keys("q")
    program = again(stage, sandbox, keyring)
    program.keys("A")
    program.wait_for(re.escape(CALL))
    program.keys("C-u S-Tab C-u")
    program.wait_idle()
    kill(program)
    nothing_offered(stage, sandbox, keyring)


@story("a call whose answer was lost says so in its draft, and again before it is sent once more")
def _(stage):
    sandbox, keyring, program = opened(stage)
    directory = sandbox.api("GET", "directories")["elements"][0]["directoryId"]
    call, body = f"POST /directories/{directory}/mailinglists", '{"name": "Once"}'
    count = len(sandbox.api("GET", f"directories/{directory}/mailinglists")["elements"])
    write_call(program, call, body)
    sandbox.fault("POST * delay=60000 x1")
    program.keys("Enter")
    program.wait_for("Send this POST")
    program.keys("y")
    sandbox.wait_struck()
    kill(program)
    program = offered(stage, sandbox, keyring, "a call by hand")
    program.wait_for("It may have been done: look before you send it again")
    program.wait_for(re.escape(body))
    program.keys("Enter")
    program.wait_for("It was sent already, and may have been done")
    program.keys("n")
    program.wait_for("Nothing was sent")
    program.keys("Esc q")
    program = again(stage, sandbox, keyring)
    program.keys("d")
    program.wait_for("It may have been done")
    same(len(sandbox.api("GET", f"directories/{directory}/mailinglists")["elements"]) - count in (0, 1), True, "lists")


@story("a call that was answered is no draft")
def _(stage):
    sandbox, keyring, program = opened(stage)
    program.keys("A")
    program.wait_for("API console")
    program.type("GET /whoami")
    program.keys("Enter")
    program.wait_for(r"200 · \d+ ms")
    program.wait_idle()
    kill(program)
    nothing_offered(stage, sandbox, keyring)


def mark(program, count):
    program.keys("2 " + " ".join(["Space"] * count))
    program.wait_for(f"{count} marked")


def begin_bulk(program, value):
    program.keys("e")
    program.wait_for("Change 3 marked contacts")
    program.keys("Tab")
    program.type(value)
    program.wait_for(re.escape(value))
    program.wait_idle()


@story("an edit of many that is killed is offered for the same contacts, changes nothing by itself, and can be saved")
def _(stage):
    sandbox, keyring, program = opened(stage)
    before = [one.get("language") for one in contacts_of(sandbox)]
    mark(program, 3)
    begin_bulk(program, "fr")
    kill(program)
    program = offered(stage, sandbox, keyring, "an edit of 3 contacts of Spring panel")
    program.wait_for("Change 3 marked contacts")
    program.wait_for("Becomes +fr")
    program.keys("C-s")
    program.wait_for("language .* fr: [0-9]+ contact")
    same([one.get("language") for one in contacts_of(sandbox)], before, "languages before the number is typed")
    kill(program)
    program = offered(stage, sandbox, keyring, "an edit of 3 contacts of Spring panel")
    program.wait_for("Becomes +fr")
    program.keys("C-s")
    program.wait_for("Type 3 to change")
    program.type("3")
    program.keys("Enter")
    program.wait_for("3 of 3 contacts changed")
    same([one.get("language") for one in contacts_of(sandbox)], ["fr"] * 3 + before[3:], "languages")
    program.wait_idle()
    kill(program)
    nothing_offered(stage, sandbox, keyring)


@story("Esc keeps an edit of many for these contacts: others have a form of their own")
def _(stage):
    _, _, program = opened(stage)
    mark(program, 3)
    begin_bulk(program, "Half a")
    program.keys("Esc")
    program.wait_for("The form is kept as it is")
    program.keys("Space e")
    program.wait_for("Change 4 marked contacts")
    true("Half a" not in program.text(), "what was typed for others stands there")
    program.keys("Esc k Space e")
    program.wait_for("Becomes +Half a")


@story("an import that is killed is offered with its file and its columns, and a path that is half typed as well")
def _(stage):
    sandbox, keyring, program = opened(stage)
    path = os.path.join(stage.folder, "people = [x].csv")
    with open(path, "w", encoding="utf-8") as file:
        file.write("E-Mail,site;a\nines@example.org,north\n")
    program.keys("1 I")
    program.wait_for("CSV file")
    program.keys("C-u")
    program.type(path[:-5])
    program.wait_idle()
    kill(program)
    program = offered(stage, sandbox, keyring, "an import into Spring panel")
    program.wait_for("CSV file")
    program.type(path[-5:])
    program.keys("Enter")
    program.wait_for("E-Mail +→ email · ines@example.org")
    program.keys("Down Down Enter")
    program.wait_for("The column site;a is")
    program.keys("End Enter")
    program.wait_for("site;a +→ not imported")
    program.wait_idle()
    kill(program)
    program = offered(stage, sandbox, keyring, "an import into Spring panel")
    program.wait_for("site;a +→ not imported")
    program.keys("Home Enter")
    program.wait_for("Type 1 to import")
    same(sum(one.get("email") == "ines@example.org" for one in contacts_of(sandbox)), 0, "who came by themselves")
    program.type("1")
    program.keys("Enter")
    program.wait_for("1 added, 0 merged")
    program.wait_idle()
    kill(program)
    nothing_offered(stage, sandbox, keyring)


@story("a name of a list, another one or of a new list, that is killed is offered, and is no draft when it is the list's")
def _(stage):
    sandbox, keyring, program = opened(stage)
    directory = sandbox.api("GET", "directories")["elements"][0]["directoryId"]
    names = lambda: [one["name"] for one in sandbox.api("GET", f"directories/{directory}/mailinglists")["elements"]]
    for key, what, name in (("e", "another name of Spring panel", "Spring pänel = 2"),
                            ("n", "the name of a new list in [^:]*", "Quite new [a]")):
        program.keys("1")
        program.wait_idle()
        program.keys(key)
        program.wait_for("[iI]ts (new )?name")
        program.type("\x15" + name)
        program.wait_for(re.escape(name))
        program.wait_idle()
        kill(program)
        true(name not in names(), "it was done by itself")
        program = offered(stage, sandbox, keyring, what)
        program.wait_for(re.escape(name))
        program.keys("Enter")
        program.wait_for("is called Spring pänel = 2 now|: a new list of")
        true(name in names(), f"no list is called {name}")
        program.wait_idle()
        kill(program)
        program = nothing_offered(stage, sandbox, keyring)
    program.keys("1")
    program.wait_idle()
    program.keys("n")
    program.wait_for("[iI]ts name")
    program.type("Thrown away")
    program.keys("Esc")
    program.wait_idle()
    program.keys("e")
    program.wait_for("[iI]ts new name")
    program.keys("Left Right")
    program.wait_idle()
    kill(program)
    nothing_offered(stage, sandbox, keyring)


tell()
