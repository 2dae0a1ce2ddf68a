/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A text is looked at in windows, so that the work costs no more memory than one. A window is peeled: as it
 * is, then with each escape put back to the character that it means, and again. Of each layer only the
 * letters and digits are compared, in lower case; so neither the case nor a separator is a dress of its own,
 * and %41%42, \x41\x42 and 41:42 are all the same hex.
 *
 * Most texts hold nothing. A text with a needle has, in any stretch as long as the shortest needle, three
 * letters in a row of some needle: so one place in each such stretch is looked at, and only where it fits is
 * anything compared.
 */
#include "src/net/secret-mask.h"

#include <sodium.h>
#include <string.h>

#define LETTERS_LEAST 8
#define LAYERS 4
#define WINDOW ((gsize) 32 * 1024)
#define GRAM ((gsize) 3)
#define GRAM_BYTES (36 * 36 * 36 / 8)

/* Plain and backwards, the hex of each, hex backwards, and base64 at the three places in a group of three
 * bytes. */
enum { PLAIN, BACKWARDS, HEX, BACKWARDS_HEX, HEX_BACKWARDS, BASE64, NEEDLES = BASE64 + 3 };

typedef struct {
  char *letters;
  gsize length;
  gboolean begins_before, ends_after; /* by a character, which holds bits of its neighbour too */
} Needle;

struct SecretMask {
  Needle needles[NEEDLES];
  gsize shortest, longest;
  guint8 grams[GRAM_BYTES]; /* a bit for each three letters in a row of a needle */
  char room[];              /* of the needles */
};

typedef struct {
  gsize begin, end;
} Range;

/* The characters of a window, and where in the window each is written. */
typedef struct {
  char *text;
  guint *begin, *end;
  gsize length;
} Layer;

/* ## The needles */

static gboolean
is_letter(char c)
{
  return g_ascii_isalnum(c);
}

/* Leaves the letters and digits of @text, in lower case; returns how many. */
static gsize
fold(char *text)
{
  gsize n = 0;
  for (const char *p = text; *p != '\0'; p++)
    if (is_letter(*p))
      text[n++] = g_ascii_tolower(*p);
  text[n] = '\0';
  return n;
}

static guint
gram_of(const char *letters)
{
  guint gram = 0;
  for (gsize i = 0; i < GRAM; i++)
    gram = gram * 36 + (guint) (letters[i] <= '9' ? letters[i] - '0' : letters[i] - 'a' + 10);
  return gram;
}

static void
take_needle(SecretMask *mask, guint which, char *letters)
{
  Needle *needle = &mask->needles[which];
  gsize length = fold(letters);
  if (length < LETTERS_LEAST) /* of a short one with many signs, in base64 */
    return;
  needle->letters = letters;
  needle->length = length;
  mask->longest = MAX(mask->longest, needle->length);
  mask->shortest = MIN(mask->shortest, needle->length);
  for (gsize i = 0; i + GRAM <= needle->length; i++) {
    guint gram = gram_of(letters + i);
    mask->grams[gram / 8] |= (guint8) (1 << gram % 8);
  }
}

/* What base64 makes of the secret behind @before other bytes, without the characters that hold bits of its
 * neighbours too. */
static void
take_base64(SecretMask *mask, guint before, const char *secret, char *room, gsize size)
{
  gsize length = strlen(secret);
  char *bytes = sodium_malloc(length + before);
  memset(bytes, 0, before);
  memcpy(bytes + before, secret, length);
  sodium_bin2base64(room, size, (guint8 *) bytes, length + before, sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
  room[(length + before) * 8 / 6] = '\0';
  take_needle(mask, BASE64 + before, room + (before * 8 + 5) / 6);
  mask->needles[BASE64 + before].begins_before = before > 0;
  mask->needles[BASE64 + before].ends_after = (length + before) * 8 % 6 > 0;
  sodium_free(bytes);
}

static void
turn(const char *text, char *room)
{
  gsize length = strlen(text);
  for (gsize i = 0; i < length; i++)
    room[i] = text[length - 1 - i];
  room[length] = '\0';
}

/* Fewer letters than this are found in texts that hold no secret. */
static gboolean
is_long_enough(const char *secret)
{
  gsize letters = 0;
  for (; *secret != '\0'; secret++)
    letters += is_letter(*secret);
  return letters >= LETTERS_LEAST;
}

SecretMask *
secret_mask_new(const char *secret)
{
  if (secret == NULL || !is_long_enough(secret))
    return NULL;
  if (sodium_init() < 0)
    g_error("libsodium can't start");
  gsize length = strlen(secret), each = 2 * length + 8; /* hex is the longest */
  gsize size = (sizeof(SecretMask) + NEEDLES * each + 15) / 16 * 16;
  SecretMask *mask = sodium_malloc(size);
  memset(mask, 0, size);
  mask->shortest = G_MAXSIZE;
  char *rooms[NEEDLES];
  for (guint i = 0; i < NEEDLES; i++)
    rooms[i] = mask->room + i * each;
  memcpy(rooms[PLAIN], secret, length);
  turn(secret, rooms[BACKWARDS]);
  sodium_bin2hex(rooms[HEX], each, (const guint8 *) secret, length);
  sodium_bin2hex(rooms[BACKWARDS_HEX], each, (const guint8 *) rooms[BACKWARDS], length);
  turn(rooms[HEX], rooms[HEX_BACKWARDS]);
  for (guint i = PLAIN; i < BASE64; i++)
    take_needle(mask, i, rooms[i]);
  for (guint before = 0; before < 3; before++)
    take_base64(mask, before, secret, rooms[BASE64 + before], each);
  sodium_mprotect_readonly(mask);
  return mask;
}

void
secret_mask_free(SecretMask *mask)
{
  sodium_free(mask);
}

/* ## Peeling */

static gboolean
read_number(const char *text, gsize length, guint base, guint *number)
{
  *number = 0;
  for (gsize i = 0; i < length; i++) {
    int digit = base == 16 ? g_ascii_xdigit_value(text[i]) : g_ascii_digit_value(text[i]);
    if (digit < 0)
      return FALSE;
    *number = MIN(*number * base + (guint) digit, G_MAXUINT16);
  }
  return length > 0;
}

/* Whatever is no ASCII is no letter of a secret. */
static char
character(guint number)
{
  return number < 0x80 ? (char) number : ' ';
}

/* \u0041, \x41, \/ and \n, which is no letter. */
static gsize
read_backslash(const char *text, gsize left, char *c)
{
  guint number;
  gsize digits = left > 1 && text[1] == 'u' ? 4 : 2;
  if (left > 1 + digits && (text[1] == 'u' || text[1] == 'x') && read_number(text + 2, digits, 16, &number)) {
    *c = character(number);
    return 2 + digits;
  }
  if (left < 2)
    return 1;
  *c = is_letter(text[1]) ? ' ' : text[1];
  return 2;
}

/* &#65; &#x41; and the names, of which none is a letter's; those that begin another escape are read as that.
 */
static gsize
read_entity(const char *text, gsize left, char *c)
{
  static const char *const names[] = {"amp", "&", "bsol", "\\", "percnt", "%", NULL};
  const char *end = memchr(text, ';', MIN(left, 12));
  gsize length = end != NULL ? (gsize) (end - text) - 1 : 0;
  guint number;
  if (length == 0)
    return 1;
  if (text[1] == '#' && (text[2] == 'x' || text[2] == 'X' ? read_number(text + 3, length - 2, 16, &number)
                                                          : read_number(text + 2, length - 1, 10, &number))) {
    *c = character(number);
    return length + 2;
  }
  for (gsize i = 1; i <= length; i++)
    if (!is_letter(text[i]))
      return 1;
  *c = ' ';
  for (guint i = 0; names[i] != NULL; i += 2)
    if (strlen(names[i]) == length && g_ascii_strncasecmp(names[i], text + 1, length) == 0)
      *c = *names[i + 1];
  return length + 2;
}

/* One character, however it is written; returns how many of the text's it takes. */
static gsize
read_character(const char *text, gsize left, char *c)
{
  guint number;
  *c = *text;
  if (*text == '\\')
    return read_backslash(text, left, c);
  if (*text == '&')
    return read_entity(text, left, c);
  if (*text != '%' || left < 3 || !read_number(text + 1, 2, 16, &number))
    return 1;
  *c = character(number);
  return 3;
}

static gboolean
begins_dress(char c)
{
  return c == '\\' || c == '&' || c == '%';
}

/* Takes one dress off, in place; FALSE when there was none. */
static gboolean
peel(Layer *layer)
{
  gsize n = 0;
  while (n < layer->length && !begins_dress(layer->text[n]))
    n++;
  for (gsize i = n; i < layer->length; n++) {
    gsize taken = 1;
    layer->text[n] = layer->text[i];
    if (begins_dress(layer->text[i]))
      taken = read_character(layer->text + i, layer->length - i, &layer->text[n]);
    layer->begin[n] = layer->begin[i];
    layer->end[n] = layer->end[i + taken - 1];
    i += taken;
  }
  gboolean peeled = n < layer->length;
  layer->length = n;
  return peeled;
}

/* ## Looking */

typedef struct {
  const SecretMask *mask;
  Layer *layer;
  char *letters; /* of the layer */
  guint *at;     /* the place of each in the layer */
  gsize n;
  gsize offset;   /* of the window in the text */
  GArray *ranges; /* of Range */
} Search;

static void
keep_range(const Search *search, const Needle *needle, gsize from)
{
  gsize begin = from, end = from + needle->length - 1;
  begin -= needle->begins_before && begin > 0;
  end += needle->ends_after && end + 1 < search->n;
  Range range = {search->offset + search->layer->begin[search->at[begin]],
                 search->offset + search->layer->end[search->at[end]]};
  g_array_append_val(search->ranges, range);
}

/* Each needle that covers the letters at @place. */
static void
look_around(const Search *search, gsize place)
{
  for (guint which = 0; which < NEEDLES; which++) {
    const Needle *needle = &search->mask->needles[which];
    if (needle->length == 0)
      continue;
    gsize from = place + GRAM > needle->length ? place + GRAM - needle->length : 0;
    gsize to = MIN(place + needle->length, search->n);
    for (const char *found; from < to && (found = memmem(search->letters + from, to - from, needle->letters,
                                                         needle->length)) != NULL;) {
      gsize begin = (gsize) (found - search->letters);
      keep_range(search, needle, begin);
      from = begin + 1;
    }
  }
}

static void
look_through(Search *search)
{
  const Layer *layer = search->layer;
  search->n = 0;
  for (gsize i = 0; i < layer->length; i++)
    if (is_letter(layer->text[i])) {
      search->letters[search->n] = (char) (layer->text[i] | 0x20); /* lower case; a digit has the bit */
      search->at[search->n++] = (guint) i;
    }
  gsize step = search->mask->shortest - GRAM + 1;
  for (gsize place = 0; place + GRAM <= search->n; place += step) {
    guint gram = gram_of(search->letters + place);
    if ((search->mask->grams[gram / 8] & 1 << gram % 8) != 0)
      look_around(search, place);
  }
}

/* What was looked at may be the secret, in whatever dress. */
static void
wipe_and_free(gpointer memory, gsize size)
{
  sodium_memzero(memory, size);
  g_free(memory);
}

static void
look_through_window(Search *search, const char *text, gsize length, gsize offset)
{
  Layer *layer = search->layer;
  search->offset = offset;
  layer->length = length;
  memcpy(layer->text, text, length);
  for (guint i = 0; i < length; i++) {
    layer->begin[i] = i;
    layer->end[i] = i + 1;
  }
  guint peeled = 0;
  do
    look_through(search);
  while (++peeled < LAYERS && peel(layer));
}

static gint
by_begin(gconstpointer a, gconstpointer b)
{
  const Range *one = a, *other = b;
  return one->begin < other->begin ? -1 : one->begin > other->begin;
}

/* A window overlaps the one before it by what a dressed secret may take. */
static GArray *
find_all(const SecretMask *mask, const char *text, gsize length)
{
  GArray *ranges = g_array_new(FALSE, FALSE, sizeof(Range));
  gsize most = MIN(WINDOW + 1024 + 16 * mask->longest, length);
  Layer layer = {g_malloc(most), g_new(guint, most), g_new(guint, most), 0};
  Search search = {mask, &layer, g_malloc(most), g_new(guint, most), 0, 0, ranges};
  for (gsize from = 0; from < length; from += WINDOW) {
    look_through_window(&search, text + from, MIN(most, length - from), from);
    if (length - from <= most)
      break;
  }
  wipe_and_free(layer.text, most);
  wipe_and_free(search.letters, most);
  g_free(layer.begin);
  g_free(layer.end);
  g_free(search.at);
  g_array_sort(ranges, by_begin);
  return ranges;
}

/* ## The door */

gboolean
secret_mask_finds(const SecretMask *mask, const char *text)
{
  if (mask == NULL || text == NULL)
    return FALSE;
  GArray *ranges = find_all(mask, text, strlen(text));
  gboolean found = ranges->len > 0;
  g_array_unref(ranges);
  return found;
}

void
secret_mask_apply(const SecretMask *mask, GString *text)
{
  if (mask == NULL)
    return;
  GArray *ranges = find_all(mask, text->str, text->len);
  if (ranges->len > 0) {
    GString *safe = g_string_sized_new(text->len);
    gsize told = 0; /* up to here */
    for (guint i = 0; i < ranges->len; i++) {
      const Range *range = &g_array_index(ranges, Range, i);
      if (range->begin >= told) {
        g_string_append_len(safe, text->str + told, (gssize) (range->begin - told));
        g_string_append(safe, SECRET_MASKED);
      }
      told = MAX(told, range->end);
    }
    g_string_append_len(safe, text->str + told, (gssize) (text->len - told));
    sodium_memzero(text->str, text->len);
    g_string_truncate(text, 0);
    g_string_append_len(text, safe->str, (gssize) safe->len);
    g_string_free(safe, TRUE);
  }
  g_array_unref(ranges);
}

char *
secret_mask_copy(const SecretMask *mask, const char *text)
{
  GString *copy = g_string_new(text);
  secret_mask_apply(mask, copy);
  return g_string_free(copy, FALSE);
}
