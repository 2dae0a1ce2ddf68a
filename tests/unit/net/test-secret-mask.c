/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The secret is found in every dress, and nothing else is. */
#include "src/net/secret-mask.h"

#include <string.h>

/* As long and as mixed as a real one. */
#define SECRET "q7Rk2ZpXw4LdV9sYtB1nHcE6mUaF3gJx8KoQeT5i"
#define SIGNS "a1-B2_c3.D4+e5/F6" /* one with signs in it */

static char *
masked(const char *secret, const char *text)
{
  g_autoptr(SecretMask) mask = secret_mask_new(secret);
  char *copy = secret_mask_copy(mask, text);
  g_assert_cmpint(secret_mask_finds(mask, text), ==, strcmp(copy, text) != 0);
  g_assert_false(secret_mask_finds(mask, copy));
  return copy;
}

/* ## Dresses */

static char *
written(const char *text, const char *format)
{
  GString *out = g_string_new(NULL);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  for (const guchar *p = (const guchar *) text; *p != '\0'; p++)
    g_string_append_printf(out, format, *p);
#pragma GCC diagnostic pop
  return g_string_free(out, FALSE);
}

static void
dressed_letters_are_found(void)
{
  static const char *const formats[] = {
      "%c",        "%%%02x",     "%%%02X",    "\\u%04x",     "\\u%04X",    "\\x%02x",
      "&#%u;",     "&#x%x;",     "&#x%04X;",  "%02x",        "%02X",       "%02x:",
      "%02X ",     "=%02X",      "%%25%02X",  "\\u0025%02x", "%%5Cu%04x",  "\\\\u%04x",
      "&amp;#%u;", "&amp;#x%x;", "%c\r\n",    "%c ",         "%%2525%02x", "&percnt;%02x",
      "%c\\n",     "%c&shy;",    "%c\\u200b", "\\/%c",       "%c%%00",     "&bsol;u%04x"};
  static const char *const secrets[] = {SECRET, SIGNS};
  for (guint s = 0; s < G_N_ELEMENTS(secrets); s++)
    for (guint i = 0; i < G_N_ELEMENTS(formats); i++) {
      g_autofree char *dressed = written(secrets[s], formats[i]);
      g_autofree char *text = g_strdup_printf("{\"a\":\"said <%s>\"}", dressed);
      g_autofree char *safe = masked(secrets[s], text);
      g_test_message("%s: %s", formats[i], safe);
      g_assert_nonnull(strstr(safe, SECRET_MASKED));
      g_assert_cmpuint(strlen(safe), <, strlen("{\"a\":\"said <" SECRET_MASKED ">\"}") + 12);
      g_assert_true(g_str_has_prefix(safe, "{\"a\":\"said <") && g_str_has_suffix(safe, ">\"}"));
    }
}

static void
case_and_direction_do_not_hide_it(void)
{
  g_autofree char *upper = g_ascii_strup(SECRET, -1), *lower = g_ascii_strdown(SECRET, -1);
  g_autofree char *backwards = g_strreverse(g_strdup(SECRET));
  g_autofree char *hex = written(SECRET, "%02x");
  g_autofree char *hex_backwards = g_strreverse(g_strdup(hex));
  g_autofree char *backwards_hex = written(backwards, "%02X");
  const char *const dresses[] = {upper, lower, backwards, hex, hex_backwards, backwards_hex};
  for (guint i = 0; i < G_N_ELEMENTS(dresses); i++) {
    g_autofree char *text = g_strdup_printf("(%s) (%s)", dresses[i], dresses[i]);
    g_autofree char *safe = masked(SECRET, text);
    g_assert_cmpstr(safe, ==, "(" SECRET_MASKED ") (" SECRET_MASKED ")");
  }
}

/* None of the secret can be read from what is left, wherever in the group of three it stood. */
static void
base64_is_found_at_each_place(void)
{
  static const char *const before[] = {"", "a", "ab", "user:", "canvass:", "X-API-TOKEN: "};
  static const char *const after[] = {"", "\n", "!!", "\r\nHost: x\r\n"};
  for (guint b = 0; b < G_N_ELEMENTS(before); b++)
    for (guint a = 0; a < G_N_ELEMENTS(after); a++)
      for (guint dress = 0; dress < 4; dress++) {
        g_autofree char *whole = g_strconcat(before[b], SECRET, after[a], NULL);
        g_autofree char *code = g_base64_encode((const guchar *) whole, strlen(whole));
        if (dress == 1) /* the alphabet for addresses */
          g_strdelimit(g_strdelimit(code, "+", '-'), "/", '_');
        g_autofree char *escaped = dress == 2 ? g_uri_escape_string(code, NULL, FALSE) : g_strdup(code);
        g_autofree char *cut =
            dress == 3 ? g_strdup_printf("%.20s\\r\\n%s", code, code + 20) : g_strdup(escaped);
        g_autofree char *text = g_strdup_printf("Basic %s", cut);
        g_autofree char *safe = masked(SECRET, text);
        g_test_message("%s", safe);
        const char *at = strstr(safe, SECRET_MASKED);
        g_assert_nonnull(at);
        gsize length;
        g_autofree char *head = g_strndup(safe + 6, (gsize) (at - safe) - 6);
        g_strdelimit(g_strdelimit(head, "-", '+'), "_", '/');
        g_autofree guchar *read = g_base64_decode(head, &length);
        g_assert_cmpuint(length, <=, strlen(before[b]));
        g_assert_cmpuint(strlen(at), <=, strlen(SECRET_MASKED "%3D%3D") + strlen(after[a]) * 4);
      }
}

/* Each letter in a dress of its own, each dress in another one. */
static char *
in_a_random_dress(GRand *random, const char *text, guint layers)
{
  static const char *const formats[] = {"%c", "%%%02x", "\\u%04x", "&#%u;", "\\x%02X"};
  GString *out = g_string_new(NULL);
  for (const char *p = text; *p != '\0'; p++) {
    const char one[] = {*p, '\0'};
    gint32 plain = strchr("\\%&", *p) != NULL; /* which begin a dress themselves */
    g_autofree char *dressed = written(one, formats[g_rand_int_range(random, plain, G_N_ELEMENTS(formats))]);
    g_string_append(out, dressed);
  }
  g_autofree char *text_of_layer = g_string_free(out, FALSE);
  return layers > 1 ? in_a_random_dress(random, text_of_layer, layers - 1) : g_steal_pointer(&text_of_layer);
}

static void
mixed_dresses_are_found_three_deep(void)
{
  GRand *random = g_rand_new_with_seed(7);
  for (guint i = 0; i < 300; i++) {
    g_autofree char *dressed = in_a_random_dress(random, SECRET, 1 + i % 3);
    g_autofree char *text = g_strdup_printf("[%s]", dressed);
    g_autofree char *safe = masked(SECRET, text);
    g_assert_cmpstr(safe, ==, "[" SECRET_MASKED "]");
  }
  g_rand_free(random);
}

/* ## Where */

static void
no_window_hides_it(void)
{
  g_autofree char *longest = written(SECRET, "&amp;#x%x;");
  const char *const dresses[] = {SECRET, longest};
  for (guint d = 0; d < G_N_ELEMENTS(dresses); d++)
    for (gsize before = 2 * 65536 - 1500; before < 2 * 65536 + 3; before += d == 0 ? 1 : 13) {
      g_autofree char *filler = g_strnfill(before, '.');
      g_autofree char *text = g_strconcat(filler, dresses[d], filler, NULL);
      g_autofree char *wanted = g_strconcat(filler, SECRET_MASKED, filler, NULL);
      g_autofree char *safe = masked(SECRET, text);
      g_assert_cmpstr(safe, ==, wanted);
    }
}

static void
bytes_after_a_nul_are_looked_at(void)
{
  g_autoptr(SecretMask) mask = secret_mask_new(SECRET);
  GString *text = g_string_new_len("a\0" SECRET "\0b", 4 + strlen(SECRET));
  secret_mask_apply(mask, text);
  g_assert_cmpmem(text->str, text->len, "a\0" SECRET_MASKED "\0b", 4 + strlen(SECRET_MASKED));
  g_string_free(text, TRUE);
}

static void
innocent_text_stays(void)
{
  g_autofree char *part = g_strndup(SECRET, strlen(SECRET) - 1);
  const char *const texts[] = {"",   "\\",  "%",    "&",  "\\u",           "\\u00",
                               "%4", "&#;", "&#x;", "&;", "100% &c. \\o/", part};
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_autofree char *safe = masked(SECRET, texts[i]);
    g_assert_cmpstr(safe, ==, texts[i]);
  }
}

static void
short_secret_is_none(void)
{
  static const char *const secrets[] = {NULL, "", "demo", "1234567", "a-b-c-d-e-f-g"};
  for (guint i = 0; i < G_N_ELEMENTS(secrets); i++) {
    g_autoptr(SecretMask) mask = secret_mask_new(secrets[i]);
    g_assert_null(mask);
    g_assert_false(secret_mask_finds(mask, "demo 1234567"));
    g_autofree char *safe = secret_mask_copy(mask, "demo 1234567");
    g_assert_cmpstr(safe, ==, "demo 1234567");
  }
}

/* As large as a body may be, with no escape and with nothing else; and one that is all secret. */
static void
large_bodies_are_masked_whole(void)
{
  static const char *const pieces[] = {"{\"firstName\":\"Ada\",\"lastName\":\"Rossi\"},", "\\u0041%41&#65;",
                                       SECRET " "};
  g_autoptr(SecretMask) mask = secret_mask_new(SECRET);
  for (guint i = 0; i < G_N_ELEMENTS(pieces); i++) {
    GString *text = g_string_new(NULL);
    while (text->len < 16 * 1024 * 1024)
      g_string_append(text, pieces[i]);
    secret_mask_apply(mask, text);
    g_assert_null(strstr(text->str, SECRET));
    g_string_free(text, TRUE);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/secret-mask/dressed-letters", dressed_letters_are_found);
  g_test_add_func("/secret-mask/case-and-direction", case_and_direction_do_not_hide_it);
  g_test_add_func("/secret-mask/base64", base64_is_found_at_each_place);
  g_test_add_func("/secret-mask/mixed-dresses", mixed_dresses_are_found_three_deep);
  g_test_add_func("/secret-mask/windows", no_window_hides_it);
  g_test_add_func("/secret-mask/nul", bytes_after_a_nul_are_looked_at);
  g_test_add_func("/secret-mask/innocent", innocent_text_stays);
  g_test_add_func("/secret-mask/short", short_secret_is_none);
  g_test_add_func("/secret-mask/large", large_bodies_are_masked_whole);
  return g_test_run();
}
