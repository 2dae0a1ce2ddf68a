/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The launch form and its review: everything a distribution by email needs, filled in as far as it can be
 * from where it was opened and from the last launch. Only the typed number of the review sends.
 */
#pragma once

#include "ui/overlay.h"
#include "ui/pane.h"
#include "ui/services.h"

/* What it is opened with; copied. */
typedef struct LaunchStart {
  const Survey *survey;      /* or NULL */
  const ListPlace *place;    /* the list, or NULL */
  GPtrArray *marked;         /* of char *: contact IDs; NULL: not to marked contacts */
  const char *lookup_id;     /* one contact of the list, or NULL */
  const char *contact_id;    /* the same one */
  const char *contact_title; /* its name */
  gboolean contact_first;    /* it is meant; else the marked ones, else the list */
  const char *draft;         /* the name of a draft: the form as it was left then; or NULL */
} LaunchStart;

/* Host and services are borrowed and outlive the form. */
Overlay *launch_form_new(const PaneHost *host, Services *services, const LaunchStart *start);
