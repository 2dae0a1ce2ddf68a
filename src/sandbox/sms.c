/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "src/sandbox/sms.h"

void
sms_free(gpointer data)
{
  Sms *sms = data;
  g_free(sms->name);
  g_free(sms->method);
  cJSON_Delete(sms->recipients);
  cJSON_Delete(sms->message);
  g_free(sms->parent_id);
  g_free(sms->link_expires);
  g_free(sms);
}
