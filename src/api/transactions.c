/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked is in the header; here is how, and how the reply is read. */
#include "src/api/transactions.h"

#include "src/api/call.h"
#include "src/api/json.h"
#include "src/model/timestamp.h"

#define MAX_NAMED 5

typedef struct {
  ApiClient *client;
  char *directory_id;
  GPtrArray *contact_ids; /* the n-th is what the key "t<n>" stands for */
} Batch;

static void
batch_free(gpointer data)
{
  Batch *batch = data;
  g_free(batch->directory_id);
  g_ptr_array_unref(batch->contact_ids);
  g_free(batch);
}

/* What was made of the transactions. */
typedef struct {
  GPtrArray *ids;   /* of those that were made */
  GHashTable *made; /* of our keys, those of @ids */
} Transactions;

static void
transactions_free(gpointer data)
{
  Transactions *transactions = data;
  g_ptr_array_unref(transactions->ids);
  g_hash_table_unref(transactions->made);
  g_free(transactions);
}

/* createdTransactions: a map of our keys to {"id": ...}. A 200 can hold a partial failure. */
static gpointer
decode_transactions(const ApiReply *reply)
{
  const cJSON *created = json_get(reply->result, "createdTransactions"), *item;
  Transactions *transactions = g_new0(Transactions, 1);
  transactions->ids = g_ptr_array_new_with_free_func(g_free);
  transactions->made = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  cJSON_ArrayForEach(item, created)
  {
    char *id = cJSON_IsString(item) ? json_value_text(item, FALSE) : json_text(item, "id");
    if (id == NULL || item->string == NULL) {
      g_free(id);
      continue;
    }
    g_ptr_array_add(transactions->ids, id);
    g_hash_table_add(transactions->made, g_strdup(item->string));
  }
  return transactions;
}

static gpointer
decode_batch(const ApiReply *reply)
{
  return json_text(reply->result, "id");
}

static void
on_batch(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  char *id = api_call_finish(result, on_batch, NULL, &error);
  if (id != NULL)
    g_task_return_pointer(task, id, g_free);
  else
    g_task_return_error(task, error);
}

/* The contacts that Qualtrics left out, named as far as a line holds them; NULL when there are none. What is
 * not said to be made is not made, whatever else the reply says. */
static GError *
error_for_left_out(const Batch *batch, const Transactions *transactions)
{
  guint left_out = 0;
  g_autoptr(GString) names = g_string_new(NULL);
  for (guint i = 0; i < batch->contact_ids->len; i++) {
    g_autofree char *key = g_strdup_printf("t%u", i);
    if (g_hash_table_contains(transactions->made, key))
      continue;
    if (++left_out <= MAX_NAMED)
      g_string_append_printf(names, "%s%s", left_out > 1 ? ", " : "",
                             (const char *) g_ptr_array_index(batch->contact_ids, i));
  }
  if (left_out == 0)
    return NULL;
  if (left_out > MAX_NAMED)
    g_string_append(names, ", \xe2\x80\xa6");
  return g_error_new(API_ERROR, API_ERROR_REFUSED,
                     "Could not make the batch: Qualtrics left out %u of %u contacts (%s); nothing was sent.",
                     left_out, batch->contact_ids->len, names->str);
}

static void
on_transactions(GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  const Batch *batch = g_task_get_task_data(task);
  GError *error = NULL;
  Transactions *transactions = api_call_finish(result, on_transactions, NULL, &error);
  if (transactions != NULL)
    error = error_for_left_out(batch, transactions);
  if (error != NULL) {
    g_clear_pointer(&transactions, transactions_free);
    g_task_return_error(task, error);
    return;
  }
  ApiCall *call = api_call_new(FETCH_POST, "make the batch", "directories", batch->directory_id,
                               "transactionbatches", NULL);
  cJSON *body = cJSON_CreateObject(), *ids = cJSON_AddArrayToObject(body, "transactionIds");
  for (guint i = 0; i < transactions->ids->len; i++)
    cJSON_AddItemToArray(ids, cJSON_CreateString(g_ptr_array_index(transactions->ids, i)));
  g_autofree char *now = timestamp_to_api(api_client_server_now(batch->client));
  json_add_text(body, "creationDate", now);
  api_call_body(call, body);
  api_call_decode(call, decode_batch, g_free);
  api_call_run(batch->client, call, on_batch, g_task_get_cancellable(task), on_batch, g_object_ref(task));
  transactions_free(transactions);
}

/* Transactions have their times in a form of their own: "2026-11-24 08:30:00", UTC. */
static char *
transaction_time(gint64 ms)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(ms / 1000);
  return g_date_time_format(time, "%Y-%m-%d %H:%M:%S");
}

static cJSON *
transactions_body(const Batch *batch, const char *list_id)
{
  cJSON *body = cJSON_CreateObject();
  g_autofree char *now = transaction_time(api_client_server_now(batch->client));
  for (guint i = 0; i < batch->contact_ids->len; i++) {
    g_autofree char *key = g_strdup_printf("t%u", i);
    cJSON *item = cJSON_CreateObject();
    json_add_text(item, "contactId", g_ptr_array_index(batch->contact_ids, i));
    json_add_text(item, "mailingListId", list_id);
    json_add_text(item, "transactionDate", now);
    cJSON_AddObjectToObject(item, "data");
    cJSON_AddItemToObject(body, key, item);
  }
  return body;
}

void
transaction_batch_create_async(ApiClient *client, const char *directory_id, const char *list_id,
                               const GPtrArray *contact_ids, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new(NULL, cancellable, callback, user_data);
  g_task_set_source_tag(task, transaction_batch_create_async);
  Batch *batch = g_new0(Batch, 1);
  batch->client = client;
  batch->directory_id = g_strdup(directory_id);
  batch->contact_ids = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < contact_ids->len; i++)
    g_ptr_array_add(batch->contact_ids, g_strdup(g_ptr_array_index(contact_ids, i)));
  g_task_set_task_data(task, batch, batch_free);
  ApiCall *call = api_call_new(FETCH_POST, "prepare the marked contacts", "directories", directory_id,
                               "transactions", NULL);
  api_call_body(call, transactions_body(batch, list_id));
  api_call_decode(call, decode_transactions, transactions_free);
  api_call_run(client, call, on_transactions, cancellable, on_transactions, task);
}

char *
transaction_batch_create_finish(ApiClient *client G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail(g_async_result_is_tagged(result, transaction_batch_create_async), NULL);
  return g_task_propagate_pointer(G_TASK(result), error);
}
