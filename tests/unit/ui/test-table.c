/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list widget over a small world: an array of names whose order and marks the test changes. */
#include "ui/table.h"

#include <string.h>

typedef struct World {
  const char *ids[4000];
  guint count;
  guint asked; /* rows whose text was asked for */
  guint marked;
} World;

static guint
world_count(gpointer data)
{
  return ((World *) data)->count;
}

static void
world_cell(gpointer data, guint row, guint column, GString *text, Style *style G_GNUC_UNUSED)
{
  World *world = data;
  if (column == 0)
    world->asked++;
  g_string_append_printf(text, "%s%s", column == 0 ? "" : column == 1 ? "First " : "9", world->ids[row]);
}

static gboolean
world_marked(gpointer data, guint row)
{
  return ((World *) data)->marked == row;
}

static const char *
world_id(gpointer data, guint row)
{
  return ((World *) data)->ids[row];
}

static char *
world_check(gpointer data G_GNUC_UNUSED, guint column G_GNUC_UNUSED, const char *value)
{
  return *value ? NULL : g_strdup("This is needed");
}

static const Column columns[] = {
    {"email", "Email", .min_width = 6, .ideal_width = 10, .flex = 1, .editable = TRUE},
    {"first", "First", .min_width = 6, .ideal_width = 10, .editable = TRUE},
    {"count", "Sent", .min_width = 6, .ideal_width = 6, .align = ALIGN_RIGHT},
};
static const TableRows rows = {world_count, world_cell, world_marked, world_id, NULL, world_check};

static void
world_fill(World *world, guint count)
{
  memset(world, 0, sizeof *world);
  world->marked = G_MAXUINT;
  world->count = count;
  for (guint i = 0; i < count; i++) {
    g_autofree char *id = g_strdup_printf("r%u", i);
    world->ids[i] = g_intern_string(id);
  }
}

static char *
draw(Table *table, int height, int width)
{
  g_autoptr(Canvas) canvas = canvas_new(height, width);
  table_draw(table, canvas, canvas_rect(canvas), TRUE);
  return canvas_to_text(canvas);
}

static void
press(Table *table, const char *name, TableEditAnswer expected)
{
  Key key;
  g_assert_true(key_parse(name, &key));
  g_assert_cmpint(table_edit_key(table, &key), ==, expected);
}

static void
test_picture(void)
{
  World world;
  world_fill(&world, 3);
  world.marked = 1;
  g_autoptr(Table) table = table_new(columns, 3, &rows, &world);
  table_set_sort(table, 0, FALSE);
  g_autofree char *text = draw(table, 5, 36);
  g_assert_cmpstr(text, ==,
                  "  Email ▲        First         Sent\n"
                  "  r0             First r0       9r0\n"
                  "● r1             First r1       9r1\n"
                  "  r2             First r2       9r2");
}

/* A column that stretches takes so much and no more; then all are wider. */
static void
test_wide(void)
{
  static const Column some[] = {{"email", "Email", .ideal_width = 10, .flex = 2, .most = 14},
                                {"first", "First", .ideal_width = 10, .flex = 1, .most = 20},
                                {"count", "Sent", .ideal_width = 6, .align = ALIGN_RIGHT}};
  static const struct {
    int width;
    const char *header;
  } expected[] = {{39, "  Email           First           Sent"},
                  {47, "  Email           First                   Sent"},
                  {65, "  Email                 First                               Sent"}};
  World world;
  world_fill(&world, 1);
  for (gsize i = 0; i < G_N_ELEMENTS(expected); i++) {
    g_autoptr(Table) table = table_new(some, 3, &rows, &world);
    g_autofree char *text = draw(table, 2, expected[i].width);
    *strchr(text, '\n') = '\0';
    g_assert_cmpstr(text, ==, expected[i].header);
  }
}

static void
test_only_what_is_seen(void)
{
  World world;
  world_fill(&world, 4000);
  g_autoptr(Table) table = table_new(columns, 3, &rows, &world);
  g_autofree char *text = draw(table, 11, 40);
  g_assert_cmpuint(world.asked, ==, 10);
  guint first, count;
  gboolean moved;
  g_assert_true(table_act(table, ACT_BOTTOM, &moved));
  g_assert_true(moved);
  g_assert_cmpint(table_cursor(table), ==, 3999);
  table_visible(table, &first, &count);
  g_assert_cmpuint(first, ==, 3990);
  g_assert_cmpuint(count, ==, 10);
  g_autofree char *position = table_position(table);
  g_assert_cmpstr(position, ==, "4,000/4,000");
}

static void
test_moves(void)
{
  World world;
  world_fill(&world, 100);
  g_autoptr(Table) table = table_new(columns, 3, &rows, &world);
  g_autofree char *text = draw(table, 11, 40);
  gboolean moved;
  table_act(table, ACT_UP, &moved);
  g_assert_false(moved);
  table_act(table, ACT_PAGE_DOWN, &moved);
  g_assert_cmpint(table_cursor(table), ==, 10);
  table_act(table, ACT_HALF_UP, NULL);
  g_assert_cmpint(table_cursor(table), ==, 5);
  table_act(table, ACT_TOP, NULL);
  g_assert_cmpint(table_cursor(table), ==, 0);
  g_assert_false(table_act(table, ACT_DELETE, &moved));
}

/* Rows come in before the cursor's: it stays on its row. */
static void
test_keeps_its_row(void)
{
  World world;
  world_fill(&world, 20);
  g_autoptr(Table) table = table_new(columns, 3, &rows, &world);
  table_set_cursor(table, 5);
  memmove(world.ids + 3, world.ids, 20 * sizeof *world.ids);
  for (int i = 0; i < 3; i++)
    world.ids[i] = g_intern_string(i == 0 ? "new0" : i == 1 ? "new1" : "new2");
  world.count = 23;
  table_rows_changed(table);
  g_assert_cmpint(table_cursor(table), ==, 8);
  world.count = 4; /* its row is gone */
  table_rows_changed(table);
  g_assert_cmpint(table_cursor(table), ==, 3);
  world.count = 0;
  table_rows_changed(table);
  g_assert_cmpint(table_cursor(table), ==, -1);
}

static void
assert_columns(Table *table, const char *expected)
{
  g_auto(GStrv) names = table_columns(table);
  g_autofree char *all = g_strjoinv(" ", names);
  g_assert_cmpstr(all, ==, expected);
}

static void
test_columns(void)
{
  World world;
  world_fill(&world, 1);
  g_autoptr(Table) table = table_new(columns, 3, &rows, &world);
  g_autofree char *narrow = draw(table, 2, 20);
  g_assert_null(strstr(narrow, "Sent"));
  for (int i = 0; i < 3; i++)
    table_act(table, ACT_COLUMN_RIGHT, NULL);
  g_assert_cmpint(table_column(table), ==, 2);
  g_autofree char *scrolled = draw(table, 2, 20);
  g_assert_nonnull(strstr(scrolled, "Sent"));
  table_act(table, ACT_HIDE_COLUMN, NULL);
  assert_columns(table, "email first -count");
  table_act(table, ACT_HIDE_COLUMN, NULL);
  assert_columns(table, "email first count");
}

static void
test_order_of_columns(void)
{
  World world;
  world_fill(&world, 1);
  g_autoptr(Table) table = table_new(columns, 3, &rows, &world);
  table_act(table, ACT_COLUMN_RIGHT, NULL);
  table_act(table, ACT_MOVE_COLUMN_RIGHT, NULL);
  table_act(table, ACT_MOVE_COLUMN_RIGHT, NULL);
  table_act(table, ACT_MOVE_COLUMN_RIGHT, NULL);
  g_autofree char *moved = draw(table, 2, 50);
  g_assert_cmpint(strstr(moved, "Email") - moved, >, strstr(moved, "Sent") - moved);
  g_assert_true(table_edit_begin(table)); /* of the chosen column, which stands last now */
  table_edit_set_value(table, 0, "x");
  g_assert_true(table_edit_changed(table, 0));
  table_edit_end(table);
  table_act(table, ACT_COLUMN_LEFT, NULL);
  table_act(table, ACT_HIDE_COLUMN, NULL);
  assert_columns(table, "first -count email");

  const char *const kept[] = {"gone", "count", "-email", "count", NULL};
  table_set_columns(table, kept);
  assert_columns(table, "count -email first");
  const char *const none[] = {"-count", "-email", "-first", NULL};
  table_set_columns(table, none);
  assert_columns(table, "count -email -first"); /* one stays to be seen */
}

static void
test_edit(void)
{
  World world;
  world_fill(&world, 3);
  g_autoptr(Table) table = table_new(columns, 3, &rows, &world);
  g_assert_true(table_edit_begin(table));
  press(table, "x", TABLE_EDIT_TAKEN);
  g_assert_cmpstr(table_edit_value(table, 0), ==, "r0x");
  g_assert_true(table_edit_changed(table, 0));
  g_assert_null(table_edit_value(table, 2));
  press(table, "Tab", TABLE_EDIT_TAKEN);
  press(table, "C-u", TABLE_EDIT_TAKEN);
  press(table, "Enter", TABLE_EDIT_TAKEN); /* refused: empty */
  g_autofree char *text = draw(table, 5, 40);
  g_assert_nonnull(strstr(text, "This is needed"));
  g_assert_nonnull(strstr(text, "r0x"));
  press(table, "y", TABLE_EDIT_TAKEN);
  press(table, "Enter", TABLE_EDIT_SAVE);
  table_edit_set_saving(table, TRUE);
  press(table, "z", TABLE_EDIT_TAKEN);
  g_assert_cmpstr(table_edit_value(table, 1), ==, "y");
  press(table, "Esc", TABLE_EDIT_LEAVE);
  table_edit_end(table);
  g_assert_false(table_is_editing(table));
}

static void
test_empty(void)
{
  World world;
  world_fill(&world, 0);
  g_autoptr(Table) table = table_new(columns, 3, &rows, &world);
  table_set_empty_text(table, "No contacts yet");
  g_autofree char *text = draw(table, 4, 40);
  g_assert_nonnull(strstr(text, "No contacts yet"));
  g_assert_false(table_edit_begin(table));
  gboolean moved;
  g_assert_true(table_act(table, ACT_DOWN, &moved));
  g_assert_false(moved);
}

static void
test_wanted_width(void)
{
  World world;
  world_fill(&world, 20);
  g_autoptr(Table) table = table_new(columns, 3, &rows, &world);
  int with_all = table_wanted_width(table);
  world.ids[7] = "a-name-that-is-rather-long@example.org";
  g_assert_cmpint(table_wanted_width(table), >, with_all);
  g_autofree char *text = draw(table, 10, table_wanted_width(table));
  g_assert_nonnull(strstr(text, world.ids[7]));
  g_autofree char *narrower = draw(table, 10, table_wanted_width(table) - 4);
  g_assert_null(strstr(narrower, world.ids[7]));
  world.ids[7] = "short";
  const char *const two[] = {"email", "first", "-count", NULL};
  table_set_columns(table, two);
  g_assert_cmpint(table_wanted_width(table), <, with_all);
  world_fill(&world, 4000);
  world.asked = 0;
  table_wanted_width(table);
  g_assert_cmpuint(world.asked, <=, 100);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/table/picture", test_picture);
  g_test_add_func("/table/wide", test_wide);
  g_test_add_func("/table/only-what-is-seen", test_only_what_is_seen);
  g_test_add_func("/table/moves", test_moves);
  g_test_add_func("/table/keeps-its-row", test_keeps_its_row);
  g_test_add_func("/table/columns", test_columns);
  g_test_add_func("/table/order", test_order_of_columns);
  g_test_add_func("/table/edit", test_edit);
  g_test_add_func("/table/wanted-width", test_wanted_width);
  g_test_add_func("/table/empty", test_empty);
  return g_test_run();
}
