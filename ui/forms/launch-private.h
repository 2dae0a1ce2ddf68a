/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the launch form (launch.c) and its review (launch-review.c) share. */
#pragma once

#include "ui/forms/launch.h"
#include "ui/forms/recipients.h"
#include "ui/forms/send-form.h"

typedef struct LaunchForm {
  SendForm send;
  char *offered_subject;  /* what stands there until another one is typed */
  Recipients *recipients; /* the last count */
  char *before;           /* what went to them before, for the review; NULL: nothing */
} LaunchForm;

/* launch-review.c: counts, shows, asks for the number, sends. A FormCall; the data is the SendForm. */
void launch_review(Form *form, const char *name, gpointer data);
