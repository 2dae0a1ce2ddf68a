/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From keys to actions. Starts with the table's default keys; the config may bind others. The same key may
 * mean different actions at different places. */
#pragma once
#include "ui/actions.h"
#include "ui/key.h"

typedef struct Keymap Keymap;
Keymap *keymap_new(void);
void keymap_free(Keymap *keymap);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Keymap, keymap_free)

/* ACT_NONE if the key means nothing here. */
ActionId keymap_find(const Keymap *keymap, Place place, const Key *key);
/* Gives the action these keys ("j Down") in place of its old ones; takes them from other actions of the same
 * places. FALSE and a reason in `reason` (to be freed) if the name or a key is unknown. */
gboolean keymap_bind(Keymap *keymap, const char *action_name, const char *keys, char **reason);
/* All keys of an action as a person reads them ("j ↓"); the caller frees it. */
char *keymap_labels(const Keymap *keymap, ActionId action);
/* The first one only ("j"), "" if it has none; the caller frees it. */
char *keymap_label(const Keymap *keymap, ActionId action);
