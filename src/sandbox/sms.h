/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A text message to a list or a person: kept apart from the email distributions, as the API does.
 */
#pragma once

#include "src/sandbox/world.h"

typedef struct {
  guint list;
  guint64 person;
} SmsRecipient;

struct _Sms {
  guint index;
  guint survey;
  char *name, *method;
  cJSON *recipients, *message; /* as they were sent; either may be NULL */
  char *parent_id;
  gint64 created, sends;
  GArray *reached; /* of SmsRecipient, once sent; the first of them finish the survey */
  gint64 n_failed;
  gboolean sent, gone;
};

void sms_free(gpointer sms);

/* Sends it to those of its recipients with a phone who have not opted out, and counts them. */
void sms_send(World *world, Sms *sms);
