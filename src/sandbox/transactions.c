/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Transactions and their batches: the way to mail some people of a list with one distribution. A transaction
 * exists before its batch and is put into it by its ID.
 */
#include "src/sandbox/body.h"
#include "src/sandbox/endpoints.h"
#include "src/sandbox/ids.h"
#include "src/sandbox/paging.h"

/* A CTR_ tells person and list, so that nothing is kept: 12 bits of counter, 16 of list, 36 of person. */
enum { COUNTER_SHIFT = 52, LIST_SHIFT = 36 };

static guint64
pack(World *world, guint list, guint64 person)
{
  return (world->next_transaction++ % 4096) << COUNTER_SHIFT | (guint64) list << LIST_SHIFT | person;
}

static BatchMember
unpack(guint64 number)
{
  return (BatchMember){.transaction = number,
                       .list = (guint) (number >> LIST_SHIFT) & 0xffff,
                       .person = number & (((guint64) 1 << LIST_SHIFT) - 1)};
}

/* ## Batches */

static void
add_batch_json(cJSON *json, const Batch *batch, const char *id_name)
{
  g_autofree char *id = id_new("BT", batch->index);
  g_autofree char *created = plain_date_from_ms(batch->created);
  cJSON_AddStringToObject(json, id_name, id);
  cJSON_AddStringToObject(json, "creationDate", created);
}

void
batches_index(Call *call)
{
  if (!call_directory(call, 0))
    return;
  cJSON *all = cJSON_CreateArray();
  for (guint i = 0; i < call->world->batches->len; i++) {
    const Batch *batch = call->world->batches->pdata[i];
    cJSON *json = cJSON_CreateObject();
    add_batch_json(json, batch, "batchId");
    cJSON_AddItemToArray(all, json);
  }
  page_answer_whole(call, 100, 100, all);
}

static gboolean
add_members(Call *call, Batch *batch, const cJSON *ids)
{
  for (const cJSON *id = ids ? ids->child : NULL; id; id = id->next) {
    guint64 number;
    if (!id_parse("CTR", cJSON_GetStringValue(id), &number)) {
      call_refuse(call, 400, "GPR_1", "Transaction not found: %s",
                  cJSON_IsString(id) ? id->valuestring : "(not a string)");
      return FALSE;
    }
    BatchMember member = unpack(number);
    g_array_append_val(batch->members, member);
  }
  return TRUE;
}

static Batch *
add_batch(Call *call, const cJSON *ids)
{
  Batch *batch = g_new0(Batch, 1);
  batch->members = g_array_new(FALSE, FALSE, sizeof(BatchMember));
  batch->created = world_now(call->world);
  batch->index = call->world->batches->len;
  if (add_members(call, batch, ids)) {
    g_ptr_array_add(call->world->batches, batch);
    return batch;
  }
  g_array_unref(batch->members);
  g_free(batch);
  return NULL;
}

void
batches_create(Call *call)
{
  static const BodyKey keys[] = {{"transactionIds", BODY_ARRAY}, {"creationDate", BODY_STRING}};
  if (!call_directory(call, 0) || !body_check(call, call->body, keys, G_N_ELEMENTS(keys)))
    return;
  const Batch *batch = add_batch(call, cJSON_GetObjectItemCaseSensitive(call->body, "transactionIds"));
  if (!batch)
    return;
  cJSON *result = cJSON_CreateObject();
  g_autofree char *id = id_new("BT", batch->index);
  cJSON_AddStringToObject(result, "id", id);
  call_answer(call, result);
}

static Batch *
find_batch(Call *call)
{
  guint64 index;
  if (!call_directory(call, 0))
    return NULL;
  if (id_parse("BT", call->params[1], &index) && index < call->world->batches->len)
    return call->world->batches->pdata[index];
  call_refuse(call, 404, NULL, "Transaction batch not found.");
  return NULL;
}

void
batches_get(Call *call)
{
  const Batch *batch = find_batch(call);
  if (!batch)
    return;
  cJSON *result = cJSON_CreateObject();
  add_batch_json(result, batch, "batchId");
  call_answer(call, result);
}

void
batches_add(Call *call)
{
  static const BodyKey keys[] = {{"transactionIds", BODY_ARRAY, TRUE}};
  Batch *batch = find_batch(call);
  if (batch && body_check(call, call->body, keys, G_N_ELEMENTS(keys)) &&
      add_members(call, batch, cJSON_GetObjectItemCaseSensitive(call->body, "transactionIds")))
    call_done(call);
}

/* ## Transactions */

/* The transaction's ID, NULL when the contact is not on the list. Free with g_free. */
static char *
create_one(Call *call, const cJSON *wanted)
{
  guint64 person, index;
  if (!id_parse("CID", body_string(wanted, "contactId"), &person) ||
      !id_parse("CG", body_string(wanted, "mailingListId"), &index) || index >= call->world->lists->len ||
      !list_has(call->world->lists->pdata[index], person))
    return NULL;
  return id_new("CTR", pack(call->world, (guint) index, person));
}

static gboolean
check_transactions(Call *call)
{
  static const BodyKey keys[] = {{"contactId", BODY_STRING, TRUE},
                                 {"mailingListId", BODY_STRING, TRUE},
                                 {"transactionDate", BODY_STRING, TRUE},
                                 {"data", BODY_OBJECT}};
  if (!cJSON_IsObject(call->body) || !call->body->child) {
    call_refuse(call, 400, "RP_10", "Invalid request body. Expected transactions.");
    return FALSE;
  }
  for (const cJSON *one = call->body->child; one; one = one->next)
    if (!body_check(call, one, keys, G_N_ELEMENTS(keys)))
      return FALSE;
  return TRUE;
}

void
transactions_create(Call *call)
{
  if (!call_directory(call, 0) || !check_transactions(call))
    return;
  cJSON *result = cJSON_CreateObject();
  cJSON *created = cJSON_AddObjectToObject(result, "createdTransactions");
  cJSON *unprocessed = cJSON_AddObjectToObject(result, "unprocessedTransactions");
  for (const cJSON *one = call->body->child; one; one = one->next) {
    g_autofree char *id = create_one(call, one);
    if (id)
      cJSON_AddStringToObject(cJSON_AddObjectToObject(created, one->string), "id", id);
    else
      cJSON_AddItemToObject(unprocessed, one->string, cJSON_Duplicate(one, TRUE));
  }
  call_answer(call, result);
}
