/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The panes there are. Each is one file (large ones have a second half beside it) and one table; what feeds
 * what is written in ui/app.c.
 */
#pragma once

#include "ui/pane.h"
#include "ui/services.h"

/* feeds a ListPlace */
extern const PaneClass pane_directories;
/* is fed a ListPlace; opens "contact-card" on a CardSubject */
extern const PaneClass pane_contacts;
/* feeds a Survey; opens "survey-card" and "responses" on it */
extern const PaneClass pane_surveys;
/* is fed a Survey; opens "distribution" on a Distribution */
extern const PaneClass pane_distributions;
/* is fed a CardSubject */
extern const PaneClass pane_contact_card;
/* is fed a Survey */
extern const PaneClass pane_survey_card;
/* is fed a Distribution */
extern const PaneClass pane_distribution_numbers;
/* is fed a Survey: its responses as they come */
extern const PaneClass pane_responses;
extern const PaneClass pane_request_log;
extern const PaneClass pane_connections;
extern const PaneClass pane_drafts;
extern const PaneClass pane_api_console;

/* Other drafts are there than before. */
void drafts_pane_changed(Pane *pane);
/* The contacts pane as others need it: what a launch takes. Appends the IDs of the marked contacts, new. */
void contacts_pane_marked(Pane *pane, GPtrArray *contact_ids);
/* The contact under the cursor: its ID and title (new); FALSE if there is none. */
gboolean contacts_pane_current(Pane *pane, char **contact_id, char **title);
/* A loaded contact's lookup ID, which a mail to it alone needs; new; NULL where it has none. */
char *contacts_pane_lookup_id(Pane *pane, const char *contact_id);
/* The contact of a card: its ID and title (new). */
void contact_card_pane_contact(Pane *pane, char **contact_id, char **title);
/* Shows what the server finds in the directory for what contact_query_parse reads; NULL, or why not (new). */
char *contacts_pane_search(Pane *pane, const char *text);
/* Shows those of its place that are meant, or everybody again; and why it can't (new), or NULL. */
char *contacts_pane_view_refuse(Pane *pane, ContactsView view);
void contacts_pane_show(Pane *pane, ContactsView view);
/* Whose contacts are shown, or NULL; borrowed. */
const ListPlace *contacts_pane_place(Pane *pane);
/* Whether it shows that place; and marks those of @ids there as well, and says so. */
gboolean contacts_pane_is_at(Pane *pane, const ContactPlace *place);
void contacts_pane_mark(Pane *pane, const GPtrArray *ids);
/* The form of an edit of many, for the contacts that were marked then, wherever the pane stands now. */
void contacts_pane_resume_bulk(Pane *pane, const Draft *draft);
/* A contact was changed elsewhere (the card, an undo): its row shows it. */
void contacts_pane_take_contact(Pane *pane, const Contact *contact);
/* The same of many (of Contact) in one go. */
void contacts_pane_take_contacts(Pane *pane, const GPtrArray *contacts);
/* A contact has come to @place: its row is there, and the cursor goes to it. TRUE if it was there already. */
gboolean contacts_pane_take_new(Pane *pane, const ContactPlace *place, const Contact *contact);
/* Contacts (of Contact) have gone from @place; their rows go. */
void contacts_pane_drop(Pane *pane, const ContactPlace *place, const GPtrArray *contacts);
/* So many more (or fewer) contacts are in the directory (@list_id NULL) or the list. */
void directories_pane_count(Pane *pane, const char *directory_id, const char *list_id, int more);
/* Is a survey of that ID loaded? Its name then, borrowed, or NULL. And the cursor to it, without a filter
 * that hides it. */
const char *surveys_pane_name(Pane *pane, const char *survey_id);
gboolean surveys_pane_has(Pane *pane, const char *survey_id);
void surveys_pane_go_to(Pane *pane, const char *survey_id);
/* The same for a mailing list, by its ID or its name. */
gboolean directories_pane_has(Pane *pane, const char *list);
void directories_pane_go_to(Pane *pane, const char *list);
/* The question for a list's name, with what was typed before. */
void directories_pane_resume_name(Pane *pane, const Draft *draft);
/* A list was renamed: its row shows it. */
void directories_pane_rename(Pane *pane, const char *directory_id, const char *list_id, const char *name);
/* @call ("GET /whoami") stands in the console's line, not sent. */
void api_console_pane_write(Pane *pane, const char *call);
/* The call that was left under @id (NULL: the one that there is) stands in the line of the new console, not
 * sent. */
void api_console_pane_resume(Pane *pane, const char *id);
/* A survey was changed: its row shows it. */
void surveys_pane_take(Pane *pane, const Survey *survey);
/* Whether it stands on this distribution; FALSE for any other pane, and for NULL. */
gboolean distribution_numbers_pane_shows(Pane *pane, const char *id);
/* The directory in which names of lists are looked up, and a name that is known already. */
void distributions_pane_know_directory(Pane *pane, const char *directory_id);
/* The ID of the distribution under the cursor, or NULL; borrowed. */
const char *distributions_pane_current(Pane *pane);
/* The cursor to one that was just made, once it has come. NULL: none. */
void distributions_pane_go_to(Pane *pane, const char *id);
/* Why this account can't send SMS, as far as it was seen here (static), or NULL. */
const char *distributions_pane_refuse_sms(Pane *pane);
void distributions_pane_know_list(Pane *pane, const char *list_id, const char *name);
