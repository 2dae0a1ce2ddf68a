/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "ui/panes/opt-out.h"

ContactField
opt_out_field(const char *list_id)
{
  return list_id ? CONTACT_OPT_OUT_LIST : CONTACT_OPT_OUT_DIRECTORY;
}

static const char *
or_this(const char *name, const char *instead)
{
  return name && *name ? name : instead;
}

static char *
out_text(const char *title, const ListPlace *place)
{
  if (place->list_id)
    return g_strdup_printf("%s gets nothing more through the list %s. Other lists are not touched; for those "
                           "opt out in the directory.",
                           title, or_this(place->name, "that is shown"));
  return g_strdup_printf("%s gets nothing more through any list of the directory %s.", title,
                         or_this(place->name, "that is shown"));
}

static char *
in_text(const char *title, guint flags, const ListPlace *place)
{
  static const char wish[] = "Write again only to who asked for it.";
  if (!place->list_id)
    return g_strdup_printf("%s opted out of the whole directory. %s", title, wish);
  return g_strdup_printf(
      "%s opted out of the list %s. %s%s", title, or_this(place->name, "that is shown"), wish,
      flags & CONTACT_UNSUBSCRIBED ? " The opt-out of the whole directory stays, and overrides the list."
                                   : "");
}

Overlay *
opt_out_question(const char *title, guint flags, const ListPlace *place, DialogAnswer answer, gpointer data)
{
  guint flag = place->list_id ? CONTACT_UNSUBSCRIBED_FROM_LIST : CONTACT_UNSUBSCRIBED;
  gboolean is_out = (flags & flag) != 0;
  g_autofree char *text = is_out ? in_text(title, flags, place) : out_text(title, place);
  return dialog_confirm(is_out           ? "Opt back in"
                        : place->list_id ? "Opt out of this list"
                                         : "Opt out of the whole directory",
                        text, answer, data);
}
