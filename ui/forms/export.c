/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "ui/forms/export.h"

#include "src/local/out-file.h"
#include "ui/dialog.h"
#include "ui/typed-path.h"

typedef struct {
  const PaneHost *host;
  const char *const *columns;
  ExportWrite write;
  gpointer data;
  char *path;
} Export;

static void
export_free(Export *export)
{
  g_free(export->path);
  g_free(export);
}

static void
say(const Export *export, MessageKind kind, const char *text)
{
  export->host->say(export->host->app, kind, text);
}

/* Frees @export. */
static void
write_file(Export *export)
{
  g_autoptr(GError) error = NULL;
  OutFile *file = out_file_open(export->path, &error);
  if (file) {
    Rows *rows = rows_new(out_file_stream(file), g_str_has_suffix(export->path, ".json"), export->columns);
    guint count = export->write(rows, export->data);
    rows_end(rows);
    if (out_file_keep(file, &error)) {
      g_autofree char *text =
          g_strdup_printf("%u %s in %s", count, count == 1 ? "row" : "rows", export->path);
      say(export, MESSAGE_OK, text);
    }
  }
  if (error)
    say(export, MESSAGE_ERROR, error->message);
  export_free(export);
}

static void
on_replace(gboolean yes, gpointer data)
{
  Export *export = data;
  if (yes) {
    write_file(export);
    return;
  }
  say(export, MESSAGE_INFO, "Nothing was written");
  export_free(export);
}

static void
on_path(const char *typed, gpointer data)
{
  Export *export = data;
  if (!typed || !*typed) {
    export_free(export);
    return;
  }
  export->path = typed_path_whole(typed);
  if (!g_file_test(export->path, G_FILE_TEST_EXISTS)) {
    write_file(export);
    return;
  }
  g_autofree char *text = g_strdup_printf("%s is there already. Replace it?", export->path);
  export->host->overlay(
      export->host->app,
      dialog_with_orphan(dialog_confirm("Export", text, on_replace, export), (GDestroyNotify) export_free));
}

void
export_ask(const PaneHost *host, const char *name, const char *const *columns, ExportWrite write,
           gpointer data)
{
  Export *export = g_new0(Export, 1);
  *export = (Export){.host = host, .columns = columns, .write = write, .data = data};
  g_autofree char *path = g_strconcat("~/", name, NULL);
  host->overlay(host->app, dialog_with_orphan(dialog_prompt_completing("Export", "File (.csv or .json)", path,
                                                                       typed_path_complete, on_path, export),
                                              (GDestroyNotify) export_free));
}
