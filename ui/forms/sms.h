/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The form of an SMS: one way (a text with a link to the survey) or two ways (the questions come as texts,
 * one after the other); and of a reminder or thank-you to one that was sent.
 */
#pragma once

#include "ui/forms/launch.h"

Overlay *sms_form_new(const PaneHost *host, Services *services, const LaunchStart *start);

/* @method is "Reminder" or "Thankyou"; @name is the parent's, @survey_id the one it was read with. */
Overlay *sms_follow_up_form_new(const PaneHost *host, Services *services, const char *parent_id,
                                const char *survey_id, const char *name, const char *method);
