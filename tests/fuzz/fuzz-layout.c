/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reply laid out as text, a message filled in for a recipient, HTML read as text, a contact from an editor.
 */
#include <string.h>

#include "src/api/json-layout.h"
#include "src/model/contact-lines.h"
#include "src/model/html-text.h"
#include "src/model/piped-text.h"
#include "tests/fuzz/fuzz.h"

#define MOST 5000

const FuzzSeed fuzz_seeds[] = {
    FUZZ_SEED("{\"a\" : [1, 2.50, {}, [ ], \"x\\\"y\\\\\"], \"b\":null}"),
    FUZZ_SEED("[[[[[[[[1,1,1,1,1,1,1,1]]]]]]]]"),
    FUZZ_SEED("\"\\ud83d\\ude00 \\u0000 \x1b[31m\""),
    FUZZ_SEED("Hello ${m://FirstName}, ${l://SurveyLink?d=Take the survey}"),
    FUZZ_SEED("${e://Field/site} ${e://Field/} ${x://y} ${ ${m://Email} }"),
    FUZZ_SEED("<p>Hello</p><br/>&amp;&lt;b&gt;&#39;<a href=\"x\">y</a"),
    FUZZ_SEED(
        "# Ada\nemail = a@example.org\nlanguage = \n\n[embedded data]\nsite = south\n\\#x\\=y = \\sz\\\\\n"),
    {NULL, 0}};
const gboolean fuzz_takes_replies = TRUE;
const guint fuzz_rounds = 250;

static void
check_layout(const char *json)
{
  g_autofree char *lines = json_layout_lines(json, MOST);
  fuzz_check_clean(lines, TRUE);
  g_assert_cmpuint(strlen(lines), <=, MOST);
  g_autofree char *compact = json_layout_compact(json);
  g_autofree char *again = json_layout_compact(compact);
  g_assert_cmpuint(strlen(compact), <=, strlen(json));
  g_assert_true(strcmp(compact, again) == 0);
  g_assert_true(!json_layout_check(json, NULL) || json_layout_check(compact, NULL));
}

static Contact *
somebody(void)
{
  static const char *const fields[] = {"Ada", NULL, "", "${m://Email}"};
  Contact *who = contact_new();
  contact_set(who, CONTACT_FIELD_ID, "CID_1");
  for (guint i = 0; i < G_N_ELEMENTS(fields); i++)
    contact_set(who, (ContactField) i, fields[i]);
  contact_set_embedded(who, "site", "north");
  contact_set_embedded(who, " #=\\", "a\nb ");
  return who;
}

static void
check_piped(const char *text, const Contact *who)
{
  g_autofree char *filled = piped_text_fill(text, who);
  g_assert_nonnull(filled);
  g_assert_true(strstr(text, "${") != NULL || strcmp(filled, text) == 0);
  piped_text_needs_embedded(text);
}

static void
check_html(const char *html)
{
  g_autofree char *lines = html_as_text(html);
  fuzz_check_clean(lines, TRUE);
  g_autofree char *line = html_as_line(html);
  fuzz_check_clean(line, FALSE);
}

/* Text from an editor: an edit or a reason, and what an edit makes of the contact reads back as it is. */
static void
check_contact_lines(const char *text, const Contact *who)
{
  char *reason = NULL;
  g_autoptr(ContactEdit) edit = contact_lines_read(text, who, &reason);
  g_assert_true((edit == NULL) == (reason != NULL));
  g_free(reason);
  if (edit == NULL)
    return;
  g_autoptr(Contact) changed = contact_copy(who);
  contact_edit_apply(edit, changed);
  g_autofree char *again = contact_lines_new(changed, "Ada\nRossi");
  g_autoptr(ContactEdit) none = contact_lines_read(again, changed, &reason);
  g_assert_nonnull(none);
  g_assert_true(contact_edit_is_empty(none));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup((const char *) data, size);
  check_layout(text);
  g_autoptr(Contact) who = somebody();
  check_piped(text, who);
  check_html(text);
  check_contact_lines(text, who);
  return 0;
}
