/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. The limits are those of Qualtrics: what breaks them would fail there, minutes later. */
#include "src/model/import-plan.h"

#include <string.h>

#include "src/model/clean-text.h"
#include "src/model/csv-cell.h"

/* Of a row that was. */
enum { SENT = 1, SETTLED };

enum { NAME_MAX_LENGTH = 200, VALUE_MAX_LENGTH = 1024, SAMPLE_BYTES = 60, HEADER_CELLS = 24 };

static const struct {
  const char *name; /* letters and digits only, lower case */
  guint target;
} known[] = {
    {"email", CONTACT_FIELD_EMAIL},
    {"emailaddress", CONTACT_FIELD_EMAIL},
    {"mail", CONTACT_FIELD_EMAIL},
    {"primaryemail", CONTACT_FIELD_EMAIL},
    {"recipientemail", CONTACT_FIELD_EMAIL},
    {"firstname", CONTACT_FIELD_FIRST_NAME},
    {"givenname", CONTACT_FIELD_FIRST_NAME},
    {"recipientfirstname", CONTACT_FIELD_FIRST_NAME},
    {"lastname", CONTACT_FIELD_LAST_NAME},
    {"surname", CONTACT_FIELD_LAST_NAME},
    {"familyname", CONTACT_FIELD_LAST_NAME},
    {"recipientlastname", CONTACT_FIELD_LAST_NAME},
    {"language", CONTACT_FIELD_LANGUAGE},
    {"lang", CONTACT_FIELD_LANGUAGE},
    {"userlanguage", CONTACT_FIELD_LANGUAGE},
    {"extref", CONTACT_FIELD_EXT_REF},
    {"externalreference", CONTACT_FIELD_EXT_REF},
    {"externaldatareference", CONTACT_FIELD_EXT_REF},
    {"phone", CONTACT_FIELD_PHONE},
    {"phonenumber", CONTACT_FIELD_PHONE},
    {"mobile", CONTACT_FIELD_PHONE},
    {"telephone", CONTACT_FIELD_PHONE},
    {"tel", CONTACT_FIELD_PHONE},
    {"unsubscribed", IMPORT_OPT_OUT},
    {"optedout", IMPORT_OPT_OUT},
    {"contactid", IMPORT_SKIP},
    {"lookupid", IMPORT_SKIP},
    {"contactlookupid", IMPORT_SKIP},
    {"id", IMPORT_SKIP},
};

static char *
bare_name(const char *header)
{
  GString *bare = g_string_new(NULL);
  for (; *header; header++)
    if (!strchr(" _-.", *header))
      g_string_append_c(bare, g_ascii_tolower(*header));
  return g_string_free(bare, FALSE);
}

static guint
guess(const char *header)
{
  g_autofree char *bare = bare_name(header);
  if (*bare == '\0')
    return IMPORT_SKIP;
  for (guint i = 0; i < G_N_ELEMENTS(known); i++)
    if (strcmp(known[i].name, bare) == 0)
      return known[i].target;
  return IMPORT_EMBEDDED;
}

/* The first column of a name has it; a second one is nobody's. */
static gboolean
is_taken(const ImportPlan *plan, guint column, guint target)
{
  for (guint i = 0; i < column; i++)
    if (plan->targets[i] == target)
      return TRUE;
  return FALSE;
}

/* A file of rejected rows ends in why they were: that is of the file, not of the people. */
static void
skip_reasons(ImportPlan *plan)
{
  guint n = plan->table->n_columns;
  if (n > 2 && strcmp(plan->table->header[n - 2], "line") == 0 &&
      strcmp(plan->table->header[n - 1], "reason") == 0)
    plan->targets[n - 2] = plan->targets[n - 1] = IMPORT_SKIP;
}

ImportPlan *
import_plan_new(const CsvTable *table)
{
  ImportPlan *plan = g_new0(ImportPlan, 1);
  plan->table = table;
  plan->targets = g_new0(guint, table->n_columns);
  for (guint i = 0; i < table->n_columns; i++) {
    guint target = guess(table->header[i]);
    gboolean single = target != IMPORT_EMBEDDED && target != IMPORT_SKIP;
    plan->targets[i] = single && is_taken(plan, i, target) ? IMPORT_SKIP : target;
  }
  skip_reasons(plan);
  return plan;
}

void
import_plan_free(ImportPlan *plan)
{
  if (plan == NULL)
    return;
  g_free(plan->targets);
  g_free(plan->sent);
  g_free(plan);
}

const char *
import_target_word(guint target)
{
  static const char *const words[N_IMPORT_TARGETS] = {
      "email", "first name",    "last name",           "language",     "external reference",
      "phone", "embedded data", "opted out (if true)", "not imported",
  };
  return words[target < N_IMPORT_TARGETS ? target : IMPORT_SKIP];
}

gboolean
import_target_parse(const char *word, guint *target)
{
  g_autofree char *bare = bare_name(word);
  for (*target = 0; *target < N_IMPORT_TARGETS; (*target)++)
    if (g_ascii_strcasecmp(import_target_word(*target), word) == 0)
      return TRUE;
  *target = IMPORT_SKIP;
  if (strcmp(bare, "skip") == 0)
    return TRUE;
  *target =
      strcmp(bare, "embedded") == 0 || strcmp(bare, "embeddeddata") == 0 ? IMPORT_EMBEDDED : guess(word);
  return *target != IMPORT_SKIP && (*target != IMPORT_EMBEDDED || g_str_has_prefix(bare, "embedded"));
}

int
import_plan_find(const ImportPlan *plan, const char *header)
{
  for (guint i = 0; i < plan->table->n_columns; i++)
    if (strcmp(plan->table->header[i], header) == 0)
      return (int) i;
  return -1;
}

/* As it is shown; new. */
static char *
header_of(const ImportPlan *plan, guint column)
{
  char *header = clean_text(plan->table->header[column], -1, SAMPLE_BYTES);
  if (*header)
    return header;
  g_free(header);
  return g_strdup("(no name)");
}

static int
cells_of(const char *text)
{
  int cells = 0;
  for (const char *p = text; *p; p = g_utf8_next_char(p)) {
    gunichar letter = g_utf8_get_char(p);
    cells += g_unichar_iszerowidth(letter) ? 0 : g_unichar_iswide(letter) ? 2 : 1;
  }
  return cells;
}

/* Up to where the arrows go right to stand below each other. */
static int
header_cells(const ImportPlan *plan)
{
  int widest = 0;
  for (guint i = 0; i < plan->table->n_columns; i++) {
    g_autofree char *header = header_of(plan, i);
    widest = MAX(widest, cells_of(header));
  }
  return MIN(widest, HEADER_CELLS);
}

char *
import_plan_line(const ImportPlan *plan, guint column)
{
  const char *value = "";
  for (guint row = 0; row < plan->table->rows->len && !*value; row++)
    value = ((char **) g_ptr_array_index(plan->table->rows, row))[column];
  g_autofree char *header = header_of(plan, column);
  g_autofree char *sample = clean_text(value, -1, SAMPLE_BYTES);
  int pad = MAX(header_cells(plan) - cells_of(header), 0);
  return g_strdup_printf("%s%*s → %s%s%s", header, pad, "", import_target_word(plan->targets[column]),
                         *sample ? " · " : "", sample);
}

/* As embedded data is called. */
static const char *
name_of(const ImportPlan *plan, guint column)
{
  return csv_cell_meant(plan->table->header[column]);
}

static char *
embedded_refusal(const ImportPlan *plan, guint column)
{
  static const char *const reserved[] = {"email",  "firstName", "lastName", "phone",
                                         "extRef", "language",  "Points"};
  const char *name = name_of(plan, column);
  if (*name == '\0')
    return g_strdup_printf("Column %u has no name, so it can't be embedded data.", column + 1);
  if (g_utf8_strlen(name, -1) > NAME_MAX_LENGTH)
    return g_strdup_printf("The name of column %u is longer than %d characters.", column + 1,
                           NAME_MAX_LENGTH);
  for (guint i = 0; i < G_N_ELEMENTS(reserved); i++)
    if (g_ascii_strcasecmp(name, reserved[i]) == 0)
      return g_strdup_printf("Embedded data can't be called %s: that is a field.", reserved[i]);
  for (guint i = 0; i < column; i++)
    if (plan->targets[i] == IMPORT_EMBEDDED && strcmp(name_of(plan, i), name) == 0)
      return g_strdup_printf("Columns %u and %u have the same name.", i + 1, column + 1);
  return NULL;
}

char *
import_plan_refusal(const ImportPlan *plan)
{
  gboolean any = FALSE;
  if (plan->table->rows->len == 0)
    return g_strdup("The file has a header and no rows.");
  for (guint i = 0; i < plan->table->n_columns; i++) {
    guint target = plan->targets[i];
    if (target == IMPORT_SKIP)
      continue;
    char *reason = target == IMPORT_EMBEDDED ? embedded_refusal(plan, i) : NULL;
    if (reason != NULL)
      return reason;
    if (target != IMPORT_EMBEDDED && is_taken(plan, i, target))
      return g_strdup_printf("Two columns go into %s.", import_target_word(target));
    any |= target < N_CONTACT_EDITABLE;
  }
  return any ? NULL : g_strdup("No column goes into a field of the contact.");
}

static const char *
cell(const ImportPlan *plan, guint row, guint column)
{
  return csv_cell_meant(((char **) g_ptr_array_index(plan->table->rows, row))[column]);
}

static gboolean
is_email(const char *text)
{
  const char *at = strchr(text, '@');
  return at != NULL && at != text && at[1] != '\0' && strchr(at + 1, '@') == NULL &&
         !strpbrk(text, " \t\n,;<>");
}

const char *
import_plan_row_refusal(const ImportPlan *plan, guint row)
{
  gboolean any = FALSE;
  if (import_plan_was_sent(plan, row))
    return "sent already, by the import that was cut off";
  for (guint i = 0; i < plan->table->n_columns; i++) {
    g_autofree char *value = g_strstrip(g_strdup(cell(plan, row, i)));
    guint target = plan->targets[i];
    if (target == IMPORT_SKIP || *value == '\0')
      continue;
    any |= target < N_CONTACT_EDITABLE;
    if (target == CONTACT_FIELD_EMAIL && !is_email(value))
      return "the email is no address";
    if (target == IMPORT_EMBEDDED && g_utf8_strlen(value, -1) > VALUE_MAX_LENGTH)
      return "a value of embedded data is longer than 1,024 characters";
  }
  return any ? NULL : "every field of the contact is empty";
}

static void
set_sent(ImportPlan *plan, guint row, guint8 how)
{
  if (plan->sent == NULL)
    plan->sent = g_new0(guint8, plan->table->rows->len);
  plan->sent[row] = how;
}

void
import_plan_set_sent(ImportPlan *plan, guint row)
{
  set_sent(plan, row, SENT);
}

void
import_plan_set_settled(ImportPlan *plan, guint row)
{
  if (!import_plan_was_sent(plan, row))
    set_sent(plan, row, SETTLED);
}

gboolean
import_plan_was_sent(const ImportPlan *plan, guint row)
{
  return plan->sent != NULL && plan->sent[row];
}

gboolean
import_plan_was_settled(const ImportPlan *plan, guint row)
{
  return plan->sent != NULL && plan->sent[row] == SETTLED;
}

void
import_plan_forget_sent(ImportPlan *plan)
{
  g_clear_pointer(&plan->sent, g_free);
}

guint
import_plan_sent(const ImportPlan *plan)
{
  guint sent = 0;
  for (guint row = 0; plan->sent != NULL && row < plan->table->rows->len; row++)
    sent += plan->sent[row] != 0;
  return sent;
}

guint
import_plan_settled(const ImportPlan *plan)
{
  guint settled = 0;
  for (guint row = 0; row < plan->table->rows->len; row++)
    settled += import_plan_was_settled(plan, row);
  return settled;
}

guint
import_plan_count(const ImportPlan *plan)
{
  guint count = 0;
  for (guint row = 0; row < plan->table->rows->len; row++)
    count += import_plan_row_refusal(plan, row) == NULL;
  return count;
}

static gboolean
says_yes(const char *value)
{
  return g_ascii_strcasecmp(value, "true") == 0 || g_ascii_strcasecmp(value, "yes") == 0 ||
         strcmp(value, "1") == 0;
}

Contact *
import_plan_contact(const ImportPlan *plan, guint row)
{
  Contact *contact = contact_new();
  for (guint i = 0; i < plan->table->n_columns; i++) {
    g_autofree char *value = g_strstrip(g_strdup(cell(plan, row, i)));
    guint target = plan->targets[i];
    if (*value == '\0' || target == IMPORT_SKIP)
      continue;
    if (target < N_CONTACT_EDITABLE)
      contact_set(contact, target, value);
    else if (target == IMPORT_EMBEDDED)
      contact_add_embedded(contact, name_of(plan, i), value, NULL, NULL);
    else if (says_yes(value))
      contact->flags |= CONTACT_UNSUBSCRIBED_FROM_LIST;
  }
  return contact;
}
