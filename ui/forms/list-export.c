/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "ui/forms/list-export.h"

#include "src/flow/list-export.h"
#include "ui/asks.h"
#include "ui/dialog.h"
#include "ui/text.h"
#include "ui/typed-path.h"

typedef struct {
  PaneHost host;
  Services *services;
  ContactPlace place;
  GHashTable *only; /* NULL: everyone */
  char *directory_id, *list_id, *name, *path;
  GCancellable *session;
} ListExport;

static void
export_free(ListExport *export)
{
  g_free(export->directory_id);
  g_free(export->list_id);
  g_free(export->name);
  g_free(export->path);
  g_clear_pointer(&export->only, g_hash_table_unref);
  g_object_unref(export->session);
  g_free(export);
}

static void G_GNUC_PRINTF(3, 4) say(const ListExport *export, MessageKind kind, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  export->host.say(export->host.app, kind, text);
}

static void
on_progress(guint done, gpointer data)
{
  const ListExport *export = data;
  g_autofree char *count = text_counted(done, "contact");
  say(export, MESSAGE_INFO, "Exporting %s: %s read…", export->name, count);
}

static void
on_exported(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  ListExport *export = data;
  g_autoptr(GError) error = NULL;
  gssize rows = list_export_finish(NULL, result, &error);
  if (rows >= 0) {
    g_autofree char *count = text_counted((guint64) rows, "contact");
    say(export, MESSAGE_OK, "%s: %s in %s", export->name, count, export->path);
  } else if (!was_cancelled(error))
    say(export, MESSAGE_ERROR, "%s was not exported: %s", export->name, error->message);
  export_free(export);
}

/* The connection may have been left while the question stood. */
static void
start(ListExport *export)
{
  if (g_cancellable_is_cancelled(export->session)) {
    export_free(export);
    return;
  }
  say(export, MESSAGE_INFO, "Exporting %s…", export->name);
  list_export_some_async(export->services->client, &export->place, export->only, export->path, on_progress,
                         export->session, on_exported, export);
}

static void
on_replace(gboolean yes, gpointer data)
{
  ListExport *export = data;
  if (yes) {
    start(export);
    return;
  }
  say(export, MESSAGE_INFO, "Nothing was written");
  export_free(export);
}

static void
on_path(const char *typed, gpointer data)
{
  ListExport *export = data;
  if (!typed || !*typed) {
    export_free(export);
    return;
  }
  export->path = typed_path_whole(typed);
  if (!g_file_test(export->path, G_FILE_TEST_EXISTS)) {
    start(export);
    return;
  }
  g_autofree char *text = g_strdup_printf("%s is there already. Replace it?", export->path);
  export->host.overlay(
      export->host.app,
      dialog_with_orphan(dialog_confirm("Export", text, on_replace, export), (GDestroyNotify) export_free));
}

static ListExport *
export_new(const PaneHost *host, Services *services, const ListPlace *place)
{
  ListExport *export = g_new0(ListExport, 1);
  export->host = *host;
  export->services = services;
  export->directory_id = g_strdup(place->directory_id);
  export->list_id = g_strdup(place->list_id);
  export->place = (ContactPlace){export->directory_id, export->list_id};
  export->name = g_strdup(place->name ? place->name : "");
  export->session = g_object_ref(services->session);
  return export;
}

static void
ask_path(ListExport *export, const char *title)
{
  export->host.overlay(
      export->host.app,
      dialog_with_orphan(dialog_prompt_completing(title, "File (.csv or .json)", "~/contacts.csv",
                                                  typed_path_complete, on_path, export),
                         (GDestroyNotify) export_free));
}

void
list_export_some(const PaneHost *host, Services *services, const ListPlace *place, GHashTable *only)
{
  ListExport *export = export_new(host, services, place);
  export->only = only;
  g_autofree char *count = text_counted(g_hash_table_size(only), "contact");
  g_autofree char *title = g_strdup_printf("Export %s of %s", count, export->name);
  ask_path(export, title);
}

void
list_export_ask(const PaneHost *host, Services *services, const ListPlace *place, const char *path)
{
  ListExport *export = export_new(host, services, place);
  g_autofree char *title = g_strdup_printf("Export %s", export->name);
  if (path)
    on_path(path, export);
  else
    ask_path(export, title);
}
