# SPDX-License-Identifier: GPL-3.0-or-later
"""`canvass export distributions`, `history` and `links` against the sandbox. TAP, standard library only."""
import csv
import importlib.util
import io
import json
import os
import sys

_PLACE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "test-commands.py")
_SPEC = importlib.util.spec_from_file_location("command_tests", _PLACE)
_BASE = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_BASE)
Sandbox, Shell, run = _BASE.Sandbox, _BASE.Shell, _BASE.run


class Sent:
    """The survey "Alumni voices" and what was sent of it."""

    def __init__(self, sandbox):
        self.sandbox = sandbox
        self.survey = next(one["id"] for one in sandbox.get("surveys").elements if "voices" in one["name"])
        self.all = sandbox.get(f"distributions?surveyId={self.survey}").elements
        self.invite = next(one for one in self.all if one["requestType"] == "Invite")
        self.shell = Shell(sandbox, self.survey)

    def every(self, path):
        """All elements of a list of pages."""
        found = []
        while path:
            reply = self.sandbox.get(path)
            found += reply.elements
            path = (reply.result.get("nextPage") or "").partition("/API/v3/")[2]
        return found

    def rows(self, *words):
        status, out, complaints = self.shell.run("export", *words)
        assert (status, complaints) == (0, ""), complaints
        return list(csv.DictReader(io.StringIO(out, newline="")))


def distributions(sent):
    rows = sent.rows("distributions", sent.survey)
    assert {row["id"]: row["finished"] for row in rows} == {one["id"]: str(one["stats"]["finished"]) for one in sent.all}


def history(sent):
    entries = sent.every(f"distributions/{sent.invite['id']}/history")
    rows = sent.rows("history", sent.invite["id"])
    assert [(row["contactId"], row["status"]) for row in rows] == [(one["contactId"], one["status"]) for one in entries]
    assert not any(row["email"] or row["lastName"] for row in rows)


def history_with_names(sent):
    rows = sent.rows("history", sent.invite["id"], "--survey", sent.survey)
    directory = sent.sandbox.get("directories").elements[0]["directoryId"]
    contacts = sent.every(f"directories/{directory}/mailinglists/{sent.invite['recipients']['mailingListId']}/contacts")
    people = {one["contactId"]: one for one in contacts}
    assert len(rows) > 100
    for row in rows:
        person = people[row["contactId"]]
        assert row["lastName"] == (person.get("lastName") or "") and row["email"] == (person.get("email") or "")


def links(sent):
    recipients = sent.invite["recipients"]["mailingListId"]
    made = sent.sandbox.call("POST", "distributions", {
        "action": "CreateDistribution", "surveyId": sent.survey, "linkType": "Individual", "description": "links",
        "expirationDate": "2031-01-01T00:00:00Z", "mailingListId": recipients}).result["id"]
    assert sent.shell.run("export", "links", made)[0] == 2
    status, out, complaints = sent.shell.run("export", "links", made, "--survey", sent.survey, "--format", "json")
    assert (status, complaints) == (0, ""), complaints
    wanted = sent.every(f"distributions/{made}/links?surveyId={sent.survey}")
    assert [(one["contactId"], one["link"]) for one in json.loads(out)] == [(one["contactId"], one["link"]) for one in wanted]


def links_of_a_mail(sent):
    """Reading them would reset the states of the mails, so they are not read."""
    before = sent.every(f"distributions/{sent.invite['id']}/history")
    status, out, complaints = sent.shell.run("export", "links", sent.invite["id"], "--survey", sent.survey)
    assert status == 1 and "was mailed" in complaints
    assert sent.every(f"distributions/{sent.invite['id']}/history") == before


CASES = [distributions, history, history_with_names, links, links_of_a_mail]


def main():
    print(f"1..{len(CASES)}")
    with Sandbox("--contacts", "40", "--token", "secret") as sandbox:
        sent = Sent(sandbox)
        for number, case in enumerate(CASES, 1):
            run(number, case, sent)


if __name__ == "__main__":
    sys.exit(main())
