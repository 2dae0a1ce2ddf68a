/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "src/sandbox/control.h"

#include <string.h>

#include "src/sandbox/ids.h"
#include "src/sandbox/response.h"
#include "src/sandbox/send-engine.h"

#define LATE_MS 20000

static char *
change_faults(FaultBook *book, const char *body, guint *status)
{
  g_auto(GStrv) lines = g_strsplit(body, "\n", -1);
  for (guint i = 0; lines[i]; i++) {
    g_autofree char *reason = NULL;
    g_strstrip(lines[i]);
    if (strcmp(lines[i], "clear") == 0)
      fault_book_clear(book);
    else if (*lines[i] && !fault_book_add(book, lines[i], &reason)) {
      *status = 400;
      return g_strconcat(reason, "\n", NULL);
    }
  }
  return g_strdup("ok\n");
}

static char *
turn_clock(World *world, const char *body, guint *status)
{
  gint64 seconds;
  g_autofree char *text = g_strstrip(g_strdup(body));
  if (!g_ascii_string_to_signed(text, 10, 0, 10 * 365 * 86400, &seconds, NULL)) {
    *status = 400;
    return g_strdup("seconds, please\n");
  }
  world->clock_offset += seconds * 1000;
  send_engine_run(world);
  return g_strdup("ok\n");
}

/* "SV_..." or "SV_... late": somebody answers now; the ID of the response. */
static char *
add_response(World *world, const char *body, guint *status)
{
  g_auto(GStrv) words = g_strsplit_set(body, " \n", -1);
  guint64 index;
  if (!words[0] || !id_parse("SV", words[0], &index) || index >= world->surveys->len) {
    *status = 400;
    return g_strdup("a survey, please\n");
  }
  gint64 lag = g_strcmp0(words[1], "late") == 0 ? LATE_MS : 0;
  g_autofree char *id = id_new("R", response_arrive(world, world->surveys->pdata[index], lag));
  return g_strconcat(id, "\n", NULL);
}

/* "fail": the next job that is started fails; "expire": the continuation tokens of before are too old. */
static char *
change_exports(World *world, const char *body, guint *status)
{
  g_autofree char *text = g_strstrip(g_strdup(body));
  if (strcmp(text, "fail") == 0)
    world->exports_fail++;
  else if (strcmp(text, "expire") == 0)
    world->token_generation++;
  else {
    *status = 400;
    return g_strdup("fail or expire\n");
  }
  return g_strdup("ok\n");
}

char *
control_answer(World *world, FaultBook *book, const char *method, const char *url, const char *body,
               guint *status)
{
  gboolean is_post = strcmp(method, "POST") == 0;
  *status = 200;
  if (is_post && strcmp(url, "/sandbox/fault") == 0)
    return change_faults(book, body, status);
  if (!is_post && strcmp(url, "/sandbox/fault") == 0)
    return g_strdup_printf("%u\n", fault_book_length(book));
  if (is_post && strcmp(url, "/sandbox/clock") == 0)
    return turn_clock(world, body, status);
  if (is_post && strcmp(url, "/sandbox/response") == 0)
    return add_response(world, body, status);
  if (is_post && strcmp(url, "/sandbox/exports") == 0)
    return change_exports(world, body, status);
  if (!is_post && strcmp(url, "/sandbox/outbox") == 0) {
    send_engine_run(world);
    return g_strdup_printf("%" G_GUINT64_FORMAT "\n", world->mails_sent);
  }
  *status = 404;
  return g_strdup("no such control\n");
}
