# SPDX-License-Identifier: GPL-3.0-or-later
"""`canvass export` of contacts, distributions, histories and links against the sandbox. TAP, standard library only."""
import csv
import importlib.util
import io
import json
import os
import signal
import sys
import time

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


def contacts(sent):
    """Everyone, embedded data in columns; nothing is a formula, and numbers are numbers."""
    directory = sent.sandbox.get("directories").elements[0]["directoryId"]
    lists = f"directories/{directory}/mailinglists"
    number = sent.sandbox.get(lists).elements[0]["mailingListId"]
    path = f"{lists}/{number}/contacts"
    odd = {"email": "odd@example.org", "firstName": "=1+1", "lastName": "@x", "phone": "+49 170 1234",
           "embeddedData": {"=name": "-2+3", "visits": "-5", "contactId": "its own"}}
    made = sent.sandbox.call("POST", path, odd)
    assert made.status == 200, made.body
    everyone = sent.every(path + "?includeEmbedded=true")
    rows = sent.rows("contacts", number)
    assert [row["contactId"] for row in rows] == [one["contactId"] for one in everyone]
    for row, one in zip(rows, everyone):
        if one.get("email") != odd["email"]:
            assert row["email"] == (one.get("email") or "") and row["lastName"] == (one.get("lastName") or "")
            assert all(row[name] == value for name, value in (one.get("embeddedData") or {}).items())
    row = next(row for row in rows if row["email"] == "odd@example.org")
    assert (row["firstName"], row["lastName"], row["phone"]) == ("'=1+1", "'@x", "+49 170 1234"), row
    assert (row["'=name"], row["visits"], row["embeddedData.contactId"]) == ("'-2+3", "-5", "its own"), row
    status, out, complaints = sent.shell.run("export", "contacts", number, "--format", "json")
    assert (status, complaints) == (0, ""), complaints
    same = next(one for one in json.loads(out) if one["email"] == "odd@example.org")
    assert (same["firstName"], same["=name"], same["site"]) == ("=1+1", "-2+3", None), same
    everyone = sent.every(f"directories/{directory}/contacts")
    assert {row["contactId"] for row in sent.rows("contacts", directory)} == {one["contactId"] for one in everyone}
    assert len(everyone) > len(rows), "the whole directory is larger than a list"
    status, out, complaints = sent.shell.run("export", "contacts", "POOL_000000000000000")
    assert (status, out) == (1, "") and "404" in complaints, complaints
    status, out, complaints = sent.shell.run("export", "contacts", "CG_000000000000000")
    assert (status, out) == (1, "") and "no directory has a list" in complaints, complaints
    sent.sandbox.control("fault", "GET */contacts status=403 x1")
    assert sent.shell.run("export", "contacts", number)[:2] == (1, ""), "half a list is no list"


def interrupted(sent):
    """Killed while it waits for a page: what was there is there, and no half of the new one, by whatever name."""
    path = os.path.join(sent.shell.home.name, "out", "panel.csv")
    os.mkdir(os.path.dirname(path))
    directory = sent.sandbox.get("directories").elements[0]["directoryId"]
    number = sent.sandbox.get(f"directories/{directory}/mailinglists").elements[0]["mailingListId"]
    for how in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
        with open(path, "w", encoding="utf-8") as file:
            file.write("the former one")
        sent.sandbox.control("fault", "GET */contacts stall x1")
        # Whoever runs the tests behind a shell's back may have SIGINT ignored.
        process = sent.shell.start("export", "contacts", number, "-o", path,
                                   preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
        while b"the token comes from" not in process.stderr.readline():
            assert process.poll() is None
        process.send_signal(how)
        process.communicate()
        assert process.returncode != 0
        assert os.listdir(os.path.dirname(path)) == ["panel.csv"]
        with open(path, encoding="utf-8") as file:
            assert file.read() == "the former one"
    sent.sandbox.control("fault", "clear")


def distributions(sent):
    rows = sent.rows("distributions", sent.survey)
    assert {row["id"]: row["finished"] for row in rows} == {one["id"]: str(one["stats"]["finished"]) for one in sent.all}


def distributions_by_sms(sent):
    """They stand in a list of their own, which some accounts may not read."""
    listed = sent.sandbox.get("directories").elements[0]["directoryId"]
    mailing = sent.sandbox.get(f"directories/{listed}/mailinglists").elements[0]["mailingListId"]
    made = sent.sandbox.call("POST", "distributions/sms", {
        "surveyId": sent.survey, "name": "wave", "method": "Invite", "recipients": {"mailingListId": mailing},
        "message": {"messageText": "Hi ${l://SurveyURL}"},
        "sendDate": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(sent.sandbox.now() + 600))}).result["id"]
    rows = sent.rows("distributions", sent.survey)
    assert made in [row["id"] for row in rows] and len(rows) == len(sent.all) + 1, rows
    sent.sandbox.control("fault", "GET /API/v3/distributions/sms status=403 x1")
    status, out, complaints = sent.shell.run("export", "distributions", sent.survey)
    assert status == 0 and "without SMS: " in complaints and len(out.splitlines()) == len(sent.all) + 1, complaints
    assert sent.sandbox.call("DELETE", f"distributions/sms/{made}?surveyId={sent.survey}").status == 200


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


CASES = [contacts, interrupted, distributions, distributions_by_sms, history, history_with_names, links, links_of_a_mail]


def main():
    print(f"1..{len(CASES)}")
    with Sandbox("--contacts", "40", "--token", "secret") as sandbox:
        sent = Sent(sandbox)
        for number, case in enumerate(CASES, 1):
            run(number, case, sent)


if __name__ == "__main__":
    sys.exit(main())
