/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked is in the header; here is how, and how the reply is read. */
#include "src/api/contacts.h"

#include "src/api/call.h"
#include "src/api/json.h"

/* By ContactField, in lists and single reads, and in what is written. */
static const char *const field_names[N_CONTACT_FIELDS] = {
    [CONTACT_FIELD_EMAIL] = "email",        [CONTACT_FIELD_FIRST_NAME] = "firstName",
    [CONTACT_FIELD_LAST_NAME] = "lastName", [CONTACT_FIELD_LANGUAGE] = "language",
    [CONTACT_FIELD_EXT_REF] = "extRef",     [CONTACT_FIELD_PHONE] = "phone",
    [CONTACT_FIELD_ID] = "contactId",       [CONTACT_FIELD_LOOKUP_ID] = "contactLookupId",
};

/* A search calls some of them otherwise. */
static const char *const found_names[N_CONTACT_FIELDS] = {
    [CONTACT_FIELD_EMAIL] = "email",
    [CONTACT_FIELD_FIRST_NAME] = "firstName",
    [CONTACT_FIELD_LAST_NAME] = "lastName",
    [CONTACT_FIELD_LANGUAGE] = "language",
    [CONTACT_FIELD_EXT_REF] = "externalDataReference",
    [CONTACT_FIELD_PHONE] = "phoneNumber",
    [CONTACT_FIELD_ID] = "id",
    [CONTACT_FIELD_LOOKUP_ID] = "contactLookupId",
};

/* The flags have other names in lists and in single reads. */
static guint
decode_flags(const cJSON *item)
{
  guint flags = 0;
  if (json_flag(item, "unsubscribed") || json_flag(item, "directoryUnsubscribed"))
    flags |= CONTACT_UNSUBSCRIBED;
  if (json_flag(item, "mailingListUnsubscribed"))
    flags |= CONTACT_UNSUBSCRIBED_FROM_LIST;
  return flags;
}

/* @otherwise: the flags of one who has none. */
static ContactPage *
decode_page(const cJSON *elements, const char *const names[N_CONTACT_FIELDS], guint otherwise,
            const char *next)
{
  const cJSON *item;
  ContactPage *page = contact_page_new();
  cJSON_ArrayForEach(item, elements)
  {
    char *fields[N_CONTACT_FIELDS];
    for (guint i = 0; i < N_CONTACT_FIELDS; i++)
      fields[i] = json_text(item, names[i]);
    guint flags = decode_flags(item);
    if (fields[CONTACT_FIELD_ID] != NULL)
      contact_page_add(page, (const char *const *) fields, flags != 0 ? flags : otherwise);
    for (guint i = 0; i < N_CONTACT_FIELDS; i++)
      g_free(fields[i]);
  }
  contact_page_set_next(page, next);
  contact_page_seal(page);
  return page;
}

static ContactPage *
decode_reply(const ApiReply *reply, guint otherwise)
{
  const cJSON *elements = api_elements(reply);
  gboolean repeats;
  g_autofree char *next = api_next_page(reply, &repeats);
  return elements != NULL && !repeats ? decode_page(elements, field_names, otherwise, next) : NULL;
}

static gpointer
decode_contacts(const ApiReply *reply)
{
  return decode_reply(reply, 0);
}

/* Whoever stands there has opted out, whether a flag says so or not. */
static gpointer
decode_opted_out(const ApiReply *reply)
{
  return decode_reply(reply, CONTACT_UNSUBSCRIBED);
}

static gpointer
decode_opted_out_of_list(const ApiReply *reply)
{
  return decode_reply(reply, CONTACT_UNSUBSCRIBED_FROM_LIST);
}

/* No nextPage here, but the bare token of it. */
static gpointer
decode_found(const ApiReply *reply)
{
  const cJSON *elements = api_elements(reply), *token = json_get(reply->result, "skipToken");
  const char *next = cJSON_IsString(token) && *token->valuestring != '\0' ? token->valuestring : NULL;
  return elements != NULL ? decode_page(elements, found_names, 0, next) : NULL;
}

static void
decode_embedded(Contact *contact, const cJSON *map)
{
  const cJSON *item;
  cJSON_ArrayForEach(item, map)
  {
    g_autofree char *name = json_name(item);
    g_autofree char *value = json_value_text(item, TRUE);
    if (name != NULL && value != NULL)
      contact_add_embedded(contact, name, value, item->string,
                           cJSON_IsString(item) ? item->valuestring : NULL);
  }
}

static void
decode_memberships(Contact *contact, const cJSON *map)
{
  const cJSON *item;
  cJSON_ArrayForEach(item, map)
  {
    g_autofree char *list = json_name(item);
    if (list == NULL)
      continue;
    g_autofree char *lookup = json_text(item, "contactLookupId");
    g_autofree char *name = json_text(item, "name");
    contact_add_membership(contact, list, lookup, name, json_flag(item, "unsubscribed"),
                           json_time(item, "unsubscribeDate"));
  }
}

static gpointer
decode_whole(const cJSON *item)
{
  g_autofree char *id = json_text(item, "contactId");
  if (id == NULL)
    return NULL;
  Contact *contact = contact_new();
  for (guint i = 0; i < N_CONTACT_FIELDS; i++)
    contact->fields[i] = json_text(item, field_names[i]);
  contact->flags = decode_flags(item);
  if (json_get(item, "privateEmbeddedData") != NULL && json_get(item, "privateEmbeddedData")->child != NULL)
    contact->flags |= CONTACT_HAS_LIST_DATA;
  contact->created = json_time(item, "creationDate");
  contact->modified = json_time(item, "lastModified");
  contact->unsubscribed_at = json_time(item, "directoryUnsubscribeDate");
  decode_embedded(contact, json_get(item, "embeddedData"));
  decode_memberships(contact, json_get(item, "mailingListMembership"));
  return contact;
}

static gpointer
decode_contact(const ApiReply *reply)
{
  return decode_whole(reply->result);
}

static gpointer
decode_wholes(const ApiReply *reply)
{
  return api_decode_page(reply, decode_whole, (GDestroyNotify) contact_free);
}

static gpointer
decode_created(const ApiReply *reply)
{
  g_autofree char *id = json_text(reply->result, "id");
  if (id == NULL)
    return NULL;
  Contact *contact = contact_new();
  contact_set(contact, CONTACT_FIELD_ID, id);
  contact->fields[CONTACT_FIELD_LOOKUP_ID] = json_text(reply->result, "contactLookupId");
  return contact;
}

/* A call at a place; @contact_id may be NULL: all of them. */
static ApiCall *
call_at(FetchMethod method, const char *intent, const ContactPlace *place, const char *contact_id)
{
  if (place->list_id != NULL)
    return api_call_new(method, intent, "directories", place->directory_id, "mailinglists", place->list_id,
                        "contacts", contact_id, NULL);
  return api_call_new(method, intent, "directories", place->directory_id, "contacts", contact_id, NULL);
}

void
contacts_list_async(ApiClient *client, const ContactPlace *place, FetchPriority priority, const char *next,
                    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  ApiCall *call = call_at(FETCH_GET, "read the contacts", place, NULL);
  api_call_query(call, "pageSize", place->list_id != NULL ? "50" : "100");
  api_call_query(call, "useNewPaginationScheme", "true");
  api_call_address(call, next);
  api_call_priority(call, priority);
  api_call_decode(call, decode_contacts, (GDestroyNotify) contact_page_free);
  api_call_run(client, call, contacts_list_async, cancellable, callback, user_data);
}

ContactPage *
contacts_list_finish(ApiClient *client G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return api_call_finish(result, contacts_list_async, NULL, error);
}

static ApiDecode
decoder_of(const ContactPlace *place, ContactsView view)
{
  if (view != CONTACTS_OPTED_OUT)
    return decode_contacts;
  return place->list_id != NULL ? decode_opted_out_of_list : decode_opted_out;
}

/* The greatest page is not known, so none is asked for. */
void
contacts_view_async(ApiClient *client, const ContactPlace *place, ContactsView view, FetchPriority priority,
                    const char *next, GCancellable *cancellable, GAsyncReadyCallback callback,
                    gpointer user_data)
{
  static const char *const parts[] = {[CONTACTS_EVERYBODY] = "contacts",
                                      [CONTACTS_OPTED_OUT] = "optedOutContacts",
                                      [CONTACTS_BOUNCED] = "bouncedContacts"};
  static const char *const intents[] = {[CONTACTS_EVERYBODY] = "read the contacts",
                                        [CONTACTS_OPTED_OUT] = "read who opted out",
                                        [CONTACTS_BOUNCED] = "read whose mail came back"};
  const char *part = view == CONTACTS_EVERYBODY && place->list_id == NULL ? NULL : parts[view];
  ApiCall *call = place->list_id != NULL
                      ? api_call_new(FETCH_GET, intents[view], "directories", place->directory_id,
                                     "mailinglists", place->list_id, part, NULL)
                      : api_call_new(FETCH_GET, intents[view], "directories", place->directory_id, "contacts",
                                     part, NULL);
  api_call_address(call, next);
  api_call_priority(call, priority);
  api_call_decode(call, decoder_of(place, view), (GDestroyNotify) contact_page_free);
  api_call_run(client, call, contacts_view_async, cancellable, callback, user_data);
}

ContactPage *
contacts_view_finish(ApiClient *client G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return api_call_finish(result, contacts_view_async, NULL, error);
}

void
contacts_list_whole_async(ApiClient *client, const ContactPlace *place, const char *next,
                          GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  ApiCall *call = call_at(FETCH_GET, "read the contacts", place, NULL);
  api_call_query(call, "pageSize", place->list_id != NULL ? "50" : "100");
  api_call_query(call, "includeEmbedded", place->list_id != NULL ? "true" : NULL);
  api_call_query(call, "useNewPaginationScheme", "true");
  api_call_address(call, next);
  api_call_decode(call, decode_wholes, (GDestroyNotify) page_free);
  api_call_run(client, call, contacts_list_whole_async, cancellable, callback, user_data);
}

Page *
contacts_list_whole_finish(ApiClient *client G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return api_call_finish(result, contacts_list_whole_async, NULL, error);
}

void
contact_get_async(ApiClient *client, const ContactPlace *place, const char *contact_id,
                  GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  contact_get_later_async(client, place, contact_id, 0, cancellable, callback, user_data);
}

void
contact_get_later_async(ApiClient *client, const ContactPlace *place, const char *contact_id, guint ms,
                        GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  ApiCall *call = call_at(FETCH_GET, "read the contact", place, contact_id);
  api_call_later(call, ms);
  api_call_decode(call, decode_contact, (GDestroyNotify) contact_free);
  api_call_run(client, call, contact_get_async, cancellable, callback, user_data);
}

Contact *
contact_get_finish(ApiClient *client G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return api_call_finish(result, contact_get_async, NULL, error);
}

static void
add_embedded(cJSON *body, const Contact *contact)
{
  cJSON *map = cJSON_AddObjectToObject(body, "embeddedData");
  for (guint i = 0; i < contact->embedded->len; i++) {
    const EmbeddedField *field = g_ptr_array_index(contact->embedded, i);
    json_add_text(map, field->raw_name != NULL ? field->raw_name : field->name,
                  field->raw_value != NULL ? field->raw_value : field->value);
  }
}

void
contact_create_async(ApiClient *client, const ContactPlace *place, const Contact *contact,
                     GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  ApiCall *call = call_at(FETCH_POST, "create the contact", place, NULL);
  cJSON *body = cJSON_CreateObject();
  for (guint i = 0; i < N_CONTACT_EDITABLE; i++)
    if (contact->fields[i] != NULL && *contact->fields[i] != '\0')
      json_add_text(body, field_names[i], contact->fields[i]);
  if (contact->embedded->len > 0)
    add_embedded(body, contact);
  if (place->list_id != NULL && (contact->flags & CONTACT_UNSUBSCRIBED_FROM_LIST) != 0)
    cJSON_AddTrueToObject(body, "unsubscribed");
  api_call_body(call, body);
  api_call_decode(call, decode_created, (GDestroyNotify) contact_free);
  api_call_run(client, call, contact_create_async, cancellable, callback, user_data);
}

Contact *
contact_create_finish(ApiClient *client G_GNUC_UNUSED, GAsyncResult *result, FetchProgress *progress,
                      GError **error)
{
  return api_call_finish(result, contact_create_async, progress, error);
}

/* What "unsubscribed" means depends on the path, so an opt-out goes out on its own only. */
static cJSON *
update_body(const ContactPlace *place, const ContactEdit *edit, const Contact *base)
{
  cJSON *body = cJSON_CreateObject();
  gboolean touches_embedded = FALSE;
  for (guint i = 0; i < edit->changes->len; i++) {
    const ContactChange *change = g_ptr_array_index(edit->changes, i);
    if (change->embedded != NULL)
      touches_embedded = TRUE;
    else if (change->field < N_CONTACT_EDITABLE)
      json_add_text(body, field_names[change->field], change->after != NULL ? change->after : "");
    else if (change->field == (place->list_id != NULL ? CONTACT_OPT_OUT_LIST : CONTACT_OPT_OUT_DIRECTORY))
      cJSON_AddBoolToObject(body, "unsubscribed", g_strcmp0(change->after, "yes") == 0);
  }
  if (touches_embedded) {
    g_autoptr(Contact) merged = contact_copy(base);
    contact_edit_apply(edit, merged);
    add_embedded(body, merged);
  }
  return body;
}

void
contact_update_async(ApiClient *client, const ContactPlace *place, const ContactEdit *edit,
                     const Contact *base, GCancellable *cancellable, GAsyncReadyCallback callback,
                     gpointer user_data)
{
  ApiCall *call = call_at(FETCH_PUT, "save the contact", place, edit->contact_id);
  api_call_once(call);
  api_call_body(call, update_body(place, edit, base));
  api_call_run(client, call, contact_update_async, cancellable, callback, user_data);
}

gboolean
contact_update_finish(ApiClient *client G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return api_call_finish(result, contact_update_async, NULL, error) != NULL;
}

void
contact_delete_async(ApiClient *client, const ContactPlace *place, const char *contact_id,
                     GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  ApiCall *call = call_at(FETCH_DELETE, "delete the contact", place, contact_id);
  api_call_run(client, call, contact_delete_async, cancellable, callback, user_data);
}

gboolean
contact_delete_finish(ApiClient *client G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return api_call_finish(result, contact_delete_async, NULL, error) != NULL;
}

static cJSON *
search_body(const ContactCondition *conditions, guint n_conditions)
{
  cJSON *body = cJSON_CreateObject(), *filter = cJSON_AddObjectToObject(body, "filter"), *all = NULL;
  if (n_conditions > 1) {
    json_add_text(filter, "conjunction", "and");
    all = cJSON_AddArrayToObject(filter, "filters");
  }
  for (guint i = 0; i < n_conditions; i++) {
    cJSON *condition = all != NULL ? cJSON_CreateObject() : filter;
    json_add_text(condition, "filterType", field_names[conditions[i].field]);
    json_add_text(condition, "comparison", "eq");
    json_add_text(condition, "value", conditions[i].value);
    if (all != NULL)
      cJSON_AddItemToArray(all, condition);
  }
  return body;
}

static ApiCall *
search_call(const char *directory_id, const char *next, cJSON *body)
{
  ApiCall *call = api_call_new(FETCH_POST, "search the contacts", "directories", directory_id, "contacts",
                               "search", NULL);
  api_call_changes_nothing(call);
  api_call_query(call, "pageSize", "100");
  api_call_query(call, "includeEmbedded", "false");
  api_call_query(call, "skipToken", next);
  api_call_body(call, body);
  api_call_decode(call, decode_found, (GDestroyNotify) contact_page_free);
  return call;
}

void
contact_search_async(ApiClient *client, const char *directory_id, const ContactCondition *conditions,
                     guint n_conditions, const char *next, GCancellable *cancellable,
                     GAsyncReadyCallback callback, gpointer user_data)
{
  ApiCall *call = search_call(directory_id, next, search_body(conditions, n_conditions));
  api_call_run(client, call, contact_search_async, cancellable, callback, user_data);
}

ContactPage *
contact_search_finish(ApiClient *client G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return api_call_finish(result, contact_search_async, NULL, error);
}

static cJSON *
term_json(const ContactTerm *term)
{
  static const char *const types[] = {[QUERY_LIST] = "inList", [QUERY_EMPTY] = "infoFieldState"};
  cJSON *json = cJSON_CreateObject();
  json_add_text(json, "filterType", types[term->kind] != NULL ? types[term->kind] : term->name);
  if (term->kind == QUERY_LIST)
    cJSON_AddBoolToObject(json, "comparison", *term->comparison == 't');
  else
    json_add_text(json, "comparison", term->comparison);
  json_add_text(json, "mailingListId", term->kind == QUERY_LIST ? term->value : NULL);
  json_add_text(json, "field", term->kind == QUERY_EMPTY ? term->name : NULL);
  json_add_text(json, "value", term->kind == QUERY_FIELD || term->kind == QUERY_DATE ? term->value : NULL);
  return json;
}

static cJSON *
query_body(const GPtrArray *terms)
{
  cJSON *body = cJSON_CreateObject();
  if (terms->len == 1) {
    cJSON_AddItemToObject(body, "filter", term_json(terms->pdata[0]));
    return body;
  }
  cJSON *filter = cJSON_AddObjectToObject(body, "filter");
  json_add_text(filter, "conjunction", "and");
  cJSON *all = cJSON_AddArrayToObject(filter, "filters");
  for (guint i = 0; i < terms->len; i++)
    cJSON_AddItemToArray(all, term_json(terms->pdata[i]));
  return body;
}

void
contact_query_async(ApiClient *client, const char *directory_id, const GPtrArray *terms, const char *next,
                    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  ApiCall *call = search_call(directory_id, next, query_body(terms));
  api_call_run(client, call, contact_query_async, cancellable, callback, user_data);
}

ContactPage *
contact_query_finish(ApiClient *client G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return api_call_finish(result, contact_query_async, NULL, error);
}
