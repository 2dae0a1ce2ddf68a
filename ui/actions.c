/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row an action. `global` ones are done by the program itself, the others by the pane in focus. The keys
 * are the defaults; the rank decides which come first in the hint line. Delete is far from edit on purpose.
 */
#include "ui/actions.h"

#include <string.h>

/* clang-format off */
#define ALL PLACE_EVERYWHERE
#define LISTS PLACE_LISTS
#define CONSOLE PLACE_API_CONSOLE
#define BUT_CONSOLE (PLACE_EVERYWHERE & ~PLACE_API_CONSOLE)
#define OVER_ALL (PLACE_API_CONSOLE | PLACE_REQUEST_LOG | PLACE_CONNECTIONS | PLACE_DRAFTS)
#define PEOPLE (PLACE_CONTACTS | PLACE_CARD)
#define SENDABLE (PLACE_DIRECTORIES | PEOPLE | PLACE_SURVEYS | PLACE_SURVEY | PLACE_DISTRIBUTIONS)
#define ROW NEEDS_ROW
#define NET NEEDS_CONNECTION
#define WRITE (NEEDS_CONNECTION | NEEDS_WRITE)

static const Action table[ACTIONS] = {
  /* id, name, keys, hint, help, group, places, needs, destroys, global, rank */
  [ACT_NONE] = {ACT_NONE, "", "", NULL, "", "", 0, 0, FALSE, FALSE, 0},

  [ACT_DOWN] = {ACT_DOWN, "down", "j Down", NULL, "next row", "Move", ALL, 0, FALSE, FALSE, 0},
  [ACT_UP] = {ACT_UP, "up", "k Up", NULL, "previous row", "Move", ALL, 0, FALSE, FALSE, 0},
  [ACT_TOP] = {ACT_TOP, "top", "g Home", NULL, "first row", "Move", ALL, 0, FALSE, FALSE, 0},
  [ACT_BOTTOM] = {ACT_BOTTOM, "bottom", "G End", NULL, "last row", "Move", ALL, 0, FALSE, FALSE, 0},
  [ACT_HALF_DOWN] = {ACT_HALF_DOWN, "half-page-down", "C-d", NULL, "half a page down", "Move", ALL, 0, FALSE, FALSE, 0},
  [ACT_HALF_UP] = {ACT_HALF_UP, "half-page-up", "C-u", NULL, "half a page up", "Move", ALL, 0, FALSE, FALSE, 0},
  [ACT_PAGE_DOWN] = {ACT_PAGE_DOWN, "page-down", "PgDn", NULL, "a page down", "Move", ALL, 0, FALSE, FALSE, 0},
  [ACT_PAGE_UP] = {ACT_PAGE_UP, "page-up", "PgUp", NULL, "a page up", "Move", ALL, 0, FALSE, FALSE, 0},
  [ACT_LEFT] = {ACT_LEFT, "left", "h Left", NULL, "fold; columns to the left", "Move", ALL, 0, FALSE, FALSE, 0},
  [ACT_RIGHT] = {ACT_RIGHT, "right", "l Right", NULL, "unfold; columns to the right", "Move", ALL, 0, FALSE, FALSE, 0},

  [ACT_NEXT_PAGE] = {ACT_NEXT_PAGE, "next-page", "Enter", "next page", "ask for the page after this answer", "Go", CONSOLE, NET, FALSE, FALSE, 15},
  [ACT_OPEN] = {ACT_OPEN, "open", "Enter", "open", "open what is under the cursor", "Go", LISTS | PLACE_SURVEY, ROW, FALSE, FALSE, 60},
  [ACT_BACK] = {ACT_BACK, "back", "Esc", "back", "go back; cancel what is loading; clear filter, marks or an error", "Go", ALL, 0, FALSE, FALSE, 0},
  [ACT_CLOSE] = {ACT_CLOSE, "close", "q", NULL, "close what lies on top, then quit", "Go", ALL, 0, FALSE, TRUE, 0},
  [ACT_PANE_1] = {ACT_PANE_1, "directories", "1", NULL, "to the directories", "Go", ALL, 0, FALSE, TRUE, 0},
  [ACT_PANE_2] = {ACT_PANE_2, "contacts", "2", NULL, "to the contacts", "Go", ALL, 0, FALSE, TRUE, 0},
  [ACT_PANE_3] = {ACT_PANE_3, "surveys", "3", NULL, "to the surveys", "Go", ALL, 0, FALSE, TRUE, 0},
  [ACT_PANE_4] = {ACT_PANE_4, "distributions", "4", NULL, "to the distributions", "Go", ALL, 0, FALSE, TRUE, 0},
  [ACT_NEXT_PANE] = {ACT_NEXT_PANE, "next-pane", "Tab", "next pane", "to the next pane", "Go", BUT_CONSOLE, 0, FALSE, TRUE, 110},
  [ACT_PREVIOUS_PANE] = {ACT_PREVIOUS_PANE, "previous-pane", "S-Tab", NULL, "to the previous pane", "Go", BUT_CONSOLE, 0, FALSE, TRUE, 0},
  [ACT_ZOOM] = {ACT_ZOOM, "zoom", "+", "zoom", "the pane on the whole screen, and back", "Go", PLACE_EVERYWHERE & ~OVER_ALL, 0, FALSE, TRUE, 120},

  [ACT_SEARCH_ANSWER] = {ACT_SEARCH_ANSWER, "search-answer", "/", "search", "find words in the answer; n and N go on and back", "Look", CONSOLE, 0, FALSE, FALSE, 50},
  [ACT_FILTER] = {ACT_FILTER, "filter", "/", "filter", "show only rows with these words (word !word field:word)", "Look", LISTS, 0, FALSE, FALSE, 50},
  [ACT_COLUMN_LEFT] = {ACT_COLUMN_LEFT, "column-left", "<", NULL, "choose the column to the left", "Look", LISTS, 0, FALSE, FALSE, 0},
  [ACT_COLUMN_RIGHT] = {ACT_COLUMN_RIGHT, "column-right", ">", NULL, "choose the column to the right", "Look", LISTS, 0, FALSE, FALSE, 0},
  [ACT_MOVE_COLUMN_LEFT] = {ACT_MOVE_COLUMN_LEFT, "move-column-left", "{", NULL, "the chosen column one place to the left", "Look", LISTS, 0, FALSE, FALSE, 0},
  [ACT_MOVE_COLUMN_RIGHT] = {ACT_MOVE_COLUMN_RIGHT, "move-column-right", "}", NULL, "the chosen column one place to the right", "Look", LISTS, 0, FALSE, FALSE, 0},
  [ACT_SORT] = {ACT_SORT, "sort", "s", "sort", "sort by the chosen column; again: the other way", "Look", LISTS, 0, FALSE, FALSE, 100},
  [ACT_HIDE_COLUMN] = {ACT_HIDE_COLUMN, "hide-column", "-", NULL, "hide the chosen column; with none chosen show all, then those of the start", "Look", LISTS, 0, FALSE, FALSE, 0},
  [ACT_SEND_AGAIN] = {ACT_SEND_AGAIN, "send-again", "r", "send again", "send the call as it stands in the lines (what writes asks first)", "Look", CONSOLE, NET, FALSE, FALSE, 55},
  [ACT_REFRESH] = {ACT_REFRESH, "refresh", "r", "refresh", "ask again for what this pane shows", "Look", BUT_CONSOLE, NET, FALSE, FALSE, 105},
  [ACT_REFRESH_ALL] = {ACT_REFRESH_ALL, "refresh-all", "R", NULL, "ask again for everything", "Look", ALL, NET, FALSE, TRUE, 0},

  [ACT_MARK] = {ACT_MARK, "mark", "Space", "mark", "mark the row, or take its mark away", "Mark", PLACE_CONTACTS, ROW, FALSE, FALSE, 40},
  [ACT_MARK_RANGE] = {ACT_MARK_RANGE, "mark-range", "v", NULL, "mark from the last marked row to this one", "Mark", PLACE_CONTACTS, ROW, FALSE, FALSE, 0},
  [ACT_MARK_INVERT] = {ACT_MARK_INVERT, "invert-marks", "*", NULL, "mark what is not marked, of the rows shown", "Mark", PLACE_CONTACTS, 0, FALSE, FALSE, 0},

  [ACT_EDIT_CALL] = {ACT_EDIT_CALL, "edit-call", "e Tab", "edit the call", "back to the lines of the call: method and path, query, body", "Change", CONSOLE, 0, FALSE, FALSE, 10},
  [ACT_EDIT] = {ACT_EDIT, "edit", "e", "edit", "edit in place, or all that are marked; rename a list", "Change", PEOPLE | PLACE_DIRECTORIES | PLACE_CONNECTIONS, ROW | NEEDS_WRITE, FALSE, FALSE, 10},
  [ACT_EDIT_EXTERNALLY] = {ACT_EDIT_EXTERNALLY, "edit-externally", "E", NULL, "edit in $EDITOR", "Change", PEOPLE, ROW | WRITE, FALSE, FALSE, 0},
  [ACT_OPT_OUT] = {ACT_OPT_OUT, "opt-out", "O", NULL, "opt out of this list, or in a directory of everything; or back in (asks first)", "Change", PEOPLE, ROW | WRITE, FALSE, FALSE, 0},
  [ACT_NEW] = {ACT_NEW, "new", "n", "new", "make a new one", "Change", PLACE_DIRECTORIES | PEOPLE | PLACE_CONNECTIONS, NEEDS_WRITE, FALSE, FALSE, 20},
  [ACT_DELETE] = {ACT_DELETE, "delete", "D", "delete", "delete (asks first)", "Change", PLACE_DIRECTORIES | PEOPLE | PLACE_CONNECTIONS | PLACE_DRAFTS, ROW | NEEDS_WRITE, TRUE, FALSE, 130},
  [ACT_UNDO] = {ACT_UNDO, "undo", "u", "undo", "take back what was done last, or a send that has not left", "Change", ALL, NET, FALSE, TRUE, 70},
  [ACT_REDO] = {ACT_REDO, "redo", "C-r", NULL, "do again what was taken back", "Change", ALL, WRITE, FALSE, TRUE, 0},

  [ACT_MAIL] = {ACT_MAIL, "mail", "m", "mail", "distribute by email: list, survey, marked contacts or this one", "Send", SENDABLE, WRITE, FALSE, TRUE, 30},
  [ACT_SMS] = {ACT_SMS, "sms", "M", NULL, "distribute by SMS", "Send", SENDABLE, WRITE, FALSE, TRUE, 0},
  [ACT_LINKS] = {ACT_LINKS, "links", "P", NULL, "personal links without a mail: make them; of a distribution: show them", "Send", SENDABLE | PLACE_DISTRIBUTION, WRITE, FALSE, TRUE, 0},
  [ACT_FOLLOW_UP] = {ACT_FOLLOW_UP, "follow-up", "f", "follow up", "reminder or thank-you for this distribution", "Send", PLACE_DISTRIBUTIONS | PLACE_DISTRIBUTION, ROW | WRITE, FALSE, FALSE, 25},
  [ACT_CANCEL_SEND] = {ACT_CANCEL_SEND, "cancel-send", "x", "cancel send", "call back a distribution that has not left (asks first)", "Send", PLACE_DISTRIBUTIONS | PLACE_DISTRIBUTION, ROW | WRITE, TRUE, FALSE, 35},
  [ACT_ACTIVATE] = {ACT_ACTIVATE, "activate", "a", "activate", "activate or deactivate the survey (asks first)", "Send", PLACE_SURVEYS | PLACE_SURVEY, ROW | WRITE, FALSE, FALSE, 45},
  [ACT_WATCH] = {ACT_WATCH, "watch", "w", "watch", "watch responses come in", "Send", PLACE_SURVEYS | PLACE_SURVEY | PLACE_DISTRIBUTIONS | PLACE_RESPONSES, NET, FALSE, FALSE, 55},

  [ACT_COPY] = {ACT_COPY, "copy", "y", "copy", "copy ID, email, link, JSON or curl", "More", ALL, ROW, FALSE, FALSE, 125},
  [ACT_EXPORT] = {ACT_EXPORT, "export", "X", NULL, "write to a file, CSV or JSON: the rows that are shown, or the marked contacts", "More", PLACE_DISTRIBUTION | PLACE_DISTRIBUTIONS | PLACE_DIRECTORIES | PLACE_CONTACTS, NET, FALSE, FALSE, 0},
  [ACT_IMPORT] = {ACT_IMPORT, "import", "I", NULL, "bring the contacts of a CSV file onto the mailing list (asks first)", "Change", PLACE_DIRECTORIES, ROW | WRITE, FALSE, FALSE, 0},
  [ACT_BROWSE] = {ACT_BROWSE, "browse", "o", NULL, "open the survey in the browser", "More", PLACE_SURVEYS | PLACE_SURVEY | PLACE_DISTRIBUTIONS | PLACE_DISTRIBUTION, ROW, FALSE, FALSE, 0},
  [ACT_COMMANDS] = {ACT_COMMANDS, "commands", ":", "commands", "all commands, by name", "More", ALL, 0, FALSE, TRUE, 80},
  [ACT_HELP] = {ACT_HELP, "help", "? F1", "help", "help for this place", "More", ALL, 0, FALSE, TRUE, 5},
  [ACT_API_CONSOLE] = {ACT_API_CONSOLE, "api-console", "A", NULL, "any call to the API", "More", ALL, NET, FALSE, TRUE, 0},
  [ACT_REQUEST_LOG] = {ACT_REQUEST_LOG, "request-log", "L", NULL, "every request and how it ended", "More", ALL, 0, FALSE, TRUE, 0},
  [ACT_DRAFTS] = {ACT_DRAFTS, "drafts", "d", NULL, "what was typed and not yet sent or saved", "More", ALL, 0, FALSE, TRUE, 0},
  [ACT_CONNECTIONS] = {ACT_CONNECTIONS, "connections", "C", NULL, "accounts this machine knows", "More", ALL, 0, FALSE, TRUE, 0},
  [ACT_TEST_CONNECTION] = {ACT_TEST_CONNECTION, "test-connection", "t", "test", "ask what the connection's token, host and permissions are good for", "More", PLACE_CONNECTIONS, ROW, FALSE, FALSE, 15},
  [ACT_REDRAW] = {ACT_REDRAW, "redraw", "C-l", NULL, "paint the screen anew", "More", ALL, 0, FALSE, TRUE, 0},
  [ACT_SUSPEND] = {ACT_SUSPEND, "suspend", "C-z", NULL, "back to the shell; fg comes back here", "More", ALL, 0, FALSE, TRUE, 0},
  [ACT_QUIT] = {ACT_QUIT, "quit", "Q C-c", NULL, "quit from anywhere", "More", ALL, 0, FALSE, TRUE, 0},
};
/* clang-format on */

const Action *
action_get(ActionId id)
{
  return &table[id < ACTIONS ? id : ACT_NONE];
}

const Action *
action_by_name(const char *name)
{
  for (guint i = ACT_NONE + 1; i < ACTIONS; i++)
    if (strcmp(table[i].name, name) == 0)
      return &table[i];
  return NULL;
}

gboolean
action_applies(ActionId id, Place place)
{
  return (action_get(id)->places & place) != 0;
}

const char *
action_refusal(ActionId id, gboolean has_row, gboolean connected, gboolean read_only)
{
  guint needs = action_get(id)->needs;
  if ((needs & NEEDS_WRITE) && read_only)
    return "This connection is read-only";
  if ((needs & NEEDS_CONNECTION) && !connected)
    return "There is no connection: press C to make or choose one";
  if ((needs & NEEDS_ROW) && !has_row)
    return "There is no row under the cursor";
  return NULL;
}
