/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The account that the sandbox plays: directories and lists as ranges of numbers, with what was changed since
 * the start laid over them; surveys, libraries and distributions as plain records. One lock (server.c) is
 * held by whoever touches it.
 */
#pragma once

#include "src/sandbox/person.h"

typedef struct {
  guint index;
  const char *name;
  gboolean is_default;
  gboolean dedupes_by_email;
  guint64 first, count; /* the numbers it started with */
  GArray *created;      /* of guint64, in the order of creation */
  GHashTable *deleted;  /* of guint64 */
} Directory;

typedef struct {
  guint index;
  guint directory;
  char *name;
  char *owner; /* UR_, or GR_ for a list shared with a group */
  gint64 created, modified;
  guint64 first, count;
  GArray *added;          /* of guint64, in the order in which they came */
  GHashTable *ever_added; /* the same */
  GHashTable *removed;    /* of guint64 */
  gboolean gone;
} MailingList;

/* What belongs to a person on one list alone. */
typedef struct {
  gboolean unsubscribed;
  gint64 unsubscribed_at;
  cJSON *private_embedded; /* or NULL */
} Membership;

typedef struct {
  guint index;
  char *name;
  gboolean active;
  gboolean gone;
  gint64 created, modified;
  char *expiration_start, *expiration_end; /* ISO or NULL */
  int auditable;                           /* responses that count, before this run */
} Survey;

typedef struct {
  guint index;
  gint64 created;
  GArray *members; /* of BatchMember */
  gboolean gone;
} Batch;

typedef struct {
  guint64 transaction; /* number of its CTR_ */
  guint64 person;
  guint list;
} BatchMember;

typedef struct _Distribution Distribution;
typedef struct _Sms Sms;

typedef struct {
  guint64 seed;
  gint64 clock_offset; /* ms, how far the clock was turned forward */
  double speed;
  char *outbox; /* folder or NULL */
  guint64 mails_sent;

  GPtrArray *directories, *lists, *surveys, *batches, *distributions, *sms;
  GPtrArray *exports; /* jobs of exports.c */
  GPtrArray *imports; /* jobs of imports.c */
  guint exports_begun, exports_fail, token_generation;
  gint64 exports_minute;
  GArray *arrivals; /* of Response (response.h): those who answered by themselves */
  gint64 started, arrivals_every, next_arrival; /* ms; every 0: nobody comes */
  GHashTable *people;                           /* guint64 -> Person, the edited and the created */
  GHashTable *addresses;   /* lower case -> GArray of guint64: of the people, who has or had it */
  GHashTable *memberships; /* list << 40 | person -> Membership, the changed ones */
  guint64 next_person;     /* number of the next created one */
  guint64 next_transaction;
} World;

World *world_new(guint64 seed, guint64 n_contacts);
void world_free(World *world);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(World, world_free)

/* The sandbox's clock, ms UTC. */
gint64 world_now(const World *world);

/* The user whose token it is, and the group it shares with. Free with g_free. */
char *world_user_id(void);
char *world_group_id(void);

/* A person as it is now, a copy; whether it still exists is asked with the next two. */
Person *world_person(const World *world, guint64 number);

/* The same to change; the world keeps it. */
Person *world_edit_person(World *world, guint64 number);

/* The address of a person was changed; and who of those may have this one: numbers, or NULL. */
void world_note_address(World *world, const Person *person);
const GArray *world_with_address(const World *world, const char *email);

/* A new, empty person of the directory. */
Person *world_create_person(World *world, Directory *directory);
void world_delete_person(World *world, Directory *directory, guint64 number);

gboolean world_person_is_unsubscribed(const World *world, guint64 number);
gboolean world_person_is_bounced(const World *world, guint64 number);

gboolean directory_has(const World *world, const Directory *directory, guint64 number);
guint64 directory_count(const World *world, const Directory *directory);

/* Walking by position: positions from 0, some of them empty. FALSE where nobody is. */
guint64 directory_positions(const Directory *directory);
gboolean directory_at(const Directory *directory, guint64 position, guint64 *number);

gboolean list_has(const MailingList *list, guint64 number);
guint64 list_count(const MailingList *list);
guint64 list_positions(const MailingList *list);
gboolean list_at(const MailingList *list, guint64 position, guint64 *number);
void list_add(MailingList *list, guint64 number);
void list_remove(MailingList *list, guint64 number);

/* A new list; the strings are copied. */
MailingList *world_add_list(World *world, guint directory, const char *name, const char *owner, guint64 first,
                            guint64 count);

/* How the person stands on this list; by value, the embedded data stays the world's. */
Membership world_membership(const World *world, const MailingList *list, guint64 number);
Membership *world_edit_membership(World *world, const MailingList *list, guint64 number);

/* CG_ of a list, CID_ and CGC_ of a person. Free with g_free. */
char *list_id(const MailingList *list);
char *contact_id(guint64 number);
char *lookup_id(const MailingList *list, guint64 number);
gboolean lookup_id_parse(const char *text, guint *list, guint64 *number);
