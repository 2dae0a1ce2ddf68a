/* SPDX-License-Identifier: GPL-3.0-or-later */
/* THE table of actions. The dispatcher, the keymap, the hint line, the help, the palette and the man page
 * read it; a new action is one row in actions.c. */
#pragma once
#include <glib.h>

typedef enum ActionId {
  ACT_NONE,
  /* moving */
  ACT_DOWN,
  ACT_UP,
  ACT_TOP,
  ACT_BOTTOM,
  ACT_HALF_DOWN,
  ACT_HALF_UP,
  ACT_PAGE_DOWN,
  ACT_PAGE_UP,
  ACT_LEFT,
  ACT_RIGHT,
  /* places */
  ACT_NEXT_PAGE,
  ACT_OPEN,
  ACT_BACK,
  ACT_CLOSE,
  ACT_PANE_1,
  ACT_PANE_2,
  ACT_PANE_3,
  ACT_PANE_4,
  ACT_NEXT_PANE,
  ACT_PREVIOUS_PANE,
  ACT_ZOOM,
  /* looking */
  ACT_SEARCH_ANSWER,
  ACT_FILTER,
  ACT_COLUMN_LEFT,
  ACT_COLUMN_RIGHT,
  ACT_MOVE_COLUMN_LEFT,
  ACT_MOVE_COLUMN_RIGHT,
  ACT_SORT,
  ACT_HIDE_COLUMN,
  ACT_SEND_AGAIN,
  ACT_REFRESH,
  ACT_REFRESH_ALL,
  /* marking */
  ACT_MARK,
  ACT_MARK_RANGE,
  ACT_MARK_INVERT,
  /* changing */
  ACT_EDIT_CALL,
  ACT_EDIT,
  ACT_EDIT_EXTERNALLY,
  ACT_OPT_OUT,
  ACT_NEW,
  ACT_DELETE,
  ACT_UNDO,
  ACT_REDO,
  /* sending */
  ACT_MAIL,
  ACT_SMS,
  ACT_LINKS,
  ACT_FOLLOW_UP,
  ACT_CANCEL_SEND,
  ACT_ACTIVATE,
  ACT_WATCH,
  /* the rest */
  ACT_COPY,
  ACT_EXPORT,
  ACT_IMPORT,
  ACT_BROWSE,
  ACT_COMMANDS,
  ACT_HELP,
  ACT_API_CONSOLE,
  ACT_REQUEST_LOG,
  ACT_DRAFTS,
  ACT_CONNECTIONS,
  ACT_TEST_CONNECTION,
  ACT_REDRAW,
  ACT_SUSPEND,
  ACT_QUIT,
  ACTIONS
} ActionId;

/* Where an action applies; a place is one bit, a row's `places` are many. */
typedef enum Place {
  PLACE_DIRECTORIES = 1 << 0,
  PLACE_CONTACTS = 1 << 1,
  PLACE_SURVEYS = 1 << 2,
  PLACE_DISTRIBUTIONS = 1 << 3,
  PLACE_CARD = 1 << 4,         /* a contact, whole */
  PLACE_DISTRIBUTION = 1 << 5, /* a distribution's numbers */
  PLACE_RESPONSES = 1 << 6,
  PLACE_API_CONSOLE = 1 << 7,
  PLACE_REQUEST_LOG = 1 << 8,
  PLACE_CONNECTIONS = 1 << 9,
  PLACE_SURVEY = 1 << 10, /* a survey, whole */
  PLACE_DRAFTS = 1 << 11,
  PLACE_LISTS = PLACE_DIRECTORIES | PLACE_CONTACTS | PLACE_SURVEYS | PLACE_DISTRIBUTIONS |
                PLACE_DISTRIBUTION | PLACE_RESPONSES | PLACE_REQUEST_LOG | PLACE_CONNECTIONS | PLACE_DRAFTS,
  PLACE_EVERYWHERE = (1 << 12) - 1
} Place;

/* What an action needs before anyone is asked; the dispatcher refuses otherwise, with a reason. */
typedef enum ActionNeeds {
  NEEDS_NOTHING = 0,
  NEEDS_ROW = 1 << 0,        /* a row under the cursor */
  NEEDS_CONNECTION = 1 << 1, /* someone to ask */
  NEEDS_WRITE = 1 << 2       /* refused on a read-only connection */
} ActionNeeds;

typedef struct Action {
  ActionId id;
  const char *name;  /* "edit-in-place": config, palette, man page */
  const char *keys;  /* default keys, blanks between them: "j Down" */
  const char *hint;  /* a word for the hint line, or NULL: never shown there */
  const char *help;  /* one line */
  const char *group; /* help's heading */
  guint places;      /* of Place */
  guint needs;       /* of ActionNeeds */
  gboolean destroys; /* never answers to a bare Enter */
  gboolean global;   /* done by the program, not by the pane */
  int rank;          /* the hint line shows the lowest first; 0: not there */
} Action;

/* The row; ACT_NONE has an empty one. */
const Action *action_get(ActionId id);
/* NULL if there is none of that name. */
const Action *action_by_name(const char *name);
/* May it be done at this place (before the pane is asked)? */
gboolean action_applies(ActionId id, Place place);
/* NULL if its needs are met, else the reason that the user reads (static). */
const char *action_refusal(ActionId id, gboolean has_row, gboolean connected, gboolean read_only);
