# SPDX-License-Identifier: GPL-3.0-or-later
"""The token is where it must be, and nowhere else."""
import base64
import html
import os
import re
import subprocess
import urllib.parse

from launching import confirm, opened, to_review
from screen import SANITIZED, TOKEN, TOP, same, story, tell, true

SECRET = TOKEN.encode()


def files_below(folder):
    for place, _, names in os.walk(folder):
        for name in names:
            yield os.path.join(place, name)


def letters(text):
    """Nothing between them and no case hides anything then."""
    return re.sub(r"[^A-Za-z0-9]", "", text).lower()


def dresses():
    """The token as others may write it: (name, the letters and digits of it)."""
    plain = {"plain": TOKEN, "backwards": TOKEN[::-1], "hex": TOKEN.encode().hex(),
             "backwards in hex": TOKEN[::-1].encode().hex(), "hex backwards": TOKEN.encode().hex()[::-1]}
    for before in range(3):  # where in a group of three bytes; what depends on the neighbours is left away
        code = base64.b64encode(b"x" * before + TOKEN.encode()).decode()
        plain[f"base64 at {before}"] = code[(before * 8 + 5) // 6:(before + len(TOKEN)) * 8 // 6]
    return {name: letters(text) for name, text in plain.items()}


def undressed(text):
    """The text with its escapes taken off, once, twice and three times."""
    layers = [text]
    for _ in range(3):
        text = re.sub(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2}))", lambda found: chr(int(found[1] or found[2], 16)), text)
        text = html.unescape(urllib.parse.unquote(text.replace("\\/", "/"), errors="replace"))
        layers.append(text)
    return [letters(layer) for layer in layers]


def dresses_in(text):
    layers = undressed(text)
    return [name for name, needle in dresses().items() if any(needle in layer for layer in layers)]


def dumped(pid):
    """The memory that a core file would hold: (name, bytes) of each mapping that is not kept out of dumps."""
    with open(f"/proc/{pid}/smaps", encoding="utf-8") as smaps:
        maps = re.findall(r"(?ms)^([0-9a-f]+)-([0-9a-f]+) (\S+) \S+ \S+ \S+ *([^\n]*)\n.*?^VmFlags:([^\n]*)", smaps.read())
    with open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        for begin, end, rights, name, flags in maps:
            if rights.startswith("r") and " dd" not in flags and not name.startswith("[v"):
                begin, end = int(begin, 16), int(end, 16)
                try:
                    memory.seek(begin)
                    yield name, memory.read(end - begin)
                except OSError:
                    continue  # guard pages and devices


@story("the token is in no argument, no file, no line of the screen")
def _(stage):
    sandbox, program = opened(stage)
    seen = []
    to_review(program)
    confirm(program)
    program.wait_for("(?i)leaves in")
    for keys in ("L", "Esc", "C", "Esc", ":", "Esc", "?", "Esc", "y"):
        program.keys(keys)
        program.wait_idle()
        seen.append(program.text())
    with open(f"/proc/{program.process.pid}/cmdline", "rb") as arguments:
        true(SECRET not in arguments.read(), "the token is in the arguments")
    with open(f"/proc/{program.process.pid}/environ", "rb") as environment:
        true(SECRET not in environment.read(), "the token is in what others see of the environment")
    true(TOKEN not in "\n".join(seen), "the token is on the screen")
    sandbox_files = os.path.dirname(sandbox.outbox)
    for path in files_below(stage.folder):
        if not path.startswith(sandbox_files):
            with open(path, "rb") as file:
                true(SECRET not in file.read(), f"the token is in {path}")


@story("a token that is refused is not shown")
def _(stage):
    sandbox = stage.sandbox("--contacts", "40")
    program = stage.canvass(sandbox, token="wrong-" + TOKEN)
    program.wait_for("(?i)token")
    true("wrong-" + TOKEN not in program.text(), "the token is on the screen")


@story("a server that says the token back, in whatever dress, gets it nowhere")
def _(stage):
    """In names and IDs everywhere, in the curl line and the JSON that are copied, in the editor, in what is exported and
    printed; then in errors, which are logged and go into the journal."""
    sandbox = stage.sandbox("--contacts", "60", "--fault", "* * echo")
    program = stage.canvass(sandbox, width=120, height=36, EDITOR=stage.editor_that(
        'cp "$1" "$HOME/seen"; env > "$HOME/env"'))
    seen = []

    def look(keys):
        program.keys(keys)
        program.wait_idle()
        seen.extend([program.text(), program.copied() or ""])

    for text in (TOKEN, "%74oken-of-the-screen-tests", base64.b64encode(f"user:{TOKEN}".encode()).decode(),
                 "".join(f"\\u{ord(letter):04x}" for letter in TOKEN), "".join(f"&#{ord(letter)};" for letter in TOKEN)):
        true(dresses_in(text), f"what looks for it does not see {text}")
    program.wait_for("2 Contacts")
    program.wait_for("@")
    program.wait_idle()
    look("2 +")
    true("(the token)" in program.text(), "no name is masked: does the server say it?")
    for keys in ("y j", "y c", "y e", "Enter", "Esc", "E"):
        look(keys)
    program.wait_for("nothing was changed")
    for keys in ("+ 3", "Enter", "Esc", "4", "Enter", "Esc", "L", "Esc", "C", "Esc"):
        look(keys)
    program.keys("A")
    program.wait_for("API console")
    program.type("GET /surveys")
    look("Enter")
    program.wait_for("the token")
    look("y")
    look("Esc Esc")
    for spec in ("clear", "PUT * echo=400", "GET */contacts* echo=404 x2", "* * echo"):
        sandbox.fault(spec)
    look("2 r")
    program.wait_for("404")
    look("r")
    program.keys("e")
    program.wait_idle()
    program.keys("Tab C-u")
    program.type("Zoltana")
    look("Enter")
    program.wait_for("400")
    look("L")
    same([name for text in seen for name in dresses_in(text)], [], "dresses on the screen and in the clipboard")
    for spec in ("clear", "GET whoami echo=401", "* * echo"):
        sandbox.fault(spec)
    directory = sandbox.api("GET", "directories")["elements"][0]["directoryId"]
    mailing_list = sandbox.api("GET", f"directories/{directory}/mailinglists")["elements"][0]["mailingListId"]
    env = stage.environment(CANVASS_SERVER=sandbox.url, CANVASS_TOKEN=TOKEN)
    for number, words in enumerate((["api", "GET", "/whoami"], ["api", "GET", "/surveys"], ["journal"],
                                    ["export", "contacts", mailing_list, "-o", f"{stage.folder}/panel.csv"],
                                    ["api", "GET", "/" + TOKEN.replace("-", "%2d")])):
        with open(f"{stage.folder}/printed-{number}", "wb") as printed:
            subprocess.run([f"{TOP}/canvass", *words], env=env, stdout=printed, stderr=printed, check=False, timeout=60)
    for name in ("panel.csv", "printed-0", "printed-1", "home/seen"):
        with open(f"{stage.folder}/{name}", encoding="utf-8") as file:
            true("(the token)" in file.read(), f"nothing is masked in {name}")
    held = {}
    for path in files_below(stage.folder):
        if not path.startswith(os.path.dirname(sandbox.outbox)) and not path.endswith("/editor"):
            with open(path, "rb") as file:
                held[path] = dresses_in(file.read().decode(errors="replace"))
    same({path: names for path, names in held.items() if names}, {}, "dresses in files")


@story("a core made by force does not hold the token, though the server says it")
def _(stage):
    sandbox = stage.sandbox("--contacts", "40", "--fault", "GET * echo", "--fault", "* * echo=400")
    program = stage.canvass(sandbox, width=120, height=40)
    program.wait_for("@")
    program.keys("A")
    program.wait_for("API console")
    program.type("GET /whoami")
    program.keys("Enter")
    program.wait_for("the token")
    program.wait_idle()
    # A sanitizer's runtime reads the environment into memory of its own, before main.
    if SANITIZED or not os.access(f"/proc/{program.process.pid}/mem", os.R_OK):
        return
    holders = [name or "a heap" for name, memory in dumped(program.process.pid) if SECRET in memory]
    same(holders, [], "mappings that hold the token")
    with open(f"/proc/{program.process.pid}/limits", encoding="utf-8") as limits:
        true(re.search(r"Max core file size +0 +0", limits.read()), "core files are allowed")


tell()
