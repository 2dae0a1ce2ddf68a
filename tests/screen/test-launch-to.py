# SPDX-License-Identifier: GPL-3.0-or-later
"""A launch to one contact, to the marked ones, and with a text of one's own: the outbox holds exactly that."""
import os
import re
from collections import Counter

from launching import confirm, opened, reachable, recipients, to_review
from people import open_list, rows_of_contacts
from screen import same, story, tell, true


def left(sandbox, program):
    """Lets the send leave; the mails a recipient."""
    program.wait_for("(?i)leaves in")
    same(len(sandbox.mails()), 0, "mails before it leaves")
    sandbox.advance(600)
    return recipients(sandbox)


@story("from the card of a contact the mail goes to this one alone")
def _(stage):
    sandbox, program = opened(stage)
    address = rows_of_contacts(program)[1]
    program.keys("j Enter")
    program.wait_for("Embedded data")
    program.wait_idle()
    to_review(program)
    program.wait_for("only ")
    same(confirm(program), 1, "the number that was confirmed")
    same(left(sandbox, program), Counter([address]), "mails a recipient")


@story("the marked contacts get it, and nobody else")
def _(stage):
    sandbox, program = opened(stage)
    addresses = rows_of_contacts(program)
    program.keys("Space j Space")
    program.wait_for("2 marked")
    program.wait_idle()
    to_review(program)
    program.wait_for("2 marked contacts of Spring panel")
    same(confirm(program), 2, "the number that was confirmed")
    same(left(sandbox, program), Counter([addresses[0], addresses[2]]), "mails a recipient")


@story("a launch to some whose fate nobody knows holds the whole list, in a copy that was open before as well")
def _(stage):
    sandbox, program = opened(stage)
    copy = stage.canvass(sandbox, width=120, height=40)
    open_list(copy)
    for one in (program, copy):
        one.keys("Space j Space")
        one.wait_for("2 marked")
        one.wait_idle()
        to_review(one)
        one.wait_for("(?i)type 2")
    sandbox.fault("POST */distributions drop-before")
    confirm(program)
    program.wait_for("was it sent", slice(0, 1))
    sandbox.advance(600)
    program.wait_for("sent or not", slice(0, 1))
    sandbox.fault("clear")
    confirm(copy)
    copy.wait_for("may have been sent")
    copy.keys("Esc Esc")
    copy.wait_for("sent or not", slice(0, 1))
    program.keys("m")
    program.wait_for("in Qualtrics")
    sandbox.advance(600)
    same(sandbox.mails(), {}, "mails")


@story("a list that is held is said before the review, in forms that other copies had open, be it mail or SMS")
def _(stage):
    sandbox, program = opened(stage)
    copies = [stage.canvass(sandbox, width=120, height=40) for _ in range(2)]
    for copy, key in zip(copies, "mM"):
        open_list(copy)
        copy.wait_idle()
        copy.keys(key)
        copy.wait_for("Recipients.* Spring panel")
        copy.wait_idle()
    to_review(program)
    sandbox.fault("POST */distributions drop-before")
    confirm(program)
    program.wait_for("was it sent", slice(0, 1))
    for copy in copies:
        copy.keys("C-s")
        copy.wait_for("is under way or looked for")
        copy.wait_idle()
        true("╭ Review" not in copy.text(), "there is a review")
    sandbox.advance(600)
    program.wait_for("sent or not", slice(0, 1))
    for copy in copies:
        copy.keys("C-s")
        copy.wait_for("A launch to this list .* may have been sent")
        copy.wait_idle()
        true("╭ Review" not in copy.text(), "there is a review")


@story("one marked contact is enough")
def _(stage):
    sandbox, program = opened(stage)
    addresses = rows_of_contacts(program)
    program.keys("j Space")
    program.wait_for("1 marked")
    program.wait_idle()
    to_review(program)
    same(confirm(program), 1, "the number that was confirmed")
    same(left(sandbox, program), Counter([addresses[1]]), "mails a recipient")


@story("in the card of one contact m means this one, whatever is marked; the marked ones are one key away")
def _(stage):
    _, program = opened(stage)
    program.keys("Space Space k k Enter")
    program.wait_for("Embedded data")
    program.wait_idle()
    program.keys("m")
    program.wait_for("Recipients.* only Ada Rossi")
    program.keys("Tab Right")
    program.wait_for("Recipients.* 2 marked contacts of Spring panel")
    program.keys("Right")
    program.wait_for(r"Recipients.* Spring panel \(40\)")


@story("the contact under the cursor can be chosen in place of the list")
def _(stage):
    sandbox, program = opened(stage)
    address = rows_of_contacts(program)[1]
    program.keys("j m")
    program.wait_for("NPS invitation")
    program.wait_for(r"Recipients.* Spring panel \(40\)")
    program.keys("Tab Right")
    program.wait_for("Recipients.* only ")
    program.keys("C-s")
    same(confirm(program), 1, "the number that was confirmed")
    same(left(sandbox, program), Counter([address]), "mails a recipient")


@story("for a whole directory no list is chosen by the program")
def _(stage):
    _, program = opened(stage)
    program.keys("1 k m")
    program.wait_for("NPS invitation")
    program.wait_for("choose a list")
    program.keys("C-s")
    program.wait_for("This is needed")
    program.keys("Esc")
    program.wait_idle()
    program.keys("2 Space m")
    program.wait_for("open one of its lists")


@story("another library brings its own messages")
def _(stage):
    _, program = opened(stage)
    program.keys("m")
    program.wait_for("NPS invitation")
    program.wait_idle()
    program.keys("Tab Tab Tab Tab Tab Tab Right")
    program.gone("NPS invitation")
    program.wait_for("Message  +[A-Z]")
    program.wait_idle()
    program.keys("C-s")
    program.wait_for("(?i)type [0-9,]+")


@story("a survey that is not active is not offered to be sent")
def _(stage):
    _, program = opened(stage)
    program.keys("3 G")
    program.wait_idle()
    program.keys("m")
    program.wait_for("Untitled project is not active")
    program.wait_for("choose a survey")


def write_own_text(program):
    """In the form: the last of the libraries is one's own text; the button below it opens the editor."""
    program.keys("m")
    program.wait_for("NPS invitation")
    program.wait_idle()
    program.keys("Tab Tab Tab Tab Tab Tab Enter")
    program.wait_for("own text, written in")
    program.keys("End Enter")
    program.wait_for("Write the text")
    program.keys("Tab Enter")


@story("one's own text is written in $EDITOR, in a file that nobody else can read and that is gone afterwards")
def _(stage):
    seen = os.path.join(stage.folder, "seen")
    editor = stage.editor_that(f'''stat -c "%a %n" "$1" > {seen}
env | grep -c token-of-the-screen-tests >> {seen}
cat > "$1" <<'END'
<p>Hello ${{m://FirstName}}, this is my own text.</p>
<p>${{l://SurveyLink?d=Go}}</p>
END''')
    sandbox, program = opened(stage, EDITOR=editor)
    write_own_text(program)
    program.wait_for("this is my own text")
    with open(seen, encoding="utf-8") as file:
        where, secrets = file.read().splitlines()
    mode, path = where.split(" ", 1)
    same(mode, "600", "the mode of the file")
    same(secrets, "0", "how often the token stood in the editor's environment")
    true(not os.path.exists(path), f"{path} is still there")
    program.keys("C-s")
    program.wait_for(r"Ada Rossi \(ada.rossi@example.org\), for example, will read")
    program.wait_for("│ Subject +[A-Z]")
    program.wait_for("Hello Ada, this is my own text")
    program.wait_for(r"│ \[Go\] ")
    number = confirm(program)
    mails = left(sandbox, program)
    same(sum(mails.values()), number, "mails")
    true(all("this is my own text" in mail for mail in sandbox.mails().values()), "another text was sent")
    true(any("Hello Ada," in mail for mail in sandbox.mails().values()), "the first name was not filled in")


@story("an own text without a survey link is not sent, and stays to be mended")
def _(stage):
    editor = stage.editor_that('''grep -q mended "$1" && echo '${l://SurveyLink}' >> "$1" || echo 'mended' > "$1"''')
    sandbox, program = opened(stage, EDITOR=editor)
    write_own_text(program)
    program.wait_for("holds no link to the survey")
    program.keys("C-s")
    program.wait_idle()
    program.gone("(?i)type [0-9,]+")
    program.keys("Tab Enter")
    program.wait_for(r"│ \$\{l://SurveyLink\} +│")
    program.gone("holds no link to the survey")
    program.keys("C-s")
    program.wait_for("(?i)type [0-9,]+")
    program.keys("Esc Esc")
    sandbox.advance(600)
    same(len(sandbox.mails()), 0, "mails")


@story("an editor that fails loses nothing and says why")
def _(stage):
    _, program = opened(stage, EDITOR=stage.editor_that("exit 3"))
    write_own_text(program)
    program.wait_for("(?i)exit.* 3")


@story("Ctrl-C in the editor is the editor's")
def _(stage):
    editor = stage.editor_that('''kill -INT $PPID; echo 'Mine ${l://SurveyLink}' > "$1"''')
    _, program = opened(stage, EDITOR=editor)
    write_own_text(program)
    program.wait_for("│ Mine ")
    program.wait_idle()
    program.keys("C-s")
    program.wait_for("(?i)type [0-9,]+")


def type_subject(program, text):
    program.keys("Tab Tab Tab Tab Tab C-u")
    program.type(text)
    program.wait_for(f"Subject.* {text}")


@story("the subject goes with the survey until one is typed, and is remembered for its survey only")
def _(stage):
    _, program = opened(stage)
    program.keys("m")
    program.wait_for("Survey.* Alumni voices .*▾")
    program.wait_for("Subject.* Alumni voices ")
    program.wait_for("NPS invitation")
    program.wait_idle()
    program.keys("Right")
    program.wait_for("Survey.* NPS Q4 .*▾")
    program.wait_for("Subject.* NPS Q4 ")
    type_subject(program, "Two minutes, please")
    program.keys("C-s")
    confirm(program)
    program.wait_for("(?i)leaves in")
    program.wait_idle()
    program.keys("m")
    program.wait_for("Survey.* NPS Q4 .*▾")
    program.wait_for("Subject.* Two minutes, please")
    program.wait_for("NPS invitation")
    program.wait_idle()
    program.keys("Right")
    program.gone("Survey.* NPS Q4 .*▾")
    program.gone("Subject.* Two minutes, please")
    type_subject(program, "Mine")
    program.keys("Up Up Up Up Up Right")
    program.wait_for("Subject.* Mine ")


@story("a form that was left comes back as it was, and is sent like that")
def _(stage):
    sandbox, program = opened(stage)
    program.keys("m")
    program.wait_for("NPS invitation")
    program.wait_idle()
    type_subject(program, "Half a subject")
    program.keys("Tab Right")
    program.gone("NPS invitation")
    program.wait_for("│ Dear|│ [A-Z]")
    program.wait_idle()
    message = re.search("Message ( +[A-Z].*?)  ", program.row_of("Message +[A-Z]")[1]).group(1)
    program.keys("Esc")
    program.wait_for("The form is kept")
    program.keys("m")
    program.wait_for("go on with the form")
    program.keys("Enter")
    program.wait_for("Subject.* Half a subject")
    program.wait_for("Message " + re.escape(message))
    program.wait_idle()  # its text is read, too
    program.keys("C-s")
    program.wait_for("(?i)type [0-9,]+")
    number = confirm(program)
    mails = left(sandbox, program)
    same(sum(mails.values()), number, "mails")
    true(all("Subject: Half a subject" in mail for mail in sandbox.mails().values()), "another subject was sent")
    program.keys("m")
    program.wait_for("NPS invitation")
    true("go on with the form" not in program.text(), "what was sent is offered again")


@story("one's own text and the marked contacts come back with the form, on their list only")
def _(stage):
    editor = stage.editor_that('''echo 'Mine ${l://SurveyLink}' > "$1"''')
    sandbox, program = opened(stage, EDITOR=editor)
    addresses = rows_of_contacts(program)
    program.keys("Space j Space")
    program.wait_for("2 marked")
    write_own_text(program)
    program.wait_for("│ Mine ")
    program.keys("Esc")
    program.wait_for("The form is kept")
    program.keys("Esc")
    program.gone("2 marked")
    program.wait_idle()
    program.keys("1 j Enter")
    program.wait_for("2 Contacts · Alumni 2025")
    program.wait_idle()
    program.keys("m")
    program.wait_for("Recipients.* Alumni 2025")
    program.keys("Esc")
    program.gone("Distribute by email")
    program.wait_idle()
    program.keys("1 k Enter")
    program.wait_for("2 Contacts · Spring panel")
    program.wait_idle()
    program.keys("m")
    program.wait_for("go on with the form")
    program.keys("g")
    program.wait_for("2 marked contacts of Spring panel")
    program.wait_for("│ Mine ")
    program.wait_for("own text, written in")
    program.keys("C-s")
    same(confirm(program), 2, "the number that was confirmed")
    same(left(sandbox, program), Counter([addresses[0], addresses[2]]), "mails a recipient")


@story("a new form can be started beside the one that was left, which waits")
def _(stage):
    _, program = opened(stage)
    program.keys("m")
    program.wait_for("NPS invitation")
    type_subject(program, "Half a subject")
    program.keys("Esc")
    program.wait_for("The form is kept")
    program.keys("m n")
    program.wait_for("NPS invitation")
    program.gone("Half a subject")
    program.keys("Esc m")
    program.wait_for("go on with the form")
    program.keys("Esc")
    program.gone("go on with the form")
    program.keys("m Enter")
    program.wait_for("Subject.* Half a subject")


@story("a filter that leaves no list in pane 1 takes none from the form: all can be chosen, with their directories")
def _(stage):
    sandbox, program = opened(stage)
    program.keys("+ 1 /")
    program.type("nothing like it")
    program.keys("Enter")
    program.wait_for("No directories")
    program.wait_idle()
    program.keys("m")
    program.wait_for(r"Recipients\* +.choose a list.")
    program.wait_idle()
    program.keys("Tab")
    program.type("panel b")
    program.wait_for("Panel B · Research pool")
    program.keys("Esc")
    program.gone("Panel B")
    program.type("spring")
    program.wait_for("1 of [0-9]+ ?│")
    program.keys("Enter C-s")
    number = confirm(program)
    program.wait_for("(?i)leaves in")
    same(number, len(reachable(sandbox)), "the number that was confirmed")


tell()
