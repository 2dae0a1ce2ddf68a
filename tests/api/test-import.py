# SPDX-License-Identifier: GPL-3.0-or-later
"""`canvass import` against the sandbox, and what was exported imported again. TAP, standard library only."""
import csv
import importlib.util
import os
import pty
import signal
import subprocess
import sys

_PLACE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "test-commands.py")
_SPEC = importlib.util.spec_from_file_location("command_tests", _PLACE)
_BASE = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_BASE)
Sandbox, Shell, run, no_disk = _BASE.Sandbox, _BASE.Shell, _BASE.run, _BASE.no_disk
PATIENCE = _BASE.PATIENCE


class Place:
    """An empty list, a shell, a folder."""

    def __init__(self, sandbox):
        self.sandbox = sandbox
        self.shell = Shell(sandbox, None)
        self.folder = self.shell.home.name
        directory = sandbox.get("directories").elements[0]["directoryId"]
        self.lists = f"directories/{directory}/mailinglists"

    def new_list(self, name):
        number = self.sandbox.call("POST", self.lists, {"name": name}).result["id"]
        return number, f"{self.lists}/{number}/contacts"

    def everyone(self, path):
        return {one["email"]: one for one in self.sandbox.pages(path + "?includeEmbedded=true")[0]}

    def file(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        return path

    def sends(self):
        return self.shell.run("journal")[1].count("about to send")


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def comes(place):
    number, path = place.new_list("Comes")
    file = place.file("comes.csv", "Mail;Given Name;site;Note\nines@example.org;Inês;north;a\nugo@example.org;Ugo;'=1;b\n")
    before = place.sends()
    status, out, complaints = place.shell.run("import", number, file, "--dry-run", "--column", "Note=skip")
    assert (status, out) == (0, "") and "Given Name → first name · Inês" in complaints, complaints
    assert "Note       → not imported" in complaints and "does not come twice" in complaints, complaints
    assert "2 contacts come onto the list Comes" in complaints and not place.everyone(path)
    status, out, complaints = place.shell.run("import", number, file)
    assert (status, out) == (2, "") and "use -y" in complaints and not place.everyone(path), complaints
    assert place.sends() == before
    status, out, complaints = place.shell.run("import", "-y", number, file, "--column", "Note=skip")
    assert (status, out) == (0, "2 added, 0 merged with who was there, 0 rows not imported\n"), complaints
    people = place.everyone(path)
    assert people["ines@example.org"]["firstName"] == "Inês" and people["ugo@example.org"]["embeddedData"] == {"site": "=1"}
    assert place.sends() == before + 1


def asks_for_the_number(place):
    number, path = place.new_list("Asks")
    file = place.file("asks.csv", "email\nask@example.org\n")
    for typed, status, count in (("y", 2, 0), ("1", 0, 1)):
        child, terminal = pty.fork()
        if child == 0:
            os.execve(place.shell.arguments[0], [*place.shell.arguments, "import", number, file], place.shell.environment)
        seen = b""
        while b"Type 1 to import" not in seen:
            seen += os.read(terminal, 1000)
        os.write(terminal, typed.encode() + b"\n")
        try:
            while os.read(terminal, 1000):
                pass
        except OSError:
            pass
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == status and len(place.everyone(path)) == count
        os.close(terminal)


def keeps_what_was_refused(place):
    number, path = place.new_list("Refused")
    file = place.file("refused.csv", "email,firstName\ngood@example.org,Good\nbad,=Bad\n,\n@x,\nlate@example.org,Late\n")
    kept = os.path.join(place.folder, "kept.csv")
    status, out, complaints = place.shell.run("import", "-y", number, file, "--rejects", kept)
    assert (status, out) == (1, "2 added, 0 merged with who was there, 2 rows not imported\n"), complaints
    assert kept in complaints and sorted(place.everyone(path)) == ["good@example.org", "late@example.org"]
    rows = rows_of(kept)
    assert [(row["line"], row["email"], row["firstName"]) for row in rows] == [("3", "bad", "'=Bad"), ("5", "'@x", "")], rows
    assert rows[0]["reason"] == "the email is no address" and os.stat(kept).st_mode & 0o777 == 0o600
    status, _, complaints = place.shell.run("import", "-y", number, file)
    where = complaints.rstrip().rpartition(" ")[2]
    assert status == 1 and os.path.basename(where).startswith("rejected-") and len(rows_of(where)) == 2, complaints


def comes_in_batches(place):
    """More than one POST takes, here for its five million bytes; the first one fails, and the rest is not sent."""
    number, path = place.new_list("Batches")
    file = place.file("many.csv", "email\n" + "".join(f"p{i}@example.org\n" for i in range(10003)))
    status, _, complaints = place.shell.run("import", "--dry-run", number, file)
    assert status == 0 and "in batches of at most 10000, one after the other" in complaints, complaints
    header = "email," + ",".join(f"e{column}" for column in range(9)) + "\n"
    people = "".join(f"p{i}@example.org," + ",".join(["x" * 1000] * 9) + "\n" for i in range(600))
    file = place.file("batches.csv", header + people)
    kept = os.path.join(place.folder, "batches-kept.csv")
    before = place.sends()
    status, out, complaints = place.shell.run("import", "-y", number, file, "--rejects", kept)
    assert (status, out) == (0, "600 added, 0 merged with who was there, 0 rows not imported\n"), complaints
    assert place.sends() == before + 2 and not os.path.exists(kept) and len(place.everyone(path)) == 600
    number, path = place.new_list("Broken")
    file = place.file("broken.csv", header + people.replace("p", "q"))
    place.sandbox.control("fault", f"POST /API/v3/{path[:-9]}/transactioncontacts drop-after x1")
    status, out, complaints = place.shell.run("import", "-y", number, file, "--rejects", kept)
    assert (status, out[:8]) == (4, "0 added,") and "No clear answer" in complaints, complaints
    reasons = [row["reason"].partition(":")[0] for row in rows_of(kept)]
    unknown = reasons.count("unknown")
    assert 500 < unknown < 600 == len(reasons) and set(reasons[unknown:]) == {"not sent, since a batch before it failed"}


def stops(place):
    number, _ = place.new_list("Stops")
    file = place.file("stops.csv", "email\nstop@example.org\n")
    place.sandbox.control("fault", f"POST /API/v3/{place.lists}/{number}/transactioncontacts stall x1")
    before = place.sends()
    process = place.shell.start("import", "-y", number, file)
    while place.sends() == before:
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    _, complaints = process.communicate(timeout=PATIENCE)
    assert process.returncode == 4 and b"canvass journal says what was sent" in complaints, complaints


def goes_on(place):
    """Killed while Qualtrics worked through the first of two batches: the second one only, unless all is wanted."""
    number, path = place.new_list("Goes on")
    file = place.file("on.csv", "email,phone\none@example.org,\ntwo@example.org,\nthree@example.org,no phone\n")
    place.sandbox.control("fault", f"clear\nGET /API/v3/{place.lists}/{number}/transactioncontacts/* stall")
    before = place.shell.run("journal")[1].count("taken as job")
    process = place.shell.start("import", "-y", number, file)
    while place.shell.run("journal")[1].count("taken as job") == before:
        assert process.poll() is None, process.communicate()
    process.kill()
    process.communicate(timeout=PATIENCE)
    place.sandbox.control("fault", "clear")
    status, out, complaints = place.shell.run("import", "-y", number, file)
    assert (status, out) == (0, "1 added, 0 merged with who was there, 0 rows not imported\n"), (out, complaints)
    assert "2 rows of this file were sent" in complaints and "1 contact comes onto" in complaints, complaints
    status, out, complaints = place.shell.run("import", "-y", number, file)  # it is wholly there: it is a wish
    assert (status, out[:17]) == (0, "0 added, 3 merged"), (out, complaints)
    assert len(place.everyone(path)) == 3


def holds_what_it_does_not_know(place):
    number, path = place.new_list("Holds")
    file = place.file("holds.csv", "email\nholds@example.org\n")
    place.sandbox.control("fault", f"POST /API/v3/{place.lists}/{number}/transactioncontacts drop-after x1")
    assert place.shell.run("import", "-y", number, file)[0] == 4
    before = place.sends()
    status, out, complaints = place.shell.run("import", "-y", number, file)
    assert (status, out) == (1, "") and "nobody knows whether it came" in complaints, complaints
    assert "line 2 of its file" in complaints and "--settled came, or --settled not" in complaints, complaints
    assert place.sends() == before and list(place.everyone(path)) == ["holds@example.org"]
    for words, reason in ((("--settled", "perhaps"), "came, or not"), (("--settled", "came", "--dry-run"), "together")):
        status, out, complaints = place.shell.run("import", "-y", number, file, *words)
        assert (status, out) == (2, "") and reason in complaints, complaints
    status, out, complaints = place.shell.run("import", "-y", number, file, "--settled", "came")
    assert status == 0 and "is settled: it came" in complaints and place.sends() == before, (status, out, complaints)
    assert list(place.everyone(path)) == ["holds@example.org"]
    status, out, complaints = place.shell.run("import", "-y", number, file, "--settled", "not")
    assert (status, out) == (2, "") and "nothing that was sent" in complaints, complaints


def looks_for_what_was_cut_off(place):
    """Killed before the answer: once it had come and once it had not, which nobody but a person can know."""
    for word, fault, sends in (("came", "slow=1", 0), ("not", "stall", 1)):
        cut_off(place, word, fault, sends)


def cut_off(place, word, fault, sends):
    number, path = place.new_list(f"Cut {word}")
    file = place.file(f"cut-{word}.csv", f"email\n{word}@example.org\n")
    post = f"POST /API/v3/{place.lists}/{number}/transactioncontacts"
    place.sandbox.control("fault", f"clear\n{post} {fault} x1")
    before = place.sends()
    process = place.shell.start("import", "-y", number, file)
    while place.sends() == before or len(place.everyone(path)) != 1 - sends:
        assert process.poll() is None, process.communicate()
    process.kill()
    process.communicate(timeout=PATIENCE)
    place.sandbox.control("fault", "clear")
    before = place.sends()
    process = place.shell.start("import", "-y", number, file)
    patience = 1  # for the first look; then for two that tell the same new time
    while process.poll() is None:
        try:
            process.wait(timeout=patience)
        except subprocess.TimeoutExpired:
            place.sandbox.control("clock", "200")
            patience = 10
    out, complaints = (text.decode() for text in process.communicate())
    assert (process.returncode, out) == (1, ""), (process.returncode, out, complaints)
    assert "looking what came of it" in complaints and "nobody knows whether it came" in complaints, complaints
    assert place.sends() == before
    assert len(place.everyone(path)) == 1 - sends
    status, out, complaints = place.shell.run("import", "-y", number, file, "--settled", word)
    assert status == 0 and place.sends() == before + sends, (status, out, complaints)
    assert list(place.everyone(path)) == [f"{word}@example.org"]


def says_no(place):
    number, path = place.new_list("No")
    file = place.file("no.csv", "email\nno@example.org\n")
    for words, status, reason in (
            (["CG_000000000000000", file], 1, "no directory has a list"), ([number, file + "x"], 2, "No such file"),
            ([number], 2, "canvass import LIST_ID FILE"), ([number, file, "--column", "Mail=email"], 2, "no column Mail"),
            ([number, file, "--column", "email=what"], 2, "it can be email"),
            ([number, file, "--column", "email=skip"], 2, "No column goes into a field"),
            ([number, place.file("shape.csv", "email,name\na@example.org,A,more\n")], 2, "Line 2")):
        got, out, complaints = place.shell.run("import", "-y", *words)
        assert (got, out) == (status, "") and reason in complaints, (words, got, complaints)
    status, out, complaints = place.shell.run("--read-only", "import", "-y", number, file)
    assert (status, out) == (1, "") and "read-only" in complaints
    assert not place.everyone(path)


def comes_back_as_it_was(place):
    """Exported, imported into another list: the same people, whatever a spreadsheet would take for a formula."""
    number, path = place.new_list("There")
    odd = {"email": "odd@example.org", "firstName": "=1+1", "lastName": "'apostrophe", "extRef": "-7",
           "embeddedData": {"a,b": '"quoted"\nin two lines', "+plus": "@at", "minus": "-12.5"}}
    assert place.sandbox.call("POST", path, odd).status == 200
    exported = os.path.join(place.folder, "there.csv")
    assert place.shell.run("export", "contacts", number, "-o", exported) == (0, "", "")
    other, back = place.new_list("Back")
    status, out, complaints = place.shell.run("import", "-y", other, exported)
    assert (status, out[:17]) == (0, "0 added, 1 merged"), (out, complaints)
    one = place.everyone(back)["odd@example.org"]
    assert {name: one[name] for name in odd} == odd, one


def reads_a_pipe(place):
    number, path = place.new_list("Pipe")
    done = subprocess.run([*place.shell.arguments, "import", "-y", number, "-"], input=b"email\npipe@example.org\n",
                          env=place.shell.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=PATIENCE, check=False)
    assert done.returncode == 0 and list(place.everyone(path)) == ["pipe@example.org"], done.stderr


def is_not_sent_without_the_journal(place):
    number, path = place.new_list("Full")
    file = place.file("full.csv", "email\nfull@example.org\n")
    before = place.sends()
    status, out, complaints = place.shell.run("import", "-y", number, file, preexec_fn=no_disk)
    assert (status, out) == (1, "0 added, 0 merged with who was there, 1 row not imported\n"), (status, out, complaints)
    assert "cannot write to the journal" in complaints and "could not be kept" in complaints, complaints
    assert place.sends() == before and not place.everyone(path)


def came_though_it_cannot_be_told(place):
    number, path = place.new_list("Untold")
    file = place.file("untold.csv", "email\nuntold@example.org\n")
    status, complaints = place.shell.run_full("import", "-y", number, file)
    assert status == 4 and "cannot write the output" in complaints, (status, complaints)
    assert list(place.everyone(path)) == ["untold@example.org"]


CASES = [comes, asks_for_the_number, keeps_what_was_refused, comes_in_batches, stops, goes_on,
         holds_what_it_does_not_know, looks_for_what_was_cut_off, says_no, comes_back_as_it_was, reads_a_pipe,
         is_not_sent_without_the_journal, came_though_it_cannot_be_told]


def main():
    print(f"1..{len(CASES)}")
    with Sandbox("--contacts", "20", "--token", "secret") as sandbox:
        place = Place(sandbox)
        for number, case in enumerate(CASES, 1):
            run(number, case, place)


if __name__ == "__main__":
    sys.exit(main())
