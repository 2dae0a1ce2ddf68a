/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What it costs to look for the token in a reply, as ratios against parsing the same reply, which each one is
 * anyway.
 */
#include <cjson/cJSON.h>
#include <stdio.h>

#include "src/net/secret-mask.h"

#define SECRET "q7Rk2ZpXw4LdV9sYtB1nHcE6mUaF3gJx8KoQeT5i"

enum { SIZE = 16 * 1024 * 1024 };

static double
since(gint64 began)
{
  return (double) (g_get_monotonic_time() - began) / 1000.0;
}

static void
tell(const char *what, const char *record)
{
  g_autoptr(SecretMask) mask = secret_mask_new(SECRET);
  GString *text = g_string_new("[");
  while (text->len < SIZE)
    g_string_append_printf(text, "%s%s", text->len > 1 ? "," : "", record);
  g_string_append_c(text, ']');
  gint64 began = g_get_monotonic_time();
  cJSON_Delete(cJSON_ParseWithLength(text->str, text->len));
  double parsing = since(began);
  began = g_get_monotonic_time();
  secret_mask_apply(mask, text);
  double masking = since(began);
  printf("%-20s %10.2f   (%.0f ms for 16 MiB)\n", what, masking / parsing, masking);
  g_string_free(text, TRUE);
}

int
main(void)
{
  puts("looking for the token / parsing");
  tell("as it mostly is",
       "{\"firstName\":\"Ada\",\"lastName\":\"Rossi\",\"email\":\"ada.rossi@example.org\"}");
  tell("full of escapes", "\"\\u0041\\u0064\\u0061 %41%64%61 &#65;&#100;&#97;\"");
  tell("full of the token", "\"" SECRET "\"");
  return 0;
}
