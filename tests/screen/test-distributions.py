# SPDX-License-Identifier: GPL-3.0-or-later
"""What became of a distribution: its numbers, and each recipient by name."""
import csv
import json
import os
import re

from history import history_of, opened_invite
from screen import same, story, tell, true


@story("each recipient stands below the numbers, by name and with what he did")
def _(stage):
    sandbox, program, sent = opened_invite(stage)
    program.wait_for(f"Finished +{sent['stats']['finished']} ")
    program.wait_for("Arrivals +[▁▂▃▄▅▆▇█]")
    entries = history_of(sandbox, sent["id"])
    program.wait_for(f"1/{len(entries)} ")
    first = entries[0]
    directory = sandbox.api("GET", "directories")["elements"][0]["directoryId"]
    person = sandbox.api("GET", f"directories/{directory}/contacts/{first['contactId']}")
    program.wait_for(f"{person['firstName']} {person['lastName']} +{person['email'][:12]}")


@story("/ shows those in one state, and X writes just these, with their names")
def _(stage):
    sandbox, program, sent = opened_invite(stage)
    entries = history_of(sandbox, sent["id"])
    finished = {one["contactId"] for one in entries if one["status"] == "SurveyFinished"}
    true(0 < len(finished) < len(entries), "the sandbox has no mixture of states")
    program.keys("/")
    program.type("finished")
    program.keys("Enter")
    program.wait_for(f"filter: finished .{len(finished)}.")
    program.wait_idle()
    program.keys("X")
    program.wait_for("~.EMD_.*-recipients.csv")
    path = os.path.join(stage.folder, "finished.csv")
    program.keys("C-u")
    program.type(path)
    program.keys("Enter")
    program.wait_for(f"{len(finished)} rows in ")
    same(os.stat(path).st_mode & 0o777, 0o600, "the mode of the file")
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    same({row["contactId"] for row in rows}, finished, "the contacts in the file")
    same({row["status"] for row in rows}, {"SurveyFinished"}, "their states")
    true(all(row["email"] for row in rows), "an address is missing")
    program.keys("X")
    program.wait_for("File")
    program.keys("C-u")
    program.type(path)
    program.keys("Enter")
    program.wait_for("is there already")
    program.keys("Enter")
    program.wait_for("Nothing was written")


@story("state:… looks in the state only, of recipients, distributions and surveys")
def _(stage):
    sandbox, program, sent = opened_invite(stage)
    opened = [one for one in history_of(sandbox, sent["id"]) if one["status"] == "Opened"]
    true(opened, "nobody has only opened it")
    program.keys("/")
    program.type("state:opened")
    program.keys("Enter")
    program.wait_for(f"filter: state:opened .{len(opened)}.")
    program.keys("Esc")
    program.gone("filter: state")
    program.keys("/")
    program.type("!state:opened email:example.org")
    program.keys("Enter")
    program.wait_for("filter: !state:opened email:example.org .[1-9]")
    program.wait_idle()
    true(not any(line.startswith("│ opened") for line in program.lines()), "one that was opened is shown")
    program.keys("Esc Esc + 3 /")
    program.type("state:active")
    program.keys("Enter")
    program.wait_for("filter: state:act")
    program.wait_for("1/5")
    program.gone("○ Exit interview")
    program.keys("4 /")
    program.type("state:done kind:invite")
    program.keys("Enter")
    program.wait_for("filter: state:done kind:invite .1.")


@story("a history that fails is said, the numbers stay, and r gets it")
def _(stage):
    sandbox = stage.sandbox("--contacts", "40", "--fault", "GET /API/v3/distributions/*/history status=400 x1")
    program = stage.canvass(sandbox, width=140, height=40)
    program.wait_for("thank-you")
    program.keys("4 Enter")
    program.wait_for("Who got it: ")
    program.wait_for("Sent +[0-9]")
    program.wait_for("Not loaded: r tries again")
    program.keys("r")
    program.wait_for("opened +[^ ]+ [^ ]+ ")


@story("Enter on a recipient opens the card")
def _(stage):
    _, program, _ = opened_invite(stage)
    program.keys("Enter")
    program.wait_for("Embedded data")


@story("pane 4 is sorted by the chosen column, both ways, and X writes it")
def _(stage):
    sandbox = stage.sandbox("--contacts", "40")
    program = stage.canvass(sandbox, width=140, height=40)
    program.wait_for("thank-you")
    program.keys("4")
    program.wait_idle()

    def kinds():
        return re.findall(r"[0-9]{2}:[0-9]{2} +(invite|thank-you)", program.text())

    same(kinds(), ["thank-you", "invite"], "the newest first")
    program.keys("> > s")
    program.wait_for("Kind ▲")
    program.wait_idle()
    same(kinds(), ["invite", "thank-you"], "by kind")
    program.keys("s")
    program.wait_for("Kind ▼")
    program.wait_idle()
    same(kinds(), ["thank-you", "invite"], "by kind, the other way")
    path = os.path.join(stage.folder, "sent.json")
    program.keys("X")
    program.wait_for("~.SV_.*-distributions.csv")
    program.keys("C-u")
    program.type(path)
    program.keys("Enter")
    program.wait_for("2 rows in ")
    with open(path, encoding="utf-8") as file:
        rows = json.load(file)
    same([row["kind"] for row in rows], ["thank-you", "invite"], "the kinds in the file")
    same({row["recipients"] for row in rows}, {"Alumni 2025"}, "the lists")


tell()
