# SPDX-License-Identifier: GPL-3.0-or-later
"""`canvass watch` and `canvass export responses` against the sandbox. TAP, standard library only."""
import csv
import importlib.util
import io
import json
import os
import resource
import select
import signal
import subprocess
import sys
import tempfile

_PLACE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "test-responses.py")
_SPEC = importlib.util.spec_from_file_location("response_tests", _PLACE)
_BASE = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_BASE)
Sandbox, Desk, run = _BASE.Sandbox, _BASE.Desk, _BASE.run

PROGRAM = os.path.join(os.environ["top_builddir"], "canvass")
PATIENCE = 30 if os.environ.get("SANITIZE", "no") == "no" else 240


class Shell:
    """A home of its own, and the program in it."""

    def __init__(self, sandbox, survey):
        self.home = tempfile.TemporaryDirectory()
        self.survey = survey
        self.arguments = [PROGRAM, "--server", f"http://{sandbox.address}"]
        self.environment = {**os.environ, "CANVASS_TOKEN": "secret", "HOME": self.home.name, "LC_ALL": "C.UTF-8",
                            **{f"XDG_{name}_HOME": os.path.join(self.home.name, name)
                               for name in ("CONFIG", "STATE", "CACHE")}}
        self.environment.pop("XDG_RUNTIME_DIR", None)
        self.environment.pop("DBUS_SESSION_BUS_ADDRESS", None)

    def start(self, *words, **options):
        return subprocess.Popen([*self.arguments, *words], env=self.environment, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, **options)

    def run(self, *words, **options):
        done = subprocess.run([*self.arguments, *words], env=self.environment, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, timeout=PATIENCE, check=False, **options)
        return done.returncode, done.stdout.decode(), complaints_in(done.stderr)

    def run_full(self, *words):
        """Standard output takes nothing: the status and what is complained of."""
        with open("/dev/full", "wb") as full:
            done = subprocess.run([*self.arguments, *words], env=self.environment, stdout=full,
                                  stderr=subprocess.PIPE, timeout=PATIENCE, check=False)
        return done.returncode, complaints_in(done.stderr)

    def run_unread(self, *words):
        """Nobody reads standard output: the status and what is complained of."""
        reads, writes = os.pipe()
        os.close(reads)
        with open(writes, "wb") as nobody:
            done = subprocess.run([*self.arguments, *words], env=self.environment, stdout=nobody,
                                  stderr=subprocess.PIPE, timeout=PATIENCE, check=False)
        return done.returncode, complaints_in(done.stderr)

    def write(self, kind, name, text):
        """A file of the program's own."""
        folder = os.path.join(self.home.name, kind, "canvass")
        os.makedirs(folder, mode=0o700, exist_ok=True)
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)

    def watch(self, *options):
        return Watcher(self, *options)


def complaints_in(text):
    """Without the line that says where the token comes from."""
    return "".join(line for line in text.decode().splitlines(keepends=True) if "the token comes from" not in line)


def no_disk():
    """In the child: files of this process take no byte, as on a full disk."""
    if os.environ.get("SANITIZE") == "thread":  # its runtime writes to a file before main, which ignores the signal
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


class Watcher:
    def __init__(self, shell, *options):
        self.process = shell.start("watch", shell.survey, *options, bufsize=0)
        self.bytes = b""

    def has_line(self, patience):
        while b"\n" not in self.bytes:
            if not select.select([self.process.stdout], [], [], patience)[0]:
                return False
            piece = os.read(self.process.stdout.fileno(), 65536)
            assert piece, self.process.stderr.read()
            self.bytes += piece
        return True

    def line(self):
        assert self.has_line(PATIENCE), "nothing came"
        line, self.bytes = self.bytes.split(b"\n", 1)
        return json.loads(line)

    def end(self, how=signal.SIGINT):
        """What else was written, and the exit status."""
        self.process.send_signal(how)
        rest, complaints = self.process.communicate(timeout=PATIENCE)
        return (self.bytes + rest).decode(), complaints_in(complaints), self.process.returncode


def begun(watcher, desk):
    """Answers until the watch tells one: then it has begun. The IDs that it told."""
    last = desk.answer()
    while not watcher.has_line(0.2):
        last = desk.answer()
    told = [watcher.line()["responseId"]]
    while told[-1] != last:
        told.append(watcher.line()["responseId"])
    assert len(set(told)) == len(told)
    return told


## Cases

def watches(sandbox, desk):
    shell = Shell(sandbox, desk.survey)
    watcher = shell.watch()
    told = begun(watcher, desk)
    told.append(desk.answer())
    one = watcher.line()
    assert one["responseId"] == told[-1] and one["values"]["recordedDate"] and one["labels"]["finished"] == "True"
    assert watcher.end() == ("", "", 0)
    away = [desk.answer(), desk.answer()]
    sandbox.control("exports", "expire")
    watcher = shell.watch()
    assert sorted(watcher.line()["responseId"] for _ in away) == sorted(away)
    last = desk.answer()
    assert watcher.line()["responseId"] == last
    assert watcher.end(signal.SIGTERM) == ("", "", 0)


def since(sandbox, desk):
    shell = Shell(sandbox, desk.survey)
    day = "2000-01-01"
    watcher = shell.watch("--since", day)
    everything, _ = desk.pull()
    lines = [watcher.line() for _ in everything]
    assert {one["responseId"] for one in lines} == {one["responseId"] for one in everything}
    recorded = [one["values"]["recordedDate"] for one in lines]
    assert recorded == sorted(recorded)
    assert watcher.end()[2] == 0
    for path, _, names in os.walk(shell.home.name):
        assert all(os.stat(os.path.join(path, name)).st_mode & 0o077 == 0 for name in names)
    assert shell.run("watch", desk.survey, "--since", "yesterday")[0] == 2
    assert shell.run("watch")[0] == 2


def reader_goes(sandbox, desk):
    shell = Shell(sandbox, desk.survey)
    watcher = shell.watch()
    begun(watcher, desk)
    watcher.process.stdout.close()
    assert watcher.process.wait(PATIENCE) == 0
    assert complaints_in(watcher.process.stderr.read()) == ""
    head = subprocess.run(["sh", "-c", f"'{PROGRAM}' --server {shell.arguments[2]} watch {desk.survey} --since 2000-01-01 "
                           "| head -n 2"], env=shell.environment, stdout=subprocess.PIPE, timeout=PATIENCE, check=False)
    assert len(head.stdout.splitlines()) == 2 and head.returncode == 0


def two_at_once(sandbox, desk):
    shell = Shell(sandbox, desk.survey)
    watcher = shell.watch()
    begun(watcher, desk)
    status, out, complaints = shell.run("watch", desk.survey)
    assert (status, out) == (1, "") and "another canvass" in complaints
    assert watcher.end()[2] == 0


def goes_on(sandbox, desk):
    shell = Shell(sandbox, desk.survey)
    watcher = shell.watch()
    begun(watcher, desk)
    sandbox.control("exports", "fail")
    response = desk.answer()
    assert watcher.line()["responseId"] == response
    _, complaints, status = watcher.end()
    assert status == 0 and "still watching" in complaints


def says_no(sandbox, desk):
    shell = Shell(sandbox, "SV_000000000000000")
    status, out, complaints = shell.run("watch", shell.survey)
    assert (status, out) == (1, "") and "GSI_2" in complaints
    shell.environment["CANVASS_TOKEN"] = "wrong"
    status, out, complaints = shell.run("watch", desk.survey)
    assert (status, out) == (1, "") and "DCD_7" in complaints and "wrong" not in complaints
    shell.arguments = [PROGRAM]
    assert shell.run("watch", desk.survey)[0] == 3


def says_what_is_missing(sandbox, desk):
    shell = Shell(sandbox, desk.survey)
    for words in (("watch", ""), ("export", "contacts", ""), ("export", "responses", "")):
        status, out, complaints = shell.run(*words)
        assert (status, out) == (2, "") and f"canvass {words[0]} " in complaints, (words, status, complaints)


def closed_descriptors(sandbox, desk):
    """What is printed goes into no file of ours, though its number is free."""
    shell = Shell(sandbox, desk.survey)
    for words in (("api", "GET", "/whoami"), ("export", "distributions", desk.survey)):
        process = shell.start(*words, preexec_fn=lambda: os.close(1))
        complaints = complaints_in(process.communicate(timeout=PATIENCE)[1])
        assert process.returncode == 1 and "cannot write the output" in complaints, (words, complaints)
    process = shell.start("api", "DELETE", "/surveys/SV_x", "-y", preexec_fn=lambda: (os.close(1), os.close(2)))
    process.communicate(timeout=PATIENCE)
    written = b"".join(open(os.path.join(folder, name), "rb").read()
                       for folder, _, names in os.walk(shell.home.name) for name in names)
    assert process.returncode == 1 and b"canvass:" not in written, (process.returncode, written)


def full_output(sandbox, desk):
    """What cannot be written is complained of, in every command, and is no success."""
    shell = Shell(sandbox, desk.survey)
    directory = sandbox.get("directories").elements[0]["directoryId"]
    mailing = sandbox.get(f"directories/{directory}/mailinglists").elements[0]["mailingListId"]
    shell.write("STATE", "journal", '{"when":1,"kind":"edit","contact":"CID_1"}\n')
    shell.write("CONFIG", "config", "[connection work]\nserver = fra1\ntoken-command = true\n")
    commands = ("api", "connection", "export", "import", "journal", "watch")
    calls = [("--help",), ("-h",), ("--version",), ("journal",), ("journal", "--json"), ("connection", "list"),
             ("connection", "list", "--help"), ("api", "--endpoints"), ("api", "GET", "/whoami"),
             ("export", "contacts", mailing), ("export", "distributions", desk.survey), ("export", "responses", desk.survey),
             ("watch", desk.survey, "--since", "2000-01-01"), *((command, "--help") for command in commands)]
    for words in calls:
        status, complaints = shell.run_full(*words)
        assert status == 1 and complaints.count("cannot write the output") == 1, (words, status, complaints)
        assert "cannot write" not in shell.run_unread(*words)[1], words
        if words[0] != "watch" or "--help" in words:
            assert shell.run(*words)[0] == 0, words


def bad_usage(sandbox, desk):
    """What is wrong is named; a configuration that cannot be understood is bad usage, wherever it is read."""
    shell = Shell(sandbox, desk.survey)
    status, out, complaints = shell.run("jornal")
    assert (status, out) == (2, "") and 'there is no command "jornal"' in complaints, complaints
    for verb in ("add", "list", "test", "remove"):
        assert f"canvass connection {verb} [OPTION" in shell.run("connection", verb, "--help")[1], verb
        status, _, complaints = shell.run("connection", verb, "--nonsense")
        assert status == 2 and f"see canvass connection {verb} --help" in complaints, complaints
    assert shell.run("help") == shell.run("--help"), "help"
    for words in (("api",), ("connection", "add"), ("export",)):
        assert shell.run("help", *words) == shell.run(*words, "--help"), words
    status, out, complaints = shell.run("help", "jornal")
    assert (status, out) == (2, "") and "with which command" in complaints, complaints
    shell.write("CONFIG", "config", "[canvass]\nundo-windw = 5\n")
    for words in (("api", "GET", "/whoami"), ("watch", desk.survey), ("export", "distributions", desk.survey),
                  ("connection", "list")):
        status, out, complaints = shell.run(*words)
        assert (status, out) == (2, "") and "undo-windw" in complaints, (words, status, complaints)
    shell.write("CONFIG", "config", "[connection work]\nserver = fra1\ntoken-command = true\n")
    status, out, complaints = shell.run("connection", "list", preexec_fn=no_disk)
    assert status == 0 and "work" in out, complaints


def hostile_words(sandbox, desk):
    shell = Shell(sandbox, desk.survey)
    for words in (("export", "responses", desk.survey), ("export", "responses", desk.survey, "--format", "json"),
                  ("export", "responses", desk.survey, "--labels")):
        _, out, _ = shell.run(*words)
        assert "red" in out and "\x1b" not in out and "\u202e" not in out, words


def exports(sandbox, desk):
    shell = Shell(sandbox, desk.survey)
    everything, _ = desk.pull()
    status, out, complaints = shell.run("export", "responses", desk.survey, "--format", "json")
    assert (status, complaints) == (0, ""), complaints
    assert json.loads(out) == everything
    status, out, _ = shell.run("export", "responses", desk.survey)
    rows = list(csv.DictReader(io.StringIO(out, newline="")))
    assert status == 0 and len(rows) == len(everything)
    by_id = {one["responseId"]: one for one in everything}
    for row in rows:
        values = by_id[row["responseId"]]["values"]
        assert row["QID1"] == str(values["QID1"]) and row["QID3"] == ", ".join(values["QID3"])
    assert not any(row["QID4_TEXT"].startswith("=") for row in rows)
    status, out, _ = shell.run("export", "responses", desk.survey, "--labels")
    rows = list(csv.DictReader(io.StringIO(out, newline="")))
    assert {row["What brought you to us?"] for row in rows} == {"A friend", "The web", "An event", "Something else"}
    assert "How satisfied are you with… – the price & terms" in rows[0] and "QID2" not in rows[0]
    middle = sorted(one["values"]["recordedDate"] for one in everything)[len(everything) // 2][:19] + "Z"
    status, out, _ = shell.run("export", "responses", desk.survey, "--since", middle, "--format", "json")
    assert len(json.loads(out)) == sum(one["values"]["recordedDate"][:19] >= middle[:19] for one in everything)
    sandbox.control("exports", "fail")
    status, out, complaints = shell.run("export", "responses", desk.survey)
    assert (status, out) == (1, "") and "failed" in complaints
    path = os.path.join(shell.home.name, "all.csv")
    assert shell.run("export", "responses", desk.survey, "-o", path)[0] == 0
    assert os.stat(path).st_mode & 0o777 == 0o600 and os.path.getsize(path) > 1000


SHARED = [watches, since, reader_goes, two_at_once, goes_on, says_no, says_what_is_missing, closed_descriptors, full_output,
          bad_usage, hostile_words, exports]


def main():
    print(f"1..{len(SHARED)}")
    with Sandbox("--contacts", "10", "--token", "secret") as sandbox:
        desk = Desk(sandbox, next(one["id"] for one in sandbox.get("surveys").elements
                                  if one["isActive"] and "voices" in one["name"]))
        for number, case in enumerate(SHARED, 1):
            run(number, case, sandbox, desk)


if __name__ == "__main__":
    sys.exit(main())
