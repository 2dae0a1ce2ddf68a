/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "src/model/contact-lines.h"

#include <string.h>

#define HEADING "[embedded data]"

/* As the API calls them. */
static const char *const keys[N_CONTACT_EDITABLE] = {
    [CONTACT_FIELD_EMAIL] = "email",        [CONTACT_FIELD_FIRST_NAME] = "firstName",
    [CONTACT_FIELD_LAST_NAME] = "lastName", [CONTACT_FIELD_LANGUAGE] = "language",
    [CONTACT_FIELD_EXT_REF] = "extRef",     [CONTACT_FIELD_PHONE] = "phone",
};

/* Writing */

static void
append_escaped(GString *out, const char *text, gboolean is_key)
{
  gsize length = strlen(text);
  for (gsize i = 0; i < length; i++) {
    gboolean edge = i == 0 || i + 1 == length;
    if (text[i] == ' ' && edge)
      g_string_append(out, "\\s");
    else if (text[i] == '\n')
      g_string_append(out, "\\n");
    else {
      if (text[i] == '\\' || (is_key && (text[i] == '=' || (i == 0 && strchr("#[", text[i])))))
        g_string_append_c(out, '\\');
      g_string_append_c(out, text[i]);
    }
  }
}

static void
append_line(GString *out, const char *key, const char *value)
{
  append_escaped(out, key, TRUE);
  g_string_append(out, " = ");
  append_escaped(out, value != NULL ? value : "", FALSE);
  g_string_append_c(out, '\n');
}

char *
contact_lines_new(const Contact *contact, const char *heading)
{
  GString *out = g_string_new(NULL);
  g_auto(GStrv) lines = g_strsplit(heading != NULL ? heading : "", "\n", -1);
  for (char **line = lines; heading != NULL && *line != NULL; line++)
    g_string_append_printf(out, "# %s\n", *line);
  for (guint i = 0; i < N_CONTACT_EDITABLE; i++)
    append_line(out, keys[i], contact->fields[i]);
  g_string_append(out, "\n" HEADING "\n");
  for (guint i = 0; i < contact->embedded->len; i++) {
    const EmbeddedField *field = g_ptr_array_index(contact->embedded, i);
    append_line(out, field->name, field->value);
  }
  return g_string_free(out, FALSE);
}

/* Reading */

typedef struct {
  const Contact *base;
  ContactEdit *edit;
  GHashTable *seen; /* embedded data that has a line */
  guint fields;     /* 1 << ContactField of those that have one */
  gboolean in_embedded;
} Reading;

/* Without its escapes; blanks around it are gone already. */
static char *
unescaped(const char *text)
{
  GString *out = g_string_new(NULL);
  for (const char *p = text; *p != '\0'; p++) {
    if (*p == '\\' && p[1] != '\0') {
      p++;
      g_string_append_c(out, *p == 's' ? ' ' : *p == 'n' ? '\n' : *p);
    } else
      g_string_append_c(out, *p);
  }
  return g_string_free(out, FALSE);
}

/* The "=" that ends the key, or NULL. */
static char *
find_equals(char *line)
{
  for (char *p = line; *p != '\0'; p++) {
    if (*p == '\\' && p[1] != '\0')
      p++;
    else if (*p == '=')
      return p;
  }
  return NULL;
}

/* A value of embedded data may have several lines. */
static gboolean
has_control(const char *text, gboolean lines)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p))
    if (g_unichar_iscntrl(g_utf8_get_char(p)) && !(lines && *p == '\n'))
      return TRUE;
  return FALSE;
}

static char *
read_field(Reading *reading, const char *key, const char *value)
{
  for (guint i = 0; i < N_CONTACT_EDITABLE; i++) {
    if (g_ascii_strcasecmp(key, keys[i]) != 0)
      continue;
    if (reading->fields & 1u << i)
      return g_strdup_printf("%s stands there twice.", keys[i]);
    reading->fields |= 1u << i;
    /* What is there already is not complained about, even where it breaks a rule. */
    const char *before = reading->base->fields[i];
    if (strcmp(before != NULL ? before : "", value) == 0)
      return NULL;
    contact_edit_set(reading->edit, reading->base, i, value);
    return g_strdup(contact_check_field(i, value));
  }
  return g_strdup_printf("%s is no field of a contact; embedded data stands under " HEADING ".", key);
}

static char *
read_embedded(Reading *reading, const char *key, const char *value)
{
  if (!g_hash_table_add(reading->seen, g_strdup(key)))
    return g_strdup_printf("%s stands there twice.", key);
  if (g_strcmp0(contact_embedded(reading->base, key), value) == 0)
    return NULL;
  contact_edit_set_embedded(reading->edit, reading->base, key, value);
  return g_strdup(contact_check_embedded(key, value));
}

static char *
read_line(Reading *reading, char *line)
{
  if (!g_utf8_validate(line, -1, NULL))
    return g_strdup("It is not UTF-8.");
  g_strstrip(line);
  if (*line == '\0' || *line == '#')
    return NULL;
  if (strcmp(line, HEADING) == 0) {
    reading->in_embedded = TRUE;
    return NULL;
  }
  char *equals = find_equals(line);
  if (equals == NULL)
    return g_strdup("It has no “=”; write key = value.");
  *equals = '\0';
  g_autofree char *key = unescaped(g_strchomp(line));
  g_autofree char *value = unescaped(g_strchug(equals + 1));
  if (has_control(key, FALSE) || has_control(value, reading->in_embedded))
    return g_strdup("It holds a control character.");
  return reading->in_embedded ? read_embedded(reading, key, value) : read_field(reading, key, value);
}

static void
drop_unseen(Reading *reading)
{
  for (guint i = 0; i < reading->base->embedded->len; i++) {
    const EmbeddedField *field = g_ptr_array_index(reading->base->embedded, i);
    if (!g_hash_table_contains(reading->seen, field->name))
      contact_edit_set_embedded(reading->edit, reading->base, field->name, NULL);
  }
}

ContactEdit *
contact_lines_read(const char *text, const Contact *base, char **reason)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(ContactEdit) edit = contact_edit_new(base->fields[CONTACT_FIELD_ID]);
  Reading reading = {.base = base, .edit = edit, .seen = seen};
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++) {
    g_autofree char *wrong = read_line(&reading, lines[i]);
    if (wrong != NULL) {
      *reason = g_strdup_printf("Line %u: %s", i + 1, wrong);
      return NULL;
    }
  }
  if (reading.in_embedded)
    drop_unseen(&reading);
  return g_steal_pointer(&edit);
}
