# SPDX-License-Identifier: GPL-3.0-or-later
"""A CSV file into a mailing list, and a list into a file."""
import csv
import json
import os

from screen import same, story, tell, true


def opened(stage, text, *options):
    sandbox = stage.sandbox("--contacts", "60", *options)
    path = os.path.join(stage.folder, "people.csv")
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    program = stage.canvass(sandbox, width=120, height=36)
    program.wait_for("2 Contacts · Spring panel")
    program.keys("1")
    program.wait_idle()
    return sandbox, program, path


def choose(program, path):
    program.keys("I")
    program.wait_for("CSV file")
    program.keys("C-u")
    program.type(path)
    program.keys("Enter")


def emails(sandbox):
    directory = sandbox.api("GET", "directories")["elements"][0]["directoryId"]
    lists = sandbox.api("GET", f"directories/{directory}/mailinglists")["elements"]
    spring = next(one["mailingListId"] for one in lists if one["name"] == "Spring panel")
    found, path = [], f"directories/{directory}/mailinglists/{spring}/contacts?pageSize=50"
    while path:
        page = sandbox.api("GET", path)
        found += [one.get("email") for one in page["elements"]]
        path = (page.get("nextPage") or "").partition("/API/v3/")[2]
    return found


@story("I imports a file: columns are guessed, merging is told, the number is typed, what was refused is kept")
def _(stage):
    sandbox, program, path = opened(stage, "E-Mail;Given Name;site\nines@example.org;Ines;north\nnobody;No;\n")
    choose(program, path)
    program.wait_for("E-Mail +→ email · ines@example.org")
    program.wait_for("Given Name +→ first name · Ines")
    program.wait_for("site +→ embedded data · north")
    program.keys("Enter")
    program.wait_for("A row with the same email as someone")
    program.wait_for("Type 1 to import")
    true("ines@example.org" not in emails(sandbox), "it was sent before it was typed")
    program.type("1")
    program.keys("Enter")
    program.wait_for("1 added, 0 merged with who was there, 1 row not imported")
    program.wait_for("Line 3: the email is no address")
    program.wait_for("rejected-")
    same(emails(sandbox).count("ines@example.org"), 1, "of the address on the list")


@story("a path that is wrong stays to be put right, and a whole one may be pasted behind the ~/ that stands there")
def _(stage):
    _, program, path = opened(stage, "E-Mail\nines@example.org\n")
    program.keys("I")
    program.wait_for("CSV file")
    program.type(path + "x")
    program.keys("Enter")
    program.wait_for("is no file")
    program.keys("BSpace Enter")
    program.wait_for("E-Mail +→ email · ines@example.org")


@story("Tab completes the path of a file, and shows how it could go on")
def _(stage):
    _, program, _ = opened(stage, "")
    folder = os.path.join(stage.folder, "files")
    os.makedirs(os.path.join(folder, "panel 2026"))
    for name in ("panel.csv", "panel-old.csv", "other.csv", os.path.join("panel 2026", "in.csv")):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write("E-Mail\nines@example.org\n")
    program.keys("I")
    program.wait_for("CSV file")
    program.type(folder + "/p")
    program.keys("Tab")
    program.wait_for("panel 2026/ +panel-old.csv +panel.csv")
    true("other.csv" not in program.text(), "what begins otherwise is offered")
    program.type(" ")
    program.gone("panel-old.csv")
    program.keys("Tab Tab")
    program.wait_for("panel 2026/in.csv")
    program.type("x")
    program.keys("Tab")
    program.wait_for("Nothing begins like this")
    program.keys("BSpace Enter")
    program.wait_for("E-Mail +→ email · ines@example.org")


@story("Tab completes the path of the commands import and export, too")
def _(stage):
    _, program, _ = opened(stage, "")
    folder = os.path.join(stage.folder, "files")
    os.makedirs(os.path.join(folder, "panels"))
    for name in ("panel.csv", "panel\x1b[31m.csv", ".panel.csv", os.path.join("panels", "in.csv")):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write("E-Mail\nines@example.org\n")
    program.keys(":")
    program.type(f"import {folder}/p")
    program.wait_for("Tab complete", slice(-1, None))
    program.keys("Tab")
    program.wait_for(r"panel \[31m.csv +panel.csv +panels/")
    program.wait_for(": import .*files/panel ")
    true(".panel.csv" not in program.text(), "a hidden file is offered")
    program.type("s")
    program.gone("panels/")
    program.keys("Tab Tab")
    program.wait_for("files/panels/in.csv")
    program.keys("Enter")
    program.wait_for("E-Mail +→ email · ines@example.org")
    program.keys("Esc :")
    program.type(f"export {folder}/pane")
    program.keys("Tab Tab")
    program.wait_for(r"panel \[31m.csv +panel.csv +panels/")


@story("a column is given another meaning, and Esc leaves everything as it was")
def _(stage):
    sandbox, program, path = opened(stage, "E-Mail,Code\nines@example.org,77\n")
    choose(program, path)
    program.wait_for("Code +→ embedded data")
    program.keys("Down Down Enter")
    program.wait_for("The column Code is")
    program.keys("Up Up Enter")
    program.wait_for("Code +→ external reference")
    program.wait_for("Import its 1 row into Spring panel like this")
    program.keys("Enter")  # the cursor is still on it: nothing goes on with half of the columns said
    program.wait_for("The column Code is")
    program.keys("Esc")
    program.wait_for("Code +→ external reference")
    program.keys("Esc")
    program.wait_for("Nothing was imported")
    true("ines@example.org" not in emails(sandbox), "it was imported")


@story("a lost answer is unknown, and nothing is sent twice")
def _(stage):
    sandbox, program, path = opened(stage, "email\nines@example.org\n")
    sandbox.fault("POST /API/v3/directories/*/transactioncontacts drop-after")
    choose(program, path)
    program.wait_for("email +→ email")
    program.keys("Enter")
    program.wait_for("Type 1 to import")
    program.type("1")
    program.keys("Enter")
    program.wait_for("No clear answer came to 1 of the contacts")
    same(emails(sandbox).count("ines@example.org"), 1, "of the address on the list")


def send_one(program, path):
    choose(program, path)
    program.wait_for("email +→ email")
    program.keys("Enter")
    program.wait_for("Type 1 to import")
    program.type("1")
    program.keys("Enter")


@story("what an import waits for is said while Qualtrics works on it")
def _(stage):
    sandbox, program, path = opened(stage, "email\nines@example.org\n")
    sandbox.fault("GET /API/v3/directories/*/transactioncontacts/* stall")
    send_one(program, path)
    program.wait_for("0 of 1 row done; waiting until Qualtrics has worked through 1")


@story("another copy of the program says what its import to the same list would have to wait for")
def _(stage):
    sandbox, program, path = opened(stage, "email\nines@example.org\n")
    sandbox.fault("POST /API/v3/directories/*/transactioncontacts stall")
    send_one(program, path)
    program.wait_for("Importing into Spring panel")
    other = stage.canvass(sandbox, width=120, height=36)
    other.wait_for("2 Contacts · Spring panel")
    other.keys("1")
    other.wait_idle()
    send_one(other, path)
    other.wait_for("An import .1 contact. was sent to this list on .* its answer is still waited for")


@story("a file that is no table is refused with its line, and a directory takes none")
def _(stage):
    _, program, path = opened(stage, "email,name\na@example.org,A,more\n")
    choose(program, path)
    program.wait_for("Line 2: there are more cells than the header has columns")
    program.keys("Esc g I")
    program.wait_for("Choose a mailing list in pane 1 first")


@story("X in pane 1 writes everyone of the list, embedded data in columns, and nothing is a formula")
def _(stage):
    sandbox, program, path = opened(stage, "email,First Name,=odd\nines@example.org,=1+1,x\n")
    choose(program, path)
    program.wait_for("First Name +→ first name")
    program.keys("Enter")
    program.wait_for("Type 1 to import")
    program.type("1")
    program.keys("Enter")
    program.wait_for("1 added, 0 merged")
    program.wait_idle()
    out = os.path.join(stage.folder, "list.csv")
    program.keys("X")
    program.wait_for("╭ Export Spring panel")
    program.keys("C-u")
    program.type(out)
    program.keys("Enter")
    program.wait_for("Spring panel: 61 contacts in")
    with open(out, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    same(len(rows), 61, "rows")
    ines = next(row for row in rows if row["email"] == "ines@example.org")
    same((ines["firstName"], ines["'=odd"]), ("'=1+1", "x"), "what was imported")
    true(any(row["site"] for row in rows[51:]), "embedded data of the second page is missing")
    program.keys("X")
    program.wait_for("╭ Export Spring panel")
    program.keys("C-u")
    program.type(out[:-3] + "json")
    program.keys("Enter")
    program.wait_for("list.json")
    program.wait_idle()
    with open(out[:-3] + "json", encoding="utf-8") as file:
        same(len(json.load(file)), 61, "objects")


@story("X among the contacts writes the marked ones, else those that are shown, with their embedded data")
def _(stage):
    sandbox, program, path = opened(stage, "email\n")
    program.keys("2 +")
    program.wait_idle()
    out = os.path.join(stage.folder, "some.csv")

    def export(title):
        program.keys("X")
        program.wait_for(title)
        program.keys("C-u")
        program.type(out)
        program.keys("Enter")

    program.keys("Space j Space")
    program.wait_for("2 marked")
    export("╭ Export 2 contacts of Spring panel")
    program.wait_for("Spring panel: 2 contacts in")
    with open(out, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    shown = emails(sandbox)
    same([row["email"] for row in rows], [shown[0], shown[2]], "the marked ones")
    program.keys("Esc /")
    program.type("rossi")
    program.keys("Enter")
    program.wait_for("filter: rossi .([0-9]+)")
    program.wait_idle()
    export("╭ Export [0-9]+ contacts of Spring panel")
    program.wait_for("is there already")
    program.keys("y")
    program.wait_for("Spring panel: [0-9]+ contacts in")
    with open(out, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    same([row["email"] for row in rows], [one for one in shown if one and "rossi" in one], "those that are shown")
    true("site" in rows[0] and any(row["site"] for row in rows), "the embedded data is missing")
    program.keys("Esc")
    program.gone("filter: rossi")
    export("╭ Export Spring panel")
    program.wait_for("is there already")
    program.keys("y")
    program.wait_for("Spring panel: 60 contacts in")


tell()
