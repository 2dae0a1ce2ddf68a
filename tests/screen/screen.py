# SPDX-License-Identifier: GPL-3.0-or-later
"""The real program in a terminal of its own: keys in, screens out.

A story is a function that gets a Stage, starts sandboxes and programs on it and says what must appear:

    from screen import story, tell

    @story("the filter narrows while it is typed")
    def _(stage):
        program = stage.canvass(stage.sandbox("--contacts", "500"))
        program.wait_for("Contacts")
        program.keys("2 / r o s s i")
        program.wait_for(r"filter: rossi")

    tell()

Nothing here sleeps: a step waits until the screen shows what it should, or until the program says that it is idle, and
fails with a picture of the screen when its patience ends. The program says on --idle-fd how many bytes of input each
picture answers and which size it has: a picture from before the last keys or the last resize is not looked at, so what
it shows can not be taken for an answer to them. pyte is the terminal.
"""
import base64
import fcntl
import json
import os
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time
import traceback
import urllib.request

try:
    import pyte
except ImportError:
    print("1..0 # SKIP no pyte")
    sys.exit(0)

TOP = os.environ.get("top_builddir", os.getcwd())
SANITIZED = os.environ.get("SANITIZE", "no") != "no"
PATIENCE = 60 if SANITIZED else 20  # seconds that a step waits for what should appear
ENDED = "canvass: (ended while |“.*” leaves at )"  # said when the terminal is given back, so it goes across no picture
STORY_LIMIT = 300 if SANITIZED else 90  # seconds after which a story is over
TOKEN = "token-of-the-screen-tests"


class Failed(Exception):
    """What a story says when it is not as it should be."""


# --- keys ------------------------------------------------------------------------------------------------------------

# What a terminal sends in keypad mode, which is what the program asks for.
KEYS = {
    "Enter": "\r", "Esc": "\x1b", "Tab": "\t", "S-Tab": "\x1b[Z", "Space": " ", "BSpace": "\x7f", "Del": "\x1b[3~",
    "Up": "\x1bOA", "Down": "\x1bOB", "Right": "\x1bOC", "Left": "\x1bOD", "Home": "\x1bOH", "End": "\x1bOF",
    "PgUp": "\x1b[5~", "PgDn": "\x1b[6~", "F1": "\x1bOP",
}


def key_bytes(name):
    if name in KEYS:
        return KEYS[name].encode()
    if len(name) == 3 and name.startswith("C-"):
        return bytes([ord(name[2].upper()) & 0x1F])
    if len(name) == 1:
        return name.encode()
    raise ValueError(f"no such key: {name}")


# --- the terminal ----------------------------------------------------------------------------------------------------

class Terminal(pyte.Screen):
    """pyte's screen, with the four things xterm does and pyte lacks: repeat, scroll, back-tab, the other screen."""

    last_drawn = " "

    def draw(self, data):
        if data:
            self.last_drawn = data[-1]
        super().draw(data)

    def repeat(self, count=1):
        super().draw(self.last_drawn * (count or 1))

    def _scroll(self, count, motion):
        top, bottom = self.margins or (0, self.lines - 1)
        place = self.cursor.x, self.cursor.y
        self.cursor.y = top
        motion(count or 1)
        self.cursor.x, self.cursor.y = place

    def scroll_up(self, count=1):
        self._scroll(count, self.delete_lines)

    def scroll_down(self, count=1):
        self._scroll(count, self.insert_lines)

    def back_tab(self, count=1):
        for _ in range(count or 1):
            self.cursor.x = max((stop for stop in self.tabstops if stop < self.cursor.x), default=0)

    def set_mode(self, *modes, **kwargs):
        super().set_mode(*modes, **kwargs)
        self._other_screen(modes, kwargs)

    def reset_mode(self, *modes, **kwargs):
        super().reset_mode(*modes, **kwargs)
        self._other_screen(modes, kwargs)

    def _other_screen(self, modes, kwargs):
        if kwargs.get("private") and 1049 in modes:
            self.erase_in_display(2)


class Stream(pyte.ByteStream):
    csi = dict(pyte.Stream.csi, b="repeat", S="scroll_up", T="scroll_down", Z="back_tab")
    events = pyte.Stream.events | {"repeat", "scroll_up", "scroll_down", "back_tab"}

    # Sequences with a private mark that pyte would take for the plain ones.
    FOREIGN = re.compile(rb"\x1b\[(?:[<=>][0-9;:]*|\?[0-9;:]*(?![0-9;:hl]))[ -/]*[@-~]")
    UNFINISHED = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*)?\Z")

    held = b""

    def feed(self, data):
        data = self.FOREIGN.sub(b"", self.held + data)
        unfinished = self.UNFINISHED.search(data)
        self.held = unfinished.group() if unfinished else b""
        super().feed(data[:len(data) - len(self.held)])


# --- what runs -------------------------------------------------------------------------------------------------------

def end(process, patience=PATIENCE):
    """Ends a process group that we started; returns the exit status, or None if it had to be killed."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        return process.wait(patience)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return None


class Sandbox:
    """A canvass-sandbox on a free port, ready when the constructor returns."""

    def __init__(self, folder, *options):
        self.outbox = os.path.join(folder, "outbox")
        self.log_path = os.path.join(folder, "sandbox.log")
        os.makedirs(self.outbox, exist_ok=True)
        self.log = open(self.log_path, "wb")
        self.process = subprocess.Popen(
            [os.path.join(TOP, "canvass-sandbox"), "--port", "0", "--token", TOKEN, "--outbox", self.outbox, *options],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=self.log, start_new_session=True)
        self.url = self._first_url()

    def _first_url(self):
        said = b""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if select.select([self.process.stdout], [], [], 1)[0]:
                more = os.read(self.process.stdout.fileno(), 4096)
                said += more
                found = re.search(rb"http://[0-9.]+:[0-9]+", said)
                if found:
                    return found.group().decode()
                if not more:
                    break
        with open(self.log_path, "rb") as log:
            raise Failed(f"the sandbox did not come up: {said!r} {log.read()!r}")

    def post(self, route, text=""):
        request = urllib.request.Request(self.url + route, data=str(text).encode(), method="POST",
                                         headers={"X-API-TOKEN": TOKEN, "Content-Type": "text/plain"})
        with urllib.request.urlopen(request, timeout=PATIENCE) as reply:
            return reply.read().decode()

    def api(self, method, path, body=None):
        """A call of the API from outside the program; the "result" of the reply."""
        request = urllib.request.Request(f"{self.url}/API/v3/{path}", method=method,
                                         data=None if body is None else json.dumps(body).encode(),
                                         headers={"X-API-TOKEN": TOKEN, "Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=PATIENCE) as reply:
            return json.load(reply).get("result")

    def fault(self, spec):
        """Makes it misbehave, as --fault does; "clear" makes it good again."""
        return self.post("/sandbox/fault", spec)

    def wait_struck(self):
        """Until its faults are over, all counted: the requests that they struck have come whole."""
        deadline = time.monotonic() + PATIENCE
        while True:
            with urllib.request.urlopen(self.url + "/sandbox/fault", timeout=PATIENCE) as reply:
                if reply.read() == b"0\n":
                    return
            true(time.monotonic() < deadline, "a fault that struck nothing")

    def advance(self, seconds):
        """Turns its clock forward."""
        return self.post("/sandbox/clock", seconds)

    def mails(self):
        """The mails it "sent", a file each, by name."""
        texts = {}
        for name in sorted(os.listdir(self.outbox)):
            if not name.startswith("."):
                with open(os.path.join(self.outbox, name), encoding="utf-8") as file:
                    texts[name] = file.read()
        return texts

    def stop(self):
        end(self.process)
        self.process.stdout.close()
        self.log.close()


class Program:
    """A program in a pty of its own."""

    def __init__(self, command, width=100, height=30, env=None, complaints=None):
        self.complaints = complaints
        self.width, self.height = width, height
        self.terminal = Terminal(width, height)
        self.stream = Stream(self.terminal)
        self.bytes_seen = 0
        self.recent = b""  # the last of what it wrote, for what pyte does not keep
        self.speaks = "{idle}" in command
        self.said = b""  # the beginning of a line on --idle-fd
        self.typed = 0  # bytes of input
        self.is_current = False  # what it shows answers the last keys and the last resize
        self.is_idle = False
        self.over = False
        self.master, slave = os.openpty()
        self.idle, idle_write = os.pipe()
        os.set_blocking(self.master, False)
        os.set_blocking(self.idle, False)
        self._tell_size()
        errors = open(complaints, "wb") if complaints else slave
        self.process = subprocess.Popen(
            [part.replace("{idle}", str(idle_write)) for part in command], stdin=slave, stdout=slave, stderr=errors,
            env=env, pass_fds=[idle_write], start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0))
        if complaints:
            errors.close()
        os.close(slave)
        os.close(idle_write)

    def _tell_size(self):
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", self.height, self.width, 0, 0))

    # What it does

    def keys(self, names):
        """Keys by name, apart by blanks: "j j Enter C-d Esc". A key after Esc waits, or it would be Alt and that key."""
        burst = b""
        names = names.split()
        for place, name in enumerate(names):
            burst += key_bytes(name)
            if name == "Esc" and place + 1 < len(names):
                self._write(burst)
                burst = b""
                self._until(lambda: self.is_current, "an answer to Esc")
        self._write(burst)

    def type(self, text):
        """Free text, typed as it is."""
        self._write(text.encode())

    def _write(self, data):
        self.is_current = self.is_idle = False
        self.typed += len(data)
        while data:
            select.select([], [self.master], [], PATIENCE)
            data = data[os.write(self.master, data):]

    def resize(self, width, height):
        self._take(0)  # what was drawn for the old size
        self.is_current = self.is_idle = False
        self.width, self.height = width, height
        self.terminal.resize(height, width)
        self._tell_size()

    # What it shows

    def _rows(self):
        """As pyte's display, which fails over half a wide character that a narrower terminal has cut."""
        return ["".join(self.cell(x, y).data for x in range(self.width)) for y in range(self.height)]

    def lines(self):
        return [line.rstrip() for line in self._rows()]

    def text(self):
        return "\n".join(self.lines())

    def cursor(self):
        return self.terminal.cursor.x, self.terminal.cursor.y

    def cell(self, x, y):
        """pyte's Char: data, fg, bg, bold, italics, underscore, reverse."""
        return self.terminal.buffer[y][x]

    def copied(self):
        """What it last handed to the terminal's clipboard (OSC 52); None if nothing."""
        found = re.findall(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", self.recent)
        return base64.b64decode(found[-1]).decode() if found else None

    def row_of(self, regex):
        """The first line that matches, and its number."""
        for number, line in enumerate(self.lines()):
            if re.search(regex, line):
                return number, line
        raise self.failed(f"no line shows {regex!r}")

    # Waiting

    def _take(self, seconds):
        """Reads what there is, after waiting up to so many seconds for something; False when it has ended."""
        ready = select.select([self.master, self.idle], [], [], seconds)[0]
        # What it says first: the picture that this speaks of was written before, so it is read below.
        if self.idle in ready:
            try:
                self._listen(os.read(self.idle, 65536))
            except BlockingIOError:
                pass
        while True:
            try:
                data = os.read(self.master, 65536)
            except BlockingIOError:
                return True
            except OSError:  # the other side of the pty is closed
                data = b""
            if not data:
                self.over = True
                return False
            self.bytes_seen += len(data)
            self.recent = (self.recent + data)[-262144:]
            self.stream.feed(data)

    def _listen(self, said):
        *lines, self.said = (self.said + said).split(b"\n")
        for line in lines:
            word, taken, size = line.decode().split()
            if word == "lent":  # the keys are now those of another program
                self.is_current = True
            elif int(taken) >= self.typed and size == f"{self.width}x{self.height}":
                self.is_current = True
                self.is_idle = self.is_idle or word == "idle"

    def _looks(self, condition):
        return condition() and (self.is_current or self.over or not self.speaks)

    def _until(self, condition, what):
        deadline = time.monotonic() + PATIENCE
        while not condition():
            left = deadline - time.monotonic()
            if left <= 0:
                raise self.failed(f"waited {PATIENCE} s for {what}")
            if not self._take(left) and not condition():
                raise self.failed(f"it ended ({self.process.wait(PATIENCE)}) before {what}")
        self._take(0)

    def wait_for(self, regex, lines=None):
        """Until a line matches (of the given slice of the lines, if any)."""
        pattern = re.compile(regex)
        self._until(lambda: self._looks(lambda: any(pattern.search(line) for line in self.lines()[lines or slice(None)])),
                    f"a line with {regex!r}")

    def gone(self, regex):
        """Until no line matches."""
        pattern = re.compile(regex)
        self._until(lambda: self._looks(lambda: not any(pattern.search(line) for line in self.lines())),
                    f"no line with {regex!r}")

    def wait_idle(self):
        """Until it has nothing to paint and waits for nothing, since the last keys."""
        self._until(lambda: self.is_idle, "being idle")

    def wait_end(self):
        """Until it ends by itself; its exit status."""
        deadline = time.monotonic() + PATIENCE
        while not self.over and time.monotonic() < deadline:
            self._take(deadline - time.monotonic())
        try:
            return self.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            raise self.failed("it did not end") from None

    def failed(self, why):
        return Failed(f"{why}; the screen:\n{self.picture()}")

    def picture(self):
        edge = "+" + "-" * self.width + "+"
        rows = [f"|{line}|" for line in self._rows()]
        return "\n".join([edge, *rows, f"{edge} cursor {self.cursor()}{' idle' if self.is_idle else '' if self.is_current else ' not yet current'}"])

    def hang_up(self):
        """Takes its terminal away."""
        os.close(self.master)
        self.master = None

    def complained(self, but=None):
        """What it wrote to the standard error, which on a terminal would have gone across the screen; without the lines
        that match."""
        if not self.complaints:
            return ""
        with open(self.complaints, encoding="utf-8", errors="replace") as file:
            return "".join(line for line in file if not but or not re.match(but, line))

    def stop(self):
        """Ends it and closes its terminal; its exit status, None if it had to be killed."""
        status = end(self.process)
        if self.master is not None:
            self._take(0)
            os.close(self.master)
        os.close(self.idle)
        return status


# --- stories ---------------------------------------------------------------------------------------------------------

class Stage:
    """What a story has to play on; all of it is ended and removed when the story is over."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="canvass-screen.")
        self.cast = []

    def _folder(self, name):
        path = os.path.join(self.folder, name)
        os.makedirs(path, mode=0o700, exist_ok=True)
        return path

    def environment(self, **more):
        """A small one, so that nothing of the person who runs the tests gets in."""
        env = {name: value for name, value in os.environ.items()
               if name in ("PATH", "ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS")}
        home = self._folder("home")
        env.update(HOME=home, TERM="xterm-256color", LANG="C.UTF-8", LC_ALL="C.UTF-8", TZ="UTC",
                   DBUS_SESSION_BUS_ADDRESS="disabled:", XDG_RUNTIME_DIR=self._folder("run"))
        for kind in ("config", "data", "state", "cache"):
            env[f"XDG_{kind.upper()}_HOME"] = self._folder(kind)
        env.update(more)
        return {name: value for name, value in env.items() if value is not None}

    def sandbox(self, *options):
        sandbox = Sandbox(self._folder(f"sandbox-{len(self.cast)}"), *options)
        self.cast.append(sandbox)
        return sandbox

    def program(self, command, width=100, height=30, **env):
        complaints = os.path.join(self.folder, f"stderr-{len(self.cast)}") if command[0].startswith(TOP) else None
        program = Program(command, width, height, self.environment(**env), complaints)
        self.cast.append(program)
        return program

    def canvass(self, sandbox=None, *options, width=100, height=30, token=TOKEN, **env):
        """canvass on a sandbox with the token in the environment; without a sandbox as a person starts it."""
        command = [os.path.join(TOP, "canvass"), "--idle-fd", "{idle}"]
        if sandbox:
            command += ["--server", sandbox.url]
            env.setdefault("CANVASS_TOKEN", token)
        return self.program([*command, *options], width, height, **env)

    def wait_file(self, name):
        """Until something else has made this file in the story's folder."""
        deadline = time.monotonic() + PATIENCE
        while not os.path.exists(os.path.join(self.folder, name)):
            if time.monotonic() > deadline:
                raise Failed(f"nobody made {name}")
            select.select([], [], [], 0.02)

    def config(self, text):
        """The person's config, before the program starts."""
        folder = self._folder(os.path.join("config", "canvass"))
        with open(os.path.join(folder, "config"), "w", encoding="utf-8") as file:
            file.write(text)

    def editor_that(self, script):
        """The path of an editor that is a shell script; "$1" is the file to edit."""
        path = os.path.join(self.folder, "editor")
        with open(path, "w", encoding="utf-8") as file:
            file.write(f"#!/bin/sh\n{script}\n")
        os.chmod(path, 0o700)
        return path

    def leave(self):
        """Ends and removes everything; what the programs wrote to the standard error."""
        for actor in reversed(self.cast):
            actor.stop()
        grumbling = "".join(actor.complained(ENDED) for actor in self.cast if isinstance(actor, Program))
        shutil.rmtree(self.folder, ignore_errors=True)
        return grumbling


_stories = []


def story(name):
    def keep(function):
        _stories.append((name, function))
        return function
    return keep


def _ring(*_):
    raise Failed(f"the story took more than {STORY_LIMIT} s")


def _tell_one(number, name, function):
    stage = Stage()
    complaint = None
    signal.alarm(STORY_LIMIT)
    try:
        function(stage)
    except Exception:  # whatever it is, it is what the reader wants to see
        complaint = traceback.format_exc()
        for actor in stage.cast:
            if isinstance(actor, Program):
                complaint += "\n" + actor.picture()
    finally:
        signal.alarm(0)
    grumbling = ""
    try:
        grumbling = stage.leave()
    except Exception:  # of one story, not the end of all
        complaint = complaint or traceback.format_exc()
    if grumbling and not complaint:
        complaint = f"written to the standard error, across the screen:\n{grumbling}"
    print(f"{'not ok' if complaint else 'ok'} {number} - {name}")
    if complaint:
        print("\n".join("# " + line for line in complaint.splitlines()))
    sys.stdout.flush()


def tell():
    """Plays the stories of this file (those whose name contains an argument, if there is one) and prints TAP."""
    signal.signal(signal.SIGALRM, _ring)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    chosen = [one for one in _stories if not sys.argv[1:] or any(word in one[0] for word in sys.argv[1:])]
    for number, (name, function) in enumerate(chosen, 1):
        _tell_one(number, name, function)
    print(f"1..{len(chosen)}")


def same(got, wanted, what):
    if got != wanted:
        raise Failed(f"{what}: got {got!r}, wanted {wanted!r}")


def true(condition, what):
    if not condition:
        raise Failed(what)
