/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of pairs, looked through from the end: there are some seventy, and a key comes from a hand. */
#include "ui/keymap.h"

#include <string.h>

typedef struct Binding {
  Key key;
  ActionId action;
} Binding;

struct Keymap {
  GArray *bindings;
};

static void
add_keys(Keymap *keymap, ActionId action, const char *keys)
{
  g_auto(GStrv) names = g_strsplit(keys, " ", -1);
  for (char **name = names; *name; name++) {
    Binding binding = {.action = action};
    if (**name && key_parse(*name, &binding.key))
      g_array_append_val(keymap->bindings, binding);
  }
}

Keymap *
keymap_new(void)
{
  Keymap *keymap = g_new0(Keymap, 1);
  keymap->bindings = g_array_new(FALSE, FALSE, sizeof(Binding));
  for (ActionId id = ACT_NONE + 1; id < ACTIONS; id++)
    add_keys(keymap, id, action_get(id)->keys);
  return keymap;
}

void
keymap_free(Keymap *keymap)
{
  if (!keymap)
    return;
  g_array_unref(keymap->bindings);
  g_free(keymap);
}

ActionId
keymap_find(const Keymap *keymap, Place place, const Key *key)
{
  for (guint i = keymap->bindings->len; i > 0; i--) {
    const Binding *binding = &g_array_index(keymap->bindings, Binding, i - 1);
    if (key_equal(&binding->key, key) && action_applies(binding->action, place))
      return binding->action;
  }
  return ACT_NONE;
}

static gboolean
keys_are_known(const char *keys, char **reason)
{
  g_auto(GStrv) names = g_strsplit(keys, " ", -1);
  for (char **name = names; *name; name++) {
    Key key;
    if (**name && !key_parse(*name, &key)) {
      *reason = g_strdup_printf("“%s” is no key", *name);
      return FALSE;
    }
  }
  return TRUE;
}

/* Takes away what the action had, and the same keys of others that would be meant at the same place. */
static void
make_room(Keymap *keymap, ActionId action, const char *keys)
{
  g_auto(GStrv) names = g_strsplit(keys, " ", -1);
  for (guint i = keymap->bindings->len; i > 0; i--) {
    const Binding *binding = &g_array_index(keymap->bindings, Binding, i - 1);
    gboolean goes = binding->action == action;
    gboolean meets = (action_get(binding->action)->places & action_get(action)->places) != 0;
    for (char **name = names; *name && !goes; name++)
      goes = meets && key_is(&binding->key, *name);
    if (goes)
      g_array_remove_index(keymap->bindings, i - 1);
  }
}

gboolean
keymap_bind(Keymap *keymap, const char *action_name, const char *keys, char **reason)
{
  const Action *action = action_by_name(action_name);
  if (!action) {
    *reason = g_strdup_printf("there is no action “%s”", action_name);
    return FALSE;
  }
  if (!keys_are_known(keys, reason))
    return FALSE;
  make_room(keymap, action->id, keys);
  add_keys(keymap, action->id, keys);
  return TRUE;
}

static char *
labels(const Keymap *keymap, ActionId action, gboolean all)
{
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < keymap->bindings->len && (all || text->len == 0); i++) {
    const Binding *binding = &g_array_index(keymap->bindings, Binding, i);
    if (binding->action != action)
      continue;
    g_autofree char *label = key_label(&binding->key);
    g_string_append_printf(text, "%s%s", text->len ? " " : "", label);
  }
  return g_string_free(text, FALSE);
}

char *
keymap_labels(const Keymap *keymap, ActionId action)
{
  return labels(keymap, action, TRUE);
}

char *
keymap_label(const Keymap *keymap, ActionId action)
{
  return labels(keymap, action, FALSE);
}
