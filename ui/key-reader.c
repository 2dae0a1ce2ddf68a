/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes are taken from the front of a buffer once they make a whole key. What is no known sequence is eaten
 * silently: it must not turn into letters that do something. */
#include "ui/key-reader.h"

#include <string.h>

enum { MAX_SEQUENCE = 64, MAX_PASTE = 1 << 20, MAX_PARAMETERS = 4 };
#define PASTE_END "\x1b[201~"

struct KeyReader {
  GByteArray *bytes;
  gboolean pasting;
  gboolean too_long;   /* a paste: it is dropped to its end, for its rest must not be keys */
  gboolean swallowing; /* the rest of a sequence that is too long to be one */
};

/* How many bytes a parser took: none means that more must come. */
typedef gsize Taken;

KeyReader *
key_reader_new(void)
{
  KeyReader *reader = g_new0(KeyReader, 1);
  reader->bytes = g_byte_array_new();
  return reader;
}

void
key_reader_free(KeyReader *reader)
{
  if (!reader)
    return;
  g_byte_array_unref(reader->bytes);
  g_free(reader);
}

void
key_reader_feed(KeyReader *reader, const char *bytes, gsize length)
{
  /* A paste whose end was lost on the way would swallow all keys for ever. Terminals paste no control
   * characters, so a Ctrl-c that comes by itself is a person who wants out. */
  if (reader->pasting && length == 1 && bytes[0] == 'C' - '@') {
    g_byte_array_set_size(reader->bytes, 0);
    reader->pasting = reader->too_long = FALSE;
  }
  g_byte_array_append(reader->bytes, (const guint8 *) bytes, (guint) length);
}

static void
set(Key *key, KeyCode code, gunichar ch)
{
  key->code = code;
  key->ch = ch;
}

static void
control_key(guchar byte, Key *key)
{
  if (byte == '\r' || byte == '\n')
    set(key, K_ENTER, 0);
  else if (byte == '\t')
    set(key, K_TAB, 0);
  else if (byte == 0x7f || byte == '\b')
    set(key, K_BACKSPACE, 0);
  else {
    set(key, K_CHAR, byte == 0 ? ' ' : byte < 0x1b ? (gunichar) (byte + 'a' - 1) : (gunichar) (byte + '@'));
    key->mods |= K_CTRL;
  }
}

/* Whether these bytes may be the beginning of a character, the rest of which comes later. */
static gboolean
is_begun(const guint8 *bytes, gsize length)
{
  for (gsize i = 1; i < length; i++)
    if ((bytes[i] & 0xc0) != 0x80)
      return FALSE;
  return length < 4;
}

static Taken
plain_key(const guint8 *bytes, gsize length, Key *key)
{
  if (bytes[0] < 0x20 || bytes[0] == 0x7f) {
    control_key(bytes[0], key);
    return 1;
  }
  gunichar c = g_utf8_get_char_validated((const char *) bytes, (gssize) MIN(length, 6));
  if (c == (gunichar) -2 && is_begun(bytes, length))
    return 0;
  if (c == (gunichar) -1 || c == (gunichar) -2) {
    set(key, K_NONE, 0);
    return 1;
  }
  set(key, K_CHAR, c);
  return (Taken) g_unichar_to_utf8(c, NULL);
}

static guint
modifiers(int parameter)
{
  int bits = parameter > 1 ? parameter - 1 : 0;
  return ((bits & 1) ? K_SHIFT : 0) | ((bits & 2) ? K_META : 0) | ((bits & 4) ? K_CTRL : 0);
}

/* The last letter of ESC [ … X and ESC O X. */
static KeyCode
letter_key(guint8 letter, Key *key)
{
  static const struct {
    char letter;
    KeyCode code;
  } letters[] = {{'A', K_UP},   {'B', K_DOWN}, {'C', K_RIGHT}, {'D', K_LEFT},
                 {'H', K_HOME}, {'F', K_END},  {'M', K_ENTER}};
  if (letter >= 'P' && letter <= 'S') {
    set(key, K_FUNCTION, (gunichar) (letter - 'P' + 1));
    return key->code;
  }
  for (gsize i = 0; i < G_N_ELEMENTS(letters); i++)
    if (letters[i].letter == (char) letter)
      set(key, letters[i].code, 0);
  return key->code;
}

/* The number of ESC [ n ~. */
static void
number_key(int number, Key *key)
{
  static const KeyCode codes[] = {K_NONE, K_HOME, K_INSERT, K_DELETE, K_END, K_PGUP, K_PGDN, K_HOME, K_END};
  static const guint8 functions[] = {[11] = 1, [12] = 2, [13] = 3, [14] = 4,  [15] = 5,  [17] = 6,
                                     [18] = 7, [19] = 8, [20] = 9, [21] = 10, [23] = 11, [24] = 12};
  if (number > 0 && number < (int) G_N_ELEMENTS(codes))
    set(key, codes[number], 0);
  else if (number > 0 && number < (int) G_N_ELEMENTS(functions) && functions[number])
    set(key, K_FUNCTION, functions[number]);
}

/* ESC [ < button ; x ; y M, or m when let go. */
static void
mouse_key(const int *parameters, guint8 final, Key *key)
{
  int button = parameters[0] & ~(4 | 8 | 16);
  if (parameters[1] < 1 || parameters[2] < 1)
    return;
  key->x = parameters[1] - 1;
  key->y = parameters[2] - 1;
  if (button == 64 || button == 65)
    set(key, K_WHEEL, button == 65);
  else if (button == 0 && final == 'M')
    set(key, K_CLICK, 0);
}

static void
parse_parameters(const guint8 *bytes, gsize length, int *parameters)
{
  int n = 0;
  for (gsize i = 0; i < length && n < MAX_PARAMETERS; i++) {
    if (g_ascii_isdigit(bytes[i]))
      parameters[n] = MIN(parameters[n] * 10 + bytes[i] - '0', 99999);
    else if (bytes[i] == ';')
      n++;
  }
}

static gboolean
is_parameter(guint8 byte)
{
  return byte >= 0x20 && byte < 0x40;
}

/* Anything else ends a sequence too, but is not part of it: what broke it off begins something new. */
static gboolean
is_final(guint8 byte)
{
  return byte >= 0x40 && byte < 0x7f;
}

/* ESC [ [ A: the Linux console's F1 to F5. */
static Taken
console_key(const guint8 *bytes, gsize length, Key *key)
{
  if (length < 4)
    return 0;
  if (bytes[3] >= 'A' && bytes[3] <= 'E')
    set(key, K_FUNCTION, (gunichar) (bytes[3] - 'A' + 1));
  return is_final(bytes[3]) ? 4 : 3;
}

/* After ESC [: parameters, then one final byte. */
static Taken
csi_key(KeyReader *reader, const guint8 *bytes, gsize length, Key *key)
{
  gsize end = 2;
  if (end < length && bytes[end] == '[')
    return console_key(bytes, length, key);
  while (end < length && is_parameter(bytes[end]))
    end++;
  reader->swallowing = end > MAX_SEQUENCE;
  if (reader->swallowing)
    return end;
  if (end >= length)
    return 0;
  if (!is_final(bytes[end]))
    return end;
  int parameters[MAX_PARAMETERS] = {0};
  parse_parameters(bytes + 2, end - 2, parameters);
  guint8 final = bytes[end];
  if (bytes[2] == '<') {
    mouse_key(parameters, final, key);
    return end + 1;
  }
  key->mods = modifiers(parameters[1]);
  if (final == '~' && parameters[0] == 200)
    reader->pasting = TRUE;
  else if (final == '~')
    number_key(parameters[0], key);
  else if (final == 'Z') {
    set(key, K_TAB, 0);
    key->mods = K_SHIFT;
  } else if (final == 'u' && parameters[0] < 128)
    plain_key((const guint8[]){(guint8) parameters[0]}, 1, key);
  else if (final != 'M')
    letter_key(final, key);
  return end + 1;
}

static Taken
escape_key(KeyReader *reader, const guint8 *bytes, gsize length, gboolean timed_out, Key *key)
{
  if (length == 1) {
    set(key, K_ESC, 0);
    return timed_out ? 1 : 0;
  }
  Taken taken = 0;
  if (bytes[1] == '[') {
    taken = csi_key(reader, bytes, length, key);
  } else if (bytes[1] == 'O') {
    taken = length < 3 ? 0 : is_final(bytes[2]) ? 3 : 2;
    if (taken == 3)
      letter_key(bytes[2], key);
  } else if (bytes[1] == 0x1b) {
    set(key, K_ESC, 0);
    return 1;
  } else {
    taken = plain_key(bytes + 1, length - 1, key);
    key->mods |= K_META;
    taken = taken ? taken + 1 : 0;
  }
  if (taken == 0 && timed_out) {
    memset(key, 0, sizeof *key);
    set(key, K_ESC, 0);
    return 1;
  }
  return taken;
}

/* A paste may hold NULs, so this is no search in a string. */
static gsize
find_paste_end(const GByteArray *bytes)
{
  const guint8 *end = bytes->data + bytes->len;
  for (const guint8 *p = bytes->data; (p = memchr(p, 0x1b, (gsize) (end - p))); p++)
    if ((gsize) (end - p) >= strlen(PASTE_END) && memcmp(p, PASTE_END, strlen(PASTE_END)) == 0)
      return (gsize) (p - bytes->data);
  return (gsize) -1;
}

/* Everything up to the end mark is text, whatever it contains. */
static gboolean
take_paste(KeyReader *reader, Key *key)
{
  gsize length = find_paste_end(reader->bytes);
  if (length == (gsize) -1) {
    reader->too_long = reader->too_long || reader->bytes->len > MAX_PASTE;
    guint kept = (guint) strlen(PASTE_END) - 1; /* which may be the beginning of the end */
    if (reader->too_long && reader->bytes->len > kept)
      g_byte_array_remove_range(reader->bytes, 0, reader->bytes->len - kept);
    return FALSE;
  }
  set(key, K_PASTE, 0);
  if (reader->too_long)
    key->paste = g_strdup("");
  else
    key->paste = g_utf8_make_valid((const char *) reader->bytes->data, (gssize) length);
  g_byte_array_remove_range(reader->bytes, 0, (guint) (length + strlen(PASTE_END)));
  reader->pasting = reader->too_long = FALSE;
  return TRUE;
}

/* Up to its final byte, or to what can not belong to it. */
static void
swallow(KeyReader *reader)
{
  const GByteArray *bytes = reader->bytes;
  guint n = 0;
  while (n < bytes->len && is_parameter(bytes->data[n]))
    n++;
  if (n < bytes->len) {
    reader->swallowing = FALSE;
    n += is_final(bytes->data[n]) ? 1 : 0;
  }
  g_byte_array_remove_range(reader->bytes, 0, n);
}

gboolean
key_reader_next(KeyReader *reader, gboolean timed_out, Key *key)
{
  memset(key, 0, sizeof *key);
  if (reader->swallowing)
    swallow(reader);
  if (timed_out)
    reader->swallowing = FALSE;
  while (reader->bytes->len > 0) {
    if (reader->pasting)
      return take_paste(reader, key);
    const guint8 *bytes = reader->bytes->data;
    gsize length = reader->bytes->len;
    Taken taken =
        bytes[0] == 0x1b ? escape_key(reader, bytes, length, timed_out, key) : plain_key(bytes, length, key);
    if (taken == 0 && timed_out)
      taken = 1;
    else if (taken == 0)
      break;
    g_byte_array_remove_range(reader->bytes, 0, (guint) taken);
    if (reader->swallowing)
      swallow(reader);
    if (key->code != K_NONE)
      return TRUE;
    memset(key, 0, sizeof *key);
  }
  return FALSE;
}

gboolean
key_reader_is_waiting(const KeyReader *reader)
{
  return (reader->bytes->len > 0 || reader->swallowing) && !reader->pasting;
}

gsize
key_reader_waiting(const KeyReader *reader)
{
  return reader->pasting ? 0 : reader->bytes->len;
}
