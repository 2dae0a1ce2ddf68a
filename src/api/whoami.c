/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked is in the header; here is how, and how the reply is read. */
#include "src/api/whoami.h"

#include "src/api/call.h"
#include "src/api/json.h"

static gpointer
decode_identity(const ApiReply *reply)
{
  if (!cJSON_IsObject(reply->result))
    return NULL;
  Identity *identity = g_new0(Identity, 1);
  identity->user_id = json_text(reply->result, "userId");
  identity->brand_id = json_text(reply->result, "brandId");
  identity->user_name = json_text(reply->result, "userName");
  identity->first_name = json_text(reply->result, "firstName");
  identity->last_name = json_text(reply->result, "lastName");
  identity->email = json_text(reply->result, "email");
  identity->datacenter = json_text(reply->result, "datacenter");
  return identity;
}

void
identity_get_async(ApiClient *client, GCancellable *cancellable, GAsyncReadyCallback callback,
                   gpointer user_data)
{
  ApiCall *call = api_call_new(FETCH_GET, "ask who this token belongs to", "whoami", NULL);
  api_call_decode(call, decode_identity, (GDestroyNotify) identity_free);
  api_call_run(client, call, identity_get_async, cancellable, callback, user_data);
}

Identity *
identity_get_finish(ApiClient *client G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return api_call_finish(result, identity_get_async, NULL, error);
}
