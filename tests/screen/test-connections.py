# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of connections: tested, switched, changed and taken away, in the config and in a keyring."""
import os
import shutil

from launching import confirm, to_review
from people import open_list
from screen import TOKEN, TOP, same, story, tell, true

SOURCE = os.environ.get("top_srcdir", os.path.join(os.path.dirname(__file__), "..", ".."))


def config_of(stage):
    with open(os.path.join(stage.folder, "config", "canvass", "config"), encoding="utf-8") as file:
        return file.read()


def write_config(stage, head, urls):
    """A connection each for the given names, with the sandbox's token."""
    with open(os.path.join(stage.folder, "token"), "w", encoding="utf-8") as file:
        file.write(TOKEN + "\n")
    stage.config(head + "".join(
        f"[connection {name}]\nserver = {url}\ntoken-command = cat {stage.folder}/token\n" for name, url in urls.items()))


def with_config(stage, **urls):
    """The program with a connection each for the given names; the first one is the default."""
    write_config(stage, f"# mine\n[canvass]\ndefault = {next(iter(urls))}\n", urls)
    program = stage.canvass(width=120, height=36)
    program.wait_for("@")
    program.wait_idle()
    program.keys("C")
    program.wait_for("Connections")
    program.wait_for("work .*token command")
    return program


@story("a test says whose token it is, where, and what may be read")
def _(stage):
    sandbox = stage.sandbox("--contacts", "50")
    program = with_config(stage, work=sandbox.url)
    program.keys("t")
    program.wait_for("✓ libraries +can be read")
    for finding in ("✓ token +is Ada Ferri's: ada.ferri", f"✓ host +{sandbox.url}", "✓ clock", "✓ proxy", "✓ directories",
                    "✓ contacts", "✓ licence +XM Directory: whole", "✓ surveys", "✓ questions", "✓ distributions", "✓ SMS",
                    "· responses +not tried: reading them starts an export", "· writing +not tried: a test only reads", "was tested"):
        program.wait_for(finding)
    program.keys("y")
    program.wait_for("Copied what the test found")
    true("surveys: can be read" in program.copied(), program.copied())
    program.keys("Esc")
    program.gone("was tested")


@story("a connection that is left while a launch is under way: it is said, and looked for when it is back")
def _(stage):
    sandbox = stage.sandbox("--contacts", "40")
    program = with_config(stage, work=sandbox.url, other=sandbox.url.replace("127.0.0.1", "localhost"))
    program.keys("Esc")
    open_list(program)
    program.wait_idle()
    to_review(program)
    sandbox.fault("POST /API/v3/distributions stall")
    confirm(program)
    program.wait_for("Sending")
    program.keys("Esc C")
    program.wait_for("Connections")
    program.wait_for("other .*token command")
    program.keys("j Enter")
    program.wait_for("canvass +other", slice(0, 1))
    sandbox.fault("clear")
    program.wait_idle()
    program.keys("C")
    program.wait_for("other .*token command")
    program.keys("k Enter")
    program.wait_for("canvass +work", slice(0, 1))
    program.wait_for("was it sent", slice(0, 1))
    sandbox.advance(900)
    program.wait_for("sent or not", slice(0, 1))
    same(len(sandbox.mails()), 0, "mails")


@story("what a permission or a licence refuses is said as that")
def _(stage):
    sandbox = stage.sandbox("--contacts", "50")
    program = with_config(stage, work=sandbox.url)
    sandbox.fault("GET /API/v3/directories/*/contacts status=403")
    sandbox.fault("GET /API/v3/surveys status=403")
    program.keys("t")
    program.wait_for("· contacts +only those of mailing lists")
    program.wait_for("· licence +the light directory .XM Directory Lite.")
    program.wait_for("✗ surveys +not allowed: this account's permission or its licence")
    program.wait_for("· distributions +not tried: no survey")


@story("a token that is not accepted is the first thing that the test finds")
def _(stage):
    sandbox, other = stage.sandbox("--contacts", "50"), stage.sandbox("--token", "of-someone-else")
    program = with_config(stage, work=sandbox.url, zoo=other.url)
    program.keys("j t")
    program.wait_for("✗ token +The token isn't accepted")
    program.wait_idle()
    true(TOKEN not in program.text(), "the token can be read on the screen")


@story("Enter switches to another account without a restart")
def _(stage):
    sandbox, other = stage.sandbox("--contacts", "50"), stage.sandbox("--contacts", "70")
    program = with_config(stage, work=sandbox.url, zoo=other.url)
    program.keys("j Enter")
    program.wait_for(f"canvass  zoo · {other.url.removeprefix('http://')}", slice(0, 1))
    program.gone("Token from")
    program.wait_for("@")
    program.wait_idle()


@story("a connection is renamed, made read-only and given a colour")
def _(stage):
    sandbox = stage.sandbox("--contacts", "50")
    program = with_config(stage, work=sandbox.url)
    program.keys("e")
    program.wait_for("Token from")
    program.keys("C-u")
    program.type("live")
    program.keys("Tab Tab Tab Tab Space Tab Tab Right C-s")
    program.gone("Open at start")
    program.wait_for("canvass   live  .*read-only", slice(0, 1))
    true(program.cell(10, 0).reverse or program.cell(10, 0).bg == "red", "the name has no colour")
    config = config_of(stage)
    true("[connection live]" in config and "[connection work]" not in config, config)
    true("colour=red" in config and "read-only=true" in config and "default=live" in config, config)
    true("# mine" in config and TOKEN not in config, config)
    program.wait_for("@")
    program.keys("C")
    program.wait_for("live .*default read-only")
    program.keys("D")
    program.wait_for("Take live out of the config")
    program.keys("y")
    program.wait_for("None yet|no keyring")
    true("[connection live]" not in config_of(stage), config_of(stage))


@story("an account that lives elsewhere is said, and its host offered")
def _(stage):
    sandbox = stage.sandbox("--contacts", "50", "--proxied-host", "az1.qualtrics.com")
    program = stage.canvass(sandbox, width=120)
    program.wait_for("This account lives at az1.qualtrics.com")
    program.keys("C-c")
    same(program.wait_end(), 0, "exit status")
    write_config(stage, "", {"work": sandbox.url})
    program = stage.canvass(width=120)
    program.wait_for(r"written\. Change it\?")
    program.keys("y")
    program.wait_for(r"Server\* +az1.qualtrics.com")
    program.keys("Esc")
    program.gone("Token from")


@story("in a keyring a connection is made, changed without its token typed again, and removed")
def _(stage):
    if not all(shutil.which(tool) for tool in ("dbus-daemon", "gdbus", "gnome-keyring-daemon")):
        return
    sandbox = stage.sandbox("--contacts", "50")
    program = stage.program([os.path.join(SOURCE, "tests/keyring/with-keyring.sh"), "--",
                             os.path.join(TOP, "canvass"), "--idle-fd", "{idle}"], width=120, height=36)
    program.wait_for("Token from")
    program.keys("Tab")
    program.type(sandbox.url)
    program.keys("Tab")
    program.type(TOKEN)
    program.keys("C-s")
    program.wait_for("canvass  work · ", slice(0, 1))
    program.wait_for("@")
    program.wait_idle()
    program.keys("C")
    program.wait_for("work .*keyring .*default")
    program.keys("e")
    program.wait_for("empty: the one it has")
    program.type("-two")
    program.keys("C-s")
    program.wait_for("canvass  work-two · ", slice(0, 1))
    program.wait_for("@")
    program.wait_idle()
    program.keys("C")
    program.wait_for("work-two .*keyring .*default")
    same(len([line for line in program.lines() if " keyring " in line]), 1, "connections in the keyring")
    program.keys("D")
    program.wait_for("Take work-two and its token out of the keyring")
    program.keys("y")
    program.wait_for("None yet")
    true(TOKEN not in program.text(), "the token can be read on the screen")
    program.keys("C-c")
    same(program.wait_end(), 0, "exit status")


tell()
