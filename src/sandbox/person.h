/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A person, computed from a number: the same seed and number give the same person, so a million of them take
 * no memory. An edited or created one is kept whole by the world (world.h) instead of being computed.
 */
#pragma once

#include <cjson/cJSON.h>
#include <glib.h>

typedef enum {
  PERSON_FIRST_NAME,
  PERSON_LAST_NAME,
  PERSON_EMAIL,
  PERSON_PHONE,
  PERSON_EXT_REF,
  PERSON_LANGUAGE,
  N_PERSON_FIELDS,
} PersonField;

/* The names of the fields in bodies and list elements. */
extern const char *const person_field_names[N_PERSON_FIELDS];

typedef struct {
  guint64 number;
  guint directory;
  char *fields[N_PERSON_FIELDS]; /* "" and NULL are both met */
  gboolean omits_nulls;          /* list elements leave NULL fields out instead of saying null */
  cJSON *embedded;               /* an object of strings, never NULL */
  gboolean unsubscribed;         /* the whole directory */
  gint64 unsubscribed_at;        /* ms, 0: never */
  gboolean bounced;              /* mail to the address comes back */
  gint64 created, modified;      /* ms */
} Person;

Person *person_new_from_number(guint64 seed, guint64 number);
Person *person_copy(const Person *person);
void person_free(Person *person);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Person, person_free)

/* What can be known of number @number without making the person; for counting through a million. */
gboolean person_number_is_unsubscribed(guint64 seed, guint64 number);
gboolean person_number_is_bounced(guint64 seed, guint64 number);
gboolean person_number_has_email(guint64 seed, guint64 number);

/* The number that a computed address carries ("ada.rossi17@..." is number 17); FALSE when it carries none. */
gboolean person_number_of_email(const char *email, guint64 *number);
