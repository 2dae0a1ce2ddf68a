/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a person likes their lists, kept by the program itself in state/views: the columns of each pane, and
 * filters by name. A convenience: what cannot be read starts anew, and nothing is lost when it cannot be
 * written.
 */
#pragma once

#include "src/local/paths.h"

typedef struct Views Views;

Views *views_load(const Paths *paths);
void views_free(Views *views);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Views, views_free)

/* The columns of @pane as table_columns() names them, NULL-ended and new; NULL: never changed. */
char **views_columns(const Views *views, const char *pane);
/* Saved at once. LOCAL_ERROR_FILE or FULL. */
gboolean views_set_columns(Views *views, const char *pane, const char *const *columns, GError **error);

/* Names of the filters saved for @pane, NULL-ended and new; and the text of one, new, or NULL. */
char **views_filters(const Views *views, const char *pane);
char *views_filter(const Views *views, const char *pane, const char *name);
/* Letters, digits, - and _; 1 to 32. */
gboolean views_filter_name_is_good(const char *name);
/* Saved at once; a NULL @text takes it away. */
gboolean views_set_filter(Views *views, const char *pane, const char *name, const char *text, GError **error);
