# SPDX-License-Identifier: GPL-3.0-or-later
"""The terminal is lent: whatever ends or stops the program, the shell gets it back as it was, and what was begun is
known to the next start."""
import os
import re
import signal
import subprocess
import termios

from clocks import wait_state
from drafting import again, opened as opened_with_keyring
from launching import confirm, opened, recipients, to_review
from people import journal
from screen import PATIENCE, SANITIZED, TOKEN, TOP, same, story, tell, true

OTHER_SCREEN, CURSOR, PASTE, CLICKS, CLICKS_SGR = (mode << 5 for mode in (1049, 25, 2004, 1000, 1006))


def settings(program):
    """What stty would say. The master tells what the other side has set."""
    return termios.tcgetattr(program.master)[:4]


def settings_of_a_new_one():
    master, slave = os.openpty()
    found = termios.tcgetattr(master)[:4]
    os.close(master)
    os.close(slave)
    return found


def given_back(program):
    mode = program.terminal.mode
    true(OTHER_SCREEN not in mode, "still on the other screen")
    true(CURSOR in mode, "the cursor stays hidden")
    true(not mode & {PASTE, CLICKS, CLICKS_SGR}, "the mouse or pasting is still announced")


def taken(program):
    mode = program.terminal.mode
    true({OTHER_SCREEN, PASTE, CLICKS, CLICKS_SGR} <= mode, "the terminal is not taken")
    true(not settings(program)[3] & (termios.ICANON | termios.ECHO), "the terminal is not raw")


def slave_of(program):
    """The terminal itself, which the program has as its standard input."""
    return os.open(os.readlink(f"/proc/{program.process.pid}/fd/0"), os.O_RDWR | os.O_NOCTTY)


# --- ended from outside ----------------------------------------------------------------------------------------------

@story("SIGTERM, SIGHUP, SIGINT and q: the terminal is as it was before")
def _(stage):
    sandbox = stage.sandbox("--contacts", "50")
    for ending in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, None):
        program = stage.canvass(sandbox)
        program.wait_for("@")
        taken(program)
        if ending:
            program.process.send_signal(ending)
        else:
            program.keys("q")
        program.wait_end()
        given_back(program)
        same(settings(program), settings_of_a_new_one(), f"the terminal's settings after {ending}")


@story("SIGQUIT, a crash and what else ends it at once: the terminal is as it was, and it ended by that signal")
def _(stage):
    sandbox = stage.sandbox("--contacts", "50")
    caught = {signal.SIGSEGV, signal.SIGBUS, signal.SIGFPE, signal.SIGILL, signal.SIGABRT}  # by a sanitizer's runtime
    for ending in (signal.SIGQUIT, signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGFPE, signal.SIGILL,
                   signal.SIGXCPU, signal.SIGALRM, signal.SIGUSR1, signal.SIGUSR2):
        if SANITIZED and ending in caught:
            continue
        program = stage.canvass(sandbox)
        program.wait_for("@")
        program.wait_idle()
        taken(program)
        program.process.send_signal(ending)
        same(program.wait_end(), -ending, "how it ended")
        given_back(program)
        same(settings(program), settings_of_a_new_one(), f"the terminal's settings after {ending}")


@story("SIGQUIT after an editor had the terminal: the terminal is as it was")
def _(stage):
    editor = stage.editor_that('echo "<p>a letter \\${l://SurveyLink}</p>" > "$1"')
    _, _, program = opened_with_keyring(stage, EDITOR=editor)
    program.keys("m")
    program.wait_for("(?i)subject")
    program.wait_idle()
    choose_own_text(program)
    program.keys("Tab Enter")
    program.wait_for("a letter")
    program.wait_idle()
    taken(program)
    program.process.send_signal(signal.SIGQUIT)
    same(program.wait_end(), -signal.SIGQUIT, "how it ended")
    given_back(program)
    same(settings(program), settings_of_a_new_one(), "the terminal's settings")


@story("a demo whose terminal goes away and that is told so again and again leaves nothing behind")
def _(stage):
    folder = os.path.join(stage.folder, "temporary")
    os.makedirs(folder)
    program = stage.canvass(None, "--demo", "--contacts", "200", TMPDIR=folder)
    program.wait_for("@")
    same(len(os.listdir(folder)), 1, "folders of the demo")
    while program.process.poll() is None:
        program.process.send_signal(signal.SIGHUP)
    same(os.listdir(folder), [], "what is left")


@story("SIGTERM in a question, a form, a filter, an edit: it ends, and the terminal is as it was")
def _(stage):
    sandbox = stage.sandbox("--contacts", "50")
    for keys, shown in (("D", "y  yes"), ("n", "New contact"), ("/ x", "filter: x"), ("e x", "Enter")):
        program = stage.canvass(sandbox)
        program.wait_for("@")
        program.keys("2 " + keys)
        program.wait_for(shown)
        program.process.send_signal(signal.SIGTERM)
        same(program.wait_end(), 0, "exit status")
        given_back(program)
        same(settings(program), settings_of_a_new_one(), "the terminal's settings")


@story("the terminal goes away while a launch is under way: it is sent once, and the next start knows of it")
def _(stage):
    sandbox, program = opened(stage)
    to_review(program)
    sandbox.fault("POST /API/v3/distributions drop-after")
    sandbox.fault("GET /API/v3/distributions stall")  # so that it is still looked for when the terminal goes away
    number = confirm(program)
    program.wait_for("(?i)sending")
    program.hang_up()
    program.process.wait(PATIENCE)
    sandbox.fault("clear")
    program = stage.canvass(sandbox, width=120, height=40)
    program.wait_for("(?i)leaves in", slice(0, 1))
    program.wait_idle()
    same([entry["kind"] for entry in journal(stage)][0], "send-intent", "the first entry of the journal")
    sandbox.advance(600)
    same(sum(recipients(sandbox).values()), number, "mails")
    same(max(recipients(sandbox).values()), 1, "mails a recipient")


@story("SIGTERM while the editor has the terminal: it ends after the editor, and the text is not lost")
def _(stage):
    script = 'echo "<p>half a letter \\${l://SurveyLink}</p>" > "$1"; mkfifo go; touch begun; read word < go; true'
    editor = stage.editor_that(f"cd '{stage.folder}'; {script}")
    sandbox, keyring, program = opened_with_keyring(stage, EDITOR=editor)
    program.keys("m")
    program.wait_for("(?i)subject")
    program.wait_idle()
    choose_own_text(program)
    program.keys("Tab Enter")
    stage.wait_file("begun")
    program.process.send_signal(signal.SIGTERM)
    with open(os.path.join(stage.folder, "go"), "w", encoding="utf-8"):
        pass
    program.wait_end()
    given_back(program)
    same(settings(program), settings_of_a_new_one(), "the terminal's settings")
    program = again(stage, sandbox, keyring)
    program.wait_for("A draft of a launch")
    program.keys("Enter")
    program.wait_for("half a letter")


def choose_own_text(program):
    """In the launch form: the message is one's own."""
    for _ in range(12):
        if re.search("(?i)write the text", program.text()):
            return
        number, line = program.row_of("Message from")
        if program.cursor()[1] == number:
            program.keys("Enter")
            program.wait_for("own text, written")
            program.keys("End Enter")
            program.wait_for("(?i)write the text")
            return
        program.keys("Tab")
        program.wait_idle()
    raise program.failed("no field for the message")


@story("a terminal that takes nothing more does not keep the process when it is to end, and what was typed is kept")
def _(stage):
    if os.environ.get("SANITIZE") == "thread":
        return  # its runtime keeps a signal back for as long as a write waits
    sandbox, keyring, program = opened_with_keyring(stage)
    program.keys("m")
    program.wait_for("(?i)subject")
    program.keys("Tab Tab")
    program.type(" Zelda")
    program.wait_for("From name.*Zelda")
    program.wait_idle()
    slave = slave_of(program)
    termios.tcflow(slave, termios.TCOOFF)
    program.keys("C-l")
    program.process.send_signal(signal.SIGTERM)
    same(program.process.wait(PATIENCE), -signal.SIGALRM, "how it ended")
    same(settings(program), settings_of_a_new_one(), "the terminal's settings")
    termios.tcflow(slave, termios.TCOON)
    os.close(slave)
    program = again(stage, sandbox, keyring)
    program.wait_for("A draft of a launch")


# --- stopped and continued -------------------------------------------------------------------------------------------

def shell(stage, sandbox):
    """An interactive shell, and what its stty says before anything was started."""
    inputrc = os.path.join(stage.folder, "inputrc")
    with open(inputrc, "w", encoding="utf-8") as file:
        file.write("set enable-bracketed-paste off\n")  # which would be taken for ours
    program = stage.program(["bash", "--norc", "--noprofile", "-i"], 100, 30, PS1="prompt> ", HISTFILE=None,
                            INPUTRC=inputrc,
                            CANVASS_TOKEN=TOKEN, CANVASS_SERVER=sandbox.url)
    program.wait_for("prompt>")
    return program, stty(program)


def run(program, command):
    program.type(command + "\n")


def stty(program):
    run(program, "clear; stty -g; echo do''ne")
    program.wait_for("^done")
    return program.row_of("^[0-9a-f]+:[0-9a-f:]+$")[1]


@story("Ctrl-z gives the shell its terminal as it was; fg comes back to what was typed, in the size of now")
def _(stage):
    sandbox = stage.sandbox("--contacts", "50")
    program, before = shell(stage, sandbox)
    run(program, os.path.join(TOP, "canvass"))
    program.wait_for("@")
    program.keys("2 /")
    program.type("ross")
    program.wait_for("filter: ross")
    program.keys("C-z")
    program.wait_for("Stopped")
    given_back(program)
    same(stty(program), before, "what stty says while it is stopped")
    program.resize(110, 35)
    run(program, "fg")
    program.wait_for("filter: ross")
    taken(program)
    program.type("i")
    program.wait_for("filter: rossi")
    program.wait_for("^.{109}╮$", slice(0, 2))  # the corner of the wider picture
    program.keys("C-c")
    program.wait_for("prompt>")
    given_back(program)
    same(stty(program), before, "what stty says afterwards")


@story("a stopped one that is let go in the background draws nothing over the shell, and fg brings it back whole")
def _(stage):
    program, before = shell(stage, stage.sandbox("--contacts", "50"))
    run(program, os.path.join(TOP, "canvass"))
    program.wait_for("@")
    program.keys("C-z")
    program.wait_for("Stopped")
    run(program, "bg; clear")
    run(program, "until jobs | grep -q Stopped; do :; done; clear; echo he''re")
    program.wait_for("^here")
    given_back(program)
    true("@" not in program.text(), "it drew over the shell")
    run(program, "fg")
    program.wait_for("2 Contacts")
    program.wait_for("@")
    taken(program)
    program.keys("C-c")
    program.wait_for("prompt>")
    same(stty(program), before, "what stty says afterwards")


@story("a stopped one that is told to end ends, and leaves the terminal to the shell")
def _(stage):
    program, before = shell(stage, stage.sandbox("--contacts", "50"))
    for number in ("TERM", "HUP"):
        run(program, os.path.join(TOP, "canvass"))
        program.wait_for("@")
        program.keys("C-z")
        program.wait_for("Stopped")
        run(program, f"kill -{number} %1; kill -CONT %1; until [ -z \"$(jobs)\" ]; do wait; done 2> /dev/null; "
                     f"clear; echo ended''-{number}")
        program.wait_for(f"^ended-{number}")
        given_back(program)
        same(stty(program), before, "what stty says afterwards")


@story("stopped unseen and the terminal changed meanwhile: when it goes on it has keys and a whole picture")
def _(stage):
    program = stage.canvass(stage.sandbox("--contacts", "50"))
    program.wait_for("@")
    program.keys("2")
    program.wait_idle()
    picture = program.text()
    program.process.send_signal(signal.SIGSTOP)
    wait_state(program.process.pid, "T")
    slave = slave_of(program)
    sane = termios.tcgetattr(slave)
    sane[:4] = settings_of_a_new_one()
    termios.tcsetattr(slave, termios.TCSANOW, sane)
    os.write(slave, b"\x1b[?1049l\x1b[?1000l\x1b[2Jsomebody wrote here")
    os.close(slave)
    program.wait_for("somebody wrote here")
    program.process.send_signal(signal.SIGCONT)
    program.gone("somebody wrote here")
    program.wait_for("@")
    program.keys("k")
    program.wait_idle()
    taken(program)
    same(program.text(), picture, "the picture")


# --- descriptors -----------------------------------------------------------------------------------------------------

def without(stage, closed, *arguments):
    def close():
        for descriptor in closed:
            os.close(descriptor)
    return subprocess.run([os.path.join(TOP, "canvass"), *arguments], preexec_fn=close, capture_output=True,
                          env=stage.environment(), timeout=PATIENCE, check=False)


@story("without a terminal it says so; with closed descriptors nothing that is said gets into its files")
def _(stage):
    sandbox = stage.sandbox("--contacts", "20")
    server = "--server", sandbox.url
    env = stage.environment(CANVASS_TOKEN=TOKEN)
    for closed in ((0,), (1,), (0, 1)):
        ended = without(stage, closed, *server)
        same(ended.returncode, 2, f"exit status without {closed}")
        true(b"must be a terminal" in ended.stderr, f"it says {ended.stderr!r}")
    for closed in ((2,), (0, 2), (0, 1, 2)):
        same(without(stage, closed, "api", "GET", "/whoami").returncode, 3, f"exit status without {closed}")
        same(without(stage, closed, *server).returncode, 2, f"exit status without {closed}")
    done = subprocess.run(["sh", "-c", f"'{TOP}/canvass' {' '.join(server)} api GET /whoami <&- 2>&-"], env=env,
                          capture_output=True, timeout=PATIENCE, check=False)
    same(done.returncode, 0, "exit status of a command without an input")
    true(b"userId" in done.stdout, f"it says {done.stdout!r}")
    program = stage.program(["sh", "-c", f"exec '{TOP}/canvass' {' '.join(server)} 2>&-"], CANVASS_TOKEN=TOKEN)
    program.wait_for("@")
    same(os.readlink(f"/proc/{program.process.pid}/fd/2"), "/dev/null", "its standard error")
    for folder, _, files in os.walk(os.path.join(stage.folder, "state")):
        for name in files:
            with open(os.path.join(folder, name), "rb") as file:
                true(b"canvass:" not in file.read(), f"{name} holds what was said")


tell()
