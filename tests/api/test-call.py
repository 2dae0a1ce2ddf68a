# SPDX-License-Identifier: GPL-3.0-or-later
"""`canvass api` against the sandbox: what is asked, what is written, and what is not. TAP, standard library only."""
import importlib.util
import json
import os
import sys

_PLACE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "test-commands.py")
_SPEC = importlib.util.spec_from_file_location("command_tests", _PLACE)
_BASE = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_BASE)
Sandbox, Shell, run, no_disk = _BASE.Sandbox, _BASE.Shell, _BASE.run, _BASE.no_disk


class Place:
    """The first list of the first directory, and a shell."""

    def __init__(self, sandbox):
        self.sandbox = sandbox
        directory = sandbox.get("directories").elements[0]["directoryId"]
        self.list = sandbox.get(f"directories/{directory}/mailinglists").elements[0]["mailingListId"]
        self.path = f"/directories/{directory}/mailinglists/{self.list}/contacts"
        self.shell = Shell(sandbox, None)

    def all(self):
        return self.sandbox.pages(self.path[1:])[0]


def asks(place):
    status, out, complaints = place.shell.run("api", "GET", "/whoami")
    assert (status, complaints) == (0, ""), complaints
    assert json.loads(out)["result"]["userId"] == place.sandbox.get("whoami").result["userId"]
    status, out, complaints = place.shell.run("api", "GET", place.path, "-q", "pageSize=2")
    assert status == 0 and len(json.loads(out)["result"]["elements"]) == 2, complaints


def follows_pages(place):
    status, out, complaints = place.shell.run("api", "GET", place.path, "-q", "pageSize=20", "--all")
    assert (status, complaints) == (0, ""), complaints
    documents, at = [], 0
    while out[at:].strip():
        document, at = json.JSONDecoder().raw_decode(out, at)
        at += len(out[at:]) - len(out[at:].lstrip())
        documents.append(document["result"]["elements"])
    assert len(documents) > 1 and [one for page in documents for one in page] == place.all()


def writes_when_told_to(place):
    """There is no terminal to ask on, so only -y writes; then it is in the journal."""
    before = len(place.all())
    body = json.dumps({"email": "call@example.org", "firstName": "Call"})
    status, out, complaints = place.shell.run("api", "POST", place.path, "-d", body)
    assert (status, out) == (2, "") and "use -y" in complaints and len(place.all()) == before
    status, out, complaints = place.shell.run("api", "-y", "POST", place.path, "-d", body)
    assert status == 0 and len(place.all()) == before + 1, complaints
    person = json.loads(out)["result"]["id"]
    assert place.path in place.shell.run("journal")[1]
    assert place.shell.run("api", "-y", "PUT", f"{place.path}/{person}", "-d", '{"firstName": "Caller"}')[0] == 0
    assert json.loads(place.shell.run("api", "GET", f"{place.path}/{person}")[1])["result"]["firstName"] == "Caller"
    assert place.shell.run("api", "-y", "DELETE", f"{place.path}/{person}")[0] == 0
    assert len(place.all()) == before


def says_no(place):
    status, out, complaints = place.shell.run("api", "GET", "/surveys/SV_000000000000000")
    assert (status, out) == (1, "") and "404" in complaints, complaints
    assert place.shell.run("api", "GET")[0] == 2
    assert place.shell.run("api", "GET", "whoami")[0] == 2
    assert place.shell.run("api", "-y", "POST", place.path, "-d", "{broken")[0] == 2
    before = len(place.all())
    status, _, complaints = place.shell.run("--read-only", "api", "-y", "POST", place.path, "-d", '{"email": "x@example.org"}')
    assert status == 1 and "read-only" in complaints and len(place.all()) == before


def does_not_know(place):
    """An answer that never came is neither yes nor no."""
    before = len(place.all())
    assert place.sandbox.control("fault", f"POST /API/v3{place.path} drop-after x1") == 200
    status, out, complaints = place.shell.run("api", "-y", "POST", place.path, "-d", '{"email": "lost@example.org"}')
    assert (status, out) == (4, "") and "not known" in complaints, complaints
    assert len(place.all()) == before + 1, "it was sent twice, or not at all"
    for fault in ("status=503", "html", "garble"):  # an answer, and none that says whether it was done
        place.sandbox.control("fault", f"POST /API/v3{place.path} {fault} x1")
        status, _, complaints = place.shell.run("api", "-y", "POST", place.path, "-d", '{"email": "odd@example.org"}')
        assert status == 4 and "not known" in complaints, (fault, status, complaints)


def is_in_the_journal_before_it_is_sent(place):
    place.sandbox.control("fault", f"POST /API/v3{place.path} stall x1")
    process = place.shell.start("api", "-y", "POST", place.path, "-d", '{"email": "killed@example.org"}')
    while f"POST {place.path}: about to be sent" not in place.shell.run("journal")[1].splitlines()[-1]:
        assert process.poll() is None
    while place.sandbox.raw("GET", "/sandbox/fault").body != b"0\n":  # it has not come there yet
        assert process.poll() is None
    process.kill()
    process.communicate()


def is_not_sent_without_the_journal(place):
    """A disk that takes no byte: nothing goes out that could not be remembered."""
    before = len(place.all())
    for word in ("POST", "PUT", "DELETE"):
        path = place.path if word == "POST" else f"{place.path}/CID_1"
        status, out, complaints = place.shell.run("api", "-y", word, path, "-d", '{"email": "full@example.org"}',
                                                  preexec_fn=no_disk)
        assert (status, out) == (1, "") and "cannot write to the journal" in complaints, (word, complaints)
    assert len(place.all()) == before
    assert place.shell.run("api", "GET", "/whoami", preexec_fn=no_disk)[0] == 0


def was_done_though_it_cannot_be_told(place):
    """A script that takes it for a no would do it again."""
    before = len(place.all())
    status, complaints = place.shell.run_full("api", "-y", "POST", place.path, "-d", '{"email": "full@example.org"}')
    assert status == 4 and "cannot write the output" in complaints, (status, complaints)
    assert len(place.all()) == before + 1


def takes_no_endless_body(place):
    status, out, complaints = place.shell.run("api", "-y", "POST", place.path, "-d", "@/dev/zero")
    assert (status, out) == (2, "") and "/dev/zero has more than 64 MB" in complaints, complaints
    with open("/dev/zero", "rb") as zero:
        status, out, complaints = place.shell.run("api", "-y", "POST", place.path, "-d", "-", stdin=zero)
    assert (status, out) == (2, "") and "more than 64 MB" in complaints, complaints
    status, out, complaints = place.shell.run("api", "-y", "POST", place.path, "-d", "@/nowhere")
    assert (status, out) == (2, "") and "/nowhere" in complaints, complaints


def says_once_that_it_is_too_much(place):
    place.sandbox.control("fault", f"POST /API/v3{place.path} retry-after=1 x1")
    status, _, complaints = place.shell.run("api", "-y", "POST", place.path, "-d", '{"email": "busy@example.org"}')
    assert status == 1 and complaints.lower().count("too many requests") == 1, complaints
    assert "ry again in a minute" in complaints, complaints


def takes_the_connection_after_the_command(place):
    """The last -c counts, and --read-only wherever it stands."""
    shell = Shell(place.sandbox, None)
    shell.write("CONFIG", "config", f"[connection here]\nserver = http://{place.sandbox.address}\n"
                "token-command = printf secret\n[connection gone]\nserver = fra1\ntoken-command = false\n")
    for words in (("-c", "gone", "api"), ("api", "-c", "gone"), ("api", "--connection=gone")):
        status, out, complaints = shell.run(*words, "GET", "/whoami")
        assert (status, out) == (3, "") and "token-command" in complaints, (words, status, complaints)
    for words in (("-c", "here", "api"), ("api", "-c", "here"), ("-c", "gone", "api", "-c", "here")):
        status, out, complaints = shell.run(*words, "GET", "/whoami")
        assert status == 0 and "userId" in out, (words, status, complaints)
    before = len(place.all())
    status, _, complaints = shell.run("api", "-y", "POST", place.path, "-d", '{"firstName": "No"}', "--read-only")
    assert status == 1 and "read-only" in complaints and len(place.all()) == before, (status, complaints)


CASES = [asks, takes_the_connection_after_the_command, follows_pages, writes_when_told_to, says_no, does_not_know,
         is_in_the_journal_before_it_is_sent, is_not_sent_without_the_journal, was_done_though_it_cannot_be_told, takes_no_endless_body,
         says_once_that_it_is_too_much]


def main():
    print(f"1..{len(CASES)}")
    with Sandbox("--contacts", "70", "--token", "secret") as sandbox:
        place = Place(sandbox)
        for number, case in enumerate(CASES, 1):
            run(number, case, place)


if __name__ == "__main__":
    sys.exit(main())
