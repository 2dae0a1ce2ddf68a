/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The form of an SMS: one way (a text with a link to the survey) or two ways (the questions come as texts,
 * one after the other); and of a reminder or thank-you to one that was sent.
 */
#pragma once

#include "src/model/distribution.h"
#include "ui/forms/launch.h"

Overlay *sms_form_new(const PaneHost *host, Services *services, const LaunchStart *start);

/* @method is "Reminder" or "Thankyou"; of @parent nothing is kept. @survey_id is the one it was read with. */
Overlay *sms_follow_up_form_new(const PaneHost *host, Services *services, const Distribution *parent,
                                const char *survey_id, const char *method);
