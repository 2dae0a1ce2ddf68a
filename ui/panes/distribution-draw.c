/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. */
#include "ui/panes/distribution-draw.h"

#include "src/model/timestamp.h"
#include "ui/text.h"

enum { LABEL = 2, NUMBER = 14, BAR = 25, MAX_BAR = 60 };
/* So many lines must be there for the head in lines of its own, and for the funnel. */
enum { TALL = 26, LOW = 12 };

static int
bar_room(Rect rect)
{
  return MIN(rect.width - BAR - 9, MAX_BAR);
}

static void
draw_bar(Canvas *canvas, int y, Rect rect, const char *label, gint64 number, gint64 whole)
{
  number = MAX(number, 0);
  g_autofree char *count = text_count((guint64) number);
  canvas_text(canvas, y, rect.x + LABEL, 12, label, STYLE_NORMAL);
  canvas_text_right(canvas, y, rect.x + NUMBER, 9, count, STYLE_BOLD);
  int room = bar_room(rect);
  if (room < 4 || whole <= 0)
    return;
  int cells = (int) CLAMP((double) number * room / (double) whole, number > 0, room);
  const char *full = canvas_is_ascii(canvas) ? "#" : "█", *empty = canvas_is_ascii(canvas) ? "." : "░";
  for (int i = 0; i < room; i++)
    canvas_text(canvas, y, rect.x + BAR + i, 1, i < cells ? full : empty, i < cells ? STYLE_OK : STYLE_DIM);
  canvas_printf(canvas, y, rect.x + BAR + room + 1, 6, STYLE_DIM, "%3d%%",
                (int) CLAMP((double) number * 100 / (double) whole, 0, 999));
}

static int
draw_head(const Distribution *distribution, Canvas *canvas, Rect rect, int y)
{
  g_autofree char *when = timestamp_to_local(distribution->sends, "%A %d %B %Y %H:%M:%S");
  const struct {
    const char *label, *value;
  } lines[] = {
      {"Subject", distribution->subject},      {"From", distribution->from_name},
      {"Address", distribution->from_email},   {"When", when},
      {"State", distribution->request_status}, {"ID", distribution->id},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(lines); i++) {
    if (!lines[i].value || !*lines[i].value)
      continue;
    canvas_text(canvas, y, rect.x + LABEL, 12, lines[i].label, STYLE_DIM);
    canvas_text(canvas, y++, rect.x + NUMBER + 1, rect.width - NUMBER - 2, lines[i].value, STYLE_NORMAL);
  }
  return y + 1;
}

static int
draw_short_head(const Distribution *distribution, Canvas *canvas, Rect rect, int y)
{
  g_autofree char *when = timestamp_to_local(distribution->sends, "%a %d %b %Y %H:%M:%S");
  canvas_printf(canvas, y, rect.x + LABEL, rect.width - LABEL - 1, STYLE_DIM, "%s · %s%s%s", when,
                distribution->request_status ? distribution->request_status : "",
                distribution->from_name ? " · from " : "",
                distribution->from_name ? distribution->from_name : "");
  return y + 1;
}

/* What went wrong, in one line; nothing where nothing did. */
static int
draw_problems(const DistributionStats *stats, Canvas *canvas, Rect rect, int y)
{
  const struct {
    const char *word;
    gint64 number;
    Style style;
  } problems[] = {{"failed", stats->failed, STYLE_ERROR},
                  {"bounced", stats->bounced, STYLE_ERROR},
                  {"skipped", stats->skipped, STYLE_WARNING},
                  {"blocked", stats->blocked, STYLE_WARNING},
                  {"complaints", stats->complaints, STYLE_WARNING}};
  int x = rect.x + LABEL, end = rect.x + rect.width - 1;
  for (gsize i = 0; i < G_N_ELEMENTS(problems); i++) {
    if (problems[i].number <= 0)
      continue;
    g_autofree char *count = text_count((guint64) problems[i].number);
    x += canvas_printf(canvas, y, x, MAX(end - x, 0), problems[i].style, "%s %s", count, problems[i].word);
    x += 3;
  }
  return x > rect.x + LABEL ? y + 1 : y;
}

/* The arrivals: how many finished in each stretch of the time since it was sent, in eighths of a cell. */
static int
draw_arrivals(const Distribution *distribution, const GPtrArray *entries, Canvas *canvas, Rect rect, int y)
{
  static const char *const blocks[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  static const char *const ascii[] = {".", ":", "-", "=", "+", "*", "%", "#"};
  int room = bar_room(rect);
  gint64 last = 0;
  guint count = 0;
  for (guint i = 0; i < entries->len; i++) {
    const DistributionEntry *entry = g_ptr_array_index(entries, i);
    count += entry->completed > distribution->sends;
    last = MAX(last, entry->completed);
  }
  if (room < 4 || count == 0 || distribution->sends == TIMESTAMP_NONE)
    return y;
  g_autofree guint *heights = g_new0(guint, room);
  guint highest = 1;
  for (guint i = 0; i < entries->len; i++) {
    const DistributionEntry *entry = g_ptr_array_index(entries, i);
    if (entry->completed <= distribution->sends)
      continue;
    gint64 at = (entry->completed - distribution->sends) * (room - 1) / (last - distribution->sends);
    highest = MAX(highest, ++heights[at]);
  }
  canvas_text(canvas, y, rect.x + LABEL, NUMBER + 8, "Arrivals", STYLE_NORMAL);
  for (int i = 0; i < room; i++)
    if (heights[i] > 0)
      canvas_text(canvas, y, rect.x + BAR + i, 1,
                  (canvas_is_ascii(canvas) ? ascii : blocks)[heights[i] * 7 / highest], STYLE_OK);
  gint64 hours = (last - distribution->sends) / 3600000;
  canvas_printf(canvas, y, rect.x + BAR + room + 1, 8, STYLE_DIM, hours < 48 ? "%3d h" : "%3d d",
                (int) (hours < 48 ? hours + 1 : hours / 24));
  return y + 1;
}

static int
draw_one_line(const DistributionStats *stats, Canvas *canvas, Rect rect, int y)
{
  const struct {
    const char *word;
    gint64 number;
  } numbers[] = {{"sent", stats->sent},
                 {"opened", stats->opened},
                 {"started", stats->started},
                 {"finished", stats->finished}};
  int x = rect.x + LABEL;
  for (gsize i = 0; i < G_N_ELEMENTS(numbers); i++) {
    g_autofree char *count = text_count((guint64) MAX(numbers[i].number, 0));
    x += canvas_printf(canvas, y, x, MAX(rect.x + rect.width - 1 - x, 0), STYLE_BOLD, "%s %s", count,
                       numbers[i].word);
    x += 3;
  }
  return y + 1;
}

static const char *
method_words(const char *method)
{
  static const struct {
    const char *method, *words;
  } methods[] = {{"Invite", "one way, with a link"},
                 {"Interactive", "two ways, the questions come as texts"},
                 {"Reminder", "a reminder"},
                 {"Thankyou", "a thank-you"}};
  for (gsize i = 0; method && i < G_N_ELEMENTS(methods); i++)
    if (g_ascii_strcasecmp(methods[i].method, method) == 0)
      return methods[i].words;
  return method ? method : "";
}

static int
draw_costs(const Distribution *sms, Canvas *canvas, Rect rect, int y)
{
  g_autofree char *credits = text_count((guint64) MAX(sms->stats.credits, 0));
  g_autofree char *segments = text_count((guint64) MAX(sms->stats.segments, 0));
  canvas_printf(canvas, y, rect.x + LABEL, rect.width - LABEL - 1, STYLE_NORMAL,
                "%s credits   %s segments   SMS, %s", credits, segments, method_words(sms->request_type));
  return y + 1;
}

/* By name and with its text, as far as they are known; new, or NULL. */
static char *
message_words(const Distribution *sms, const LibraryMessage *message)
{
  if (sms->message_text || !sms->message_id)
    return g_strdup(sms->message_text);
  const char *name = message && message->description ? message->description : sms->message_id;
  const char *text = message ? library_message_text(message, NULL) : NULL;
  return g_strdup_printf("The library message %s%s%s", name, text ? ":\n\n" : "", text ? text : "");
}

void
distribution_draw_text(const Distribution *sms, const LibraryMessage *message, Canvas *canvas, Rect rect,
                       gboolean focused)
{
  if (focused)
    canvas_set_cursor(canvas, rect.y, rect.x, FALSE);
  g_autofree char *text = message_words(sms, message);
  if (!text || rect.width < 10)
    return;
  g_autoptr(GPtrArray) lines = text_wrap(text, rect.width - 2 * LABEL);
  for (guint i = 0; i < lines->len && (int) i + 1 < rect.height; i++)
    canvas_text(canvas, rect.y + 1 + (int) i, rect.x + LABEL, -1, g_ptr_array_index(lines, i), STYLE_DIM);
}

int
distribution_draw_link(const char *link, Canvas *canvas, Rect rect)
{
  g_autofree char *text = g_strdup_printf("Link (y l)\t%s", link);
  g_autoptr(GPtrArray) lines = text_wrap(text, MAX(rect.width - 2, TEXT_HANG + 1));
  int taken = (int) lines->len + 1;
  if (rect.height < LOW || taken > rect.height / 2)
    return 0;
  for (guint i = 0; i < lines->len; i++)
    canvas_text(canvas, rect.y + rect.height - (int) (lines->len - i), rect.x + 1, rect.width - 1,
                g_ptr_array_index(lines, i), STYLE_DIM);
  return taken;
}

int
distribution_draw_numbers(const Distribution *distribution, const GPtrArray *entries, Canvas *canvas,
                          Rect rect)
{
  const DistributionStats *stats = &distribution->stats;
  gint64 whole = MAX(stats->sent, MAX(stats->opened, stats->started));
  if (rect.height < LOW)
    return draw_one_line(stats, canvas, rect, rect.y) - rect.y;
  int y = rect.height < TALL ? draw_short_head(distribution, canvas, rect, rect.y)
                             : draw_head(distribution, canvas, rect, rect.y);
  if (distribution_is_link_set(distribution))
    return y + (rect.height >= TALL) - rect.y;
  draw_bar(canvas, y++, rect, "Sent", stats->sent, whole);
  if (!distribution->is_sms)
    draw_bar(canvas, y++, rect, "Opened", stats->opened, whole);
  draw_bar(canvas, y++, rect, "Started", stats->started, whole);
  draw_bar(canvas, y++, rect, "Finished", stats->finished, whole);
  y = draw_arrivals(distribution, entries, canvas, rect, y);
  y = draw_problems(stats, canvas, rect, y);
  if (distribution->is_sms)
    y = draw_costs(distribution, canvas, rect, y);
  return y + (rect.height >= TALL) - rect.y;
}
