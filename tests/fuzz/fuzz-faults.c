/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a test tells the sandbox to do wrong: a fault is understood or refused with a reason, strikes as often
 * as it says, and what it spoils are still bytes that can be sent.
 */
#include "src/sandbox/fault.h"

#include <string.h>

#include "tests/fuzz/fuzz.h"

const FuzzSeed fuzz_seeds[] = {FUZZ_SEED("POST /distributions drop-after x1"),
                               FUZZ_SEED("GET /API/v3/surveys* status=503 x3\nclear"),
                               FUZZ_SEED("* */mailinglists/?*/contacts delay=150"),
                               FUZZ_SEED("PUT * retry-after=2\nGET * huge\n* * deep x2"),
                               FUZZ_SEED("GET whoami slow=100\nGET * drop-headers x2147483647"),
                               FUZZ_SEED("GET * escape x1\nGET * badutf8\nGET * garble\nGET * cut"),
                               FUZZ_SEED("GET * echo\nPOST * echo=400 x2"),
                               FUZZ_SEED("DELETE * empty\n* * stale=300\nGET * skew=-7 x1"),
                               {NULL, 0}};
const gboolean fuzz_takes_replies = FALSE;
const guint fuzz_rounds = 4000;

static const char *const paths[] = {"/API/v3/distributions", "/API/v3/surveys/SV_1", "/API/v3/whoami", "/"};

/* Something to be spoiled; 10 MB in each round would be all that is tried. */
static void
check_spoiling(const Fault *fault)
{
  if (fault->action == FAULT_HUGE || fault->action == FAULT_DEEP)
    return;
  cJSON *envelope = cJSON_Parse("{\"result\":{\"name\":\"a\",\"elements\":[{\"firstName\":\"b\"}]}}");
  fault_spoil_tree(fault, "token-of-nobody", envelope);
  char *printed = cJSON_PrintUnformatted(envelope);
  g_autofree char *text = fault_spoil_text(fault, g_strdup(printed));
  g_assert_true(*text != '\0');
  cJSON_free(printed);
  cJSON_Delete(envelope);
}

static void
check_strikes(FaultBook *book, const char *method, const char *path)
{
  gboolean is_early = fault_book_take_early(book, method, path);
  Fault fault = fault_book_take(book, method, path);
  g_assert_true(fault.argument >= 0 || fault.action == FAULT_SKEW);
  g_assert_true(fault.action != FAULT_NONE || fault.argument == 0);
  if (!is_early)
    check_spoiling(&fault);
}

/* "x1" is over after once, and hides nothing that comes after it. */
static void
check_count(const char *line)
{
  g_autoptr(FaultBook) book = fault_book_new();
  g_autofree char *once = g_strconcat("GET /once ", "status=418 x1", NULL), *reason = NULL;
  g_assert_true(fault_book_add(book, once, &reason));
  g_assert_cmpint(fault_book_take(book, "GET", "/once").argument, ==, 418);
  g_assert_cmpint(fault_book_take(book, "GET", "/once").action, ==, FAULT_NONE);
  if (fault_book_add(book, line, &reason))
    g_assert_null(reason);
  else
    g_assert_nonnull(reason);
  fault_book_clear(book);
  g_assert_cmpint(fault_book_take(book, "GET", "/API/v3/whoami").action, ==, FAULT_NONE);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  g_autoptr(FaultBook) book = fault_book_new();
  g_autofree char *text = g_strndup((const char *) data, size);
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++) {
    g_autofree char *reason = NULL;
    gboolean added = fault_book_add(book, lines[i], &reason);
    g_assert_true(added == (reason == NULL));
    g_assert_true(reason == NULL || g_utf8_validate(reason, -1, NULL));
  }
  for (guint i = 0; i < G_N_ELEMENTS(paths); i++)
    check_strikes(book, i % 2 ? "GET" : "POST", paths[i]);
  check_strikes(book, "GET", text); /* a client may ask for anything */
  check_count(lines[0] != NULL ? lines[0] : "");
  return 0;
}
