/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Drives a target without libFuzzer, so that every compiler can: from each seed it makes a fixed number of
 * mutations with a fixed random sequence. The same program always tries the same inputs.
 *
 *   FUZZ_ROUNDS=N     other than the target's own number of rounds
 *   FUZZ_KEEP=FILE    writes each input there before it is tried: after a crash it holds the one that did it
 *   PROGRAM FILE...   tries these files as they are
 *   PROGRAM --seeds FOLDER   writes the target's own seeds there, for libFuzzer to begin with
 */
#include <string.h>

#include "tests/fuzz/fuzz.h"

#define LONGEST 65536

typedef struct {
  char *name;
  GBytes *bytes;
} Seed;

typedef struct {
  GPtrArray *seeds; /* of Seed */
  guint n;          /* the seed of this case */
} Case;

static void
seed_free(gpointer data)
{
  Seed *seed = data;
  g_free(seed->name);
  g_bytes_unref(seed->bytes);
  g_free(seed);
}

static void
add_seed(GPtrArray *seeds, char *name, GBytes *bytes)
{
  Seed *seed = g_new0(Seed, 1);
  seed->name = name;
  seed->bytes = bytes;
  g_ptr_array_add(seeds, seed);
}

static int
compare_seeds(gconstpointer a, gconstpointer b)
{
  const Seed *const *left = a, *const *right = b;
  return strcmp((*left)->name, (*right)->name);
}

static void
add_replies(GPtrArray *seeds)
{
  g_autofree char *folder = g_test_build_filename(G_TEST_DIST, "data", NULL);
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  g_assert_nonnull(dir);
  for (const char *name; (name = g_dir_read_name(dir)) != NULL;) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    char *text;
    gsize length;
    if (g_str_has_suffix(name, ".json") && g_file_get_contents(path, &text, &length, NULL))
      add_seed(seeds, g_strdup(name), g_bytes_new_take(text, length));
  }
  g_ptr_array_sort(seeds, compare_seeds); /* a folder has no order, the cases have */
}

static GPtrArray *
load_seeds(void)
{
  GPtrArray *seeds = g_ptr_array_new_with_free_func(seed_free);
  if (fuzz_takes_replies)
    add_replies(seeds);
  for (guint i = 0; fuzz_seeds[i].text != NULL; i++)
    add_seed(seeds, g_strdup_printf("seed-%02u", i), g_bytes_new(fuzz_seeds[i].text, fuzz_seeds[i].length));
  return seeds;
}

/* Mutating */

static guint
below(GRand *rand, guint limit)
{
  return limit > 0 ? (guint) g_rand_int_range(rand, 0, (gint32) limit) : 0;
}

static void
insert(GByteArray *input, guint at, const guint8 *bytes, guint length)
{
  guint end = input->len;
  if (length == 0)
    return;
  g_byte_array_set_size(input, end + length);
  memmove(input->data + at + length, input->data + at, end - at);
  memcpy(input->data + at, bytes, length);
}

static void
change_bytes(GByteArray *input, GRand *rand)
{
  static const guint8 favourites[] = {0,   0x1b, '"', '\\', '{', '}',  '[',  ']',  ':',  ',', '-',
                                      '0', '9',  'e', '\n', 'u', 0x7f, 0x80, 0xc2, 0xe2, 0xff};
  if (input->len == 0)
    return;
  guint at = below(rand, input->len);
  input->data[at] = below(rand, 2) ? favourites[below(rand, G_N_ELEMENTS(favourites))]
                                   : input->data[at] ^ (guint8) (1u << below(rand, 8));
}

static void
remove_piece(GByteArray *input, GRand *rand)
{
  guint at = below(rand, input->len), length = below(rand, MIN(input->len - at, 64) + 1);
  if (length > 0)
    g_byte_array_remove_range(input, at, length);
}

static void
cut_off(GByteArray *input, GRand *rand)
{
  g_byte_array_set_size(input, below(rand, input->len + 1));
}

static void
repeat_piece(GByteArray *input, GRand *rand)
{
  guint at = below(rand, input->len), length = below(rand, MIN(input->len - at, 32) + 1);
  g_autofree guint8 *piece = g_memdup2(input->data + at, length);
  for (guint times = 1u << below(rand, 7); times > 0 && input->len + length < LONGEST; times--)
    insert(input, at, piece, length);
}

/* Values that a field of another kind does not expect. */
static void
insert_word(GByteArray *input, GRand *rand)
{
  static const char *const words[] = {"null",
                                      "true",
                                      "{}",
                                      "[]",
                                      "\"\"",
                                      "-1",
                                      "0",
                                      "1e999",
                                      "1e18",
                                      "-0.5",
                                      "\"0\"",
                                      "\\u0000",
                                      "\\u001b",
                                      "\\ud800",
                                      "[[[[[",
                                      "{\"a\":",
                                      "\xe2\x80\xae",
                                      "%s",
                                      "2147483648",
                                      "9223372036854775808",
                                      "\x1b[",
                                      "\xf0\x9f\x98\x80",
                                      "0000-00-00T",
                                      "\r\n"};
  const char *word = words[below(rand, G_N_ELEMENTS(words))];
  insert(input, below(rand, input->len + 1), (const guint8 *) word, (guint) strlen(word));
}

static void
cross_with(GByteArray *input, GRand *rand, const Seed *other)
{
  gsize length;
  const guint8 *bytes = g_bytes_get_data(other->bytes, &length);
  guint from = below(rand, (guint) length), count = below(rand, MIN((guint) length - from, 256) + 1);
  if (input->len + count < LONGEST)
    insert(input, below(rand, input->len + 1), bytes + from, count);
}

static void
mutate(GByteArray *input, GRand *rand, const GPtrArray *seeds)
{
  static void (*const mutations[])(GByteArray *, GRand *) = {change_bytes, change_bytes, remove_piece,
                                                             insert_word,  insert_word,  repeat_piece};
  for (guint times = 1 + below(rand, 5); times > 0; times--)
    mutations[below(rand, G_N_ELEMENTS(mutations))](input, rand);
  if (below(rand, 6) == 0)
    cross_with(input, rand, g_ptr_array_index(seeds, below(rand, seeds->len)));
  if (below(rand, 10) == 0)
    cut_off(input, rand);
}

/* Trying */

/* The input has its own memory to the byte, so that a sanitizer sees one too many. */
static void
try(const guint8 *data, gsize length, const char *keep)
{
  if (keep != NULL)
    g_assert_true(g_file_set_contents(keep, (const char *) data, (gssize) length, NULL));
  g_autofree guint8 *exact = g_memdup2(data, length);
  g_assert_cmpint(LLVMFuzzerTestOneInput(length > 0 ? exact : (const guint8 *) "", length), ==, 0);
}

static void
try_seed(gconstpointer data)
{
  const Case *this_case = data;
  const Seed *seed = g_ptr_array_index(this_case->seeds, this_case->n);
  const char *keep = g_getenv("FUZZ_KEEP"), *rounds = g_getenv("FUZZ_ROUNDS");
  guint64 count = rounds != NULL ? g_ascii_strtoull(rounds, NULL, 10) : fuzz_rounds;
  gsize length;
  const guint8 *bytes = g_bytes_get_data(seed->bytes, &length);
  GRand *rand = g_rand_new_with_seed(g_str_hash(seed->name));
  g_autoptr(GByteArray) input = g_byte_array_new();
  try(bytes, length, keep);
  for (; count > 0; count--) {
    g_byte_array_set_size(input, 0);
    g_byte_array_append(input, bytes, (guint) length);
    mutate(input, rand, this_case->seeds);
    try(input->data, input->len, keep);
  }
  g_rand_free(rand);
}

static int
try_files(char **paths)
{
  for (; *paths != NULL; paths++) {
    g_autofree char *text = NULL;
    gsize length;
    if (!g_file_get_contents(*paths, &text, &length, NULL))
      return 2;
    try((const guint8 *) text, length, NULL);
  }
  return 0;
}

static int
write_seeds(const char *folder)
{
  for (guint i = 0; fuzz_seeds[i].text != NULL; i++) {
    g_autofree char *name = g_strdup_printf("seed-%02u", i), *path = g_build_filename(folder, name, NULL);
    if (!g_file_set_contents(path, fuzz_seeds[i].text, (gssize) fuzz_seeds[i].length, NULL))
      return 2;
  }
  return 0;
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  if (argc == 3 && strcmp(argv[1], "--seeds") == 0)
    return write_seeds(argv[2]);
  if (argc > 1)
    return try_files(argv + 1);
  g_autoptr(GPtrArray) seeds = load_seeds();
  g_autofree Case *cases = g_new0(Case, seeds->len);
  g_autofree char *program = g_path_get_basename(argv[0]);
  for (guint i = 0; i < seeds->len; i++) {
    const Seed *seed = g_ptr_array_index(seeds, i);
    g_autofree char *path = g_strdup_printf("/%s/%s", program, seed->name);
    cases[i] = (Case){seeds, i};
    g_test_add_data_func(path, &cases[i], try_seed);
  }
  return g_test_run();
}
