noinst_LIBRARIES += ui/libui.a
ui_libui_a_SOURCES = \
	ui/app.c ui/app.h ui/app-private.h ui/services.h \
	ui/app-actions.c \
	ui/app-browse.c \
	ui/app-commands.c \
	ui/app-connect.c \
	ui/app-draw.c \
	ui/app-drafts.c \
	ui/app-editor.c \
	ui/app-host.c \
	ui/app-ids.c \
	ui/app-keys.c \
	ui/app-leaving.c \
	ui/app-mail.c \
	ui/app-people.c \
	ui/app-waiting.c \
	ui/app-undo-many.c \
	ui/app-undo-send.c \
	ui/app-undo-state.c \
	ui/app-settle.c ui/app-undo.c \
	ui/app-views.c \
	ui/fatal-signals.c ui/fatal-signals.h \
	ui/forms/connection.c ui/forms/connection.h \
	ui/forms/contact.c ui/forms/contact.h \
	ui/forms/edit.c ui/forms/edit.h \
	ui/forms/export.c ui/forms/export.h \
	ui/forms/follow-up.c ui/forms/follow-up.h \
	ui/forms/import.c ui/forms/import.h \
	ui/forms/list-export.c ui/forms/list-export.h \
	ui/forms/launch.c ui/forms/launch.h ui/forms/launch-private.h \
	\
	ui/forms/launch-review.c \
	ui/forms/links.c ui/forms/links.h \
	ui/forms/recipients.c ui/forms/recipients.h \
	ui/forms/send-form.c ui/forms/send-form.h \
	ui/forms/send-kept.c \
	ui/forms/send-message.c \
	ui/forms/send-resume.c ui/forms/send-resume.h \
	ui/forms/send-target.c \
	ui/forms/sms.c ui/forms/sms.h \
	ui/panes/api-console.c \
	ui/panes/call-answer.c ui/panes/call-answer.h \
	ui/panes/call-draft.c ui/panes/call-draft.h \
	ui/panes/call-line.c ui/panes/call-line.h \
	ui/panes/panes.h \
	ui/panes/connections.c \
	ui/panes/copy-menu.c ui/panes/copy-menu.h \
	ui/panes/contact-card.c ui/panes/contact-card-private.h \
	ui/panes/contact-card-edit.c \
	ui/panes/contact-card-history.c \
	ui/panes/contact-external.c ui/panes/contact-external.h \
	ui/panes/contacts.c ui/panes/contacts-private.h \
	ui/panes/contacts-bulk.c \
	ui/panes/contacts-edit.c \
	ui/panes/contacts-fetch.c \
	ui/panes/contacts-search.c \
	ui/panes/contacts-views.c \
	ui/panes/contacts-opt-out.c \
	ui/panes/opt-out.c ui/panes/opt-out.h \
	ui/panes/contacts-write.c \
	ui/panes/directories.c ui/panes/directories-private.h \
	ui/panes/directories-fetch.c \
	ui/panes/directories-write.c \
	ui/panes/drafts.c \
	ui/panes/distribution-draw.c ui/panes/distribution-draw.h \
	ui/panes/distribution-numbers.c \
	ui/panes/distribution-people.c ui/panes/distribution-people.h \
	ui/panes/distributions.c ui/panes/distributions-private.h \
	ui/panes/distributions-fetch.c \
	ui/panes/distributions-rows.c \
	ui/panes/edit-in-place.c ui/panes/edit-in-place.h \
	ui/panes/list-filter.c ui/panes/list-filter.h \
	ui/panes/pane-list.c ui/panes/pane-list.h \
	ui/panes/request-log.c \
	ui/panes/response-text.c ui/panes/response-text.h \
	ui/panes/responses.c \
	ui/panes/survey-card.c \
	ui/panes/survey-switcher.c ui/panes/survey-switcher.h \
	ui/panes/surveys.c \
	ui/actions.c \
	ui/actions.h \
	ui/asks.c ui/asks.h \
	ui/call-back.c ui/call-back.h \
	ui/canvas.c \
	ui/canvas.h \
	ui/dialog-view.c \
	ui/dialog.c \
	ui/dialog.h \
	ui/draft-fate.c \
	ui/draft-fate.h \
	ui/drafts.c \
	ui/drafts.h \
	ui/edit-drafts.c \
	ui/edit-drafts.h \
	ui/form-draw.c \
	ui/form-menu.c \
	ui/form-keys.c \
	ui/form-private.h \
	ui/form.c \
	ui/form.h \
	ui/help.c \
	ui/help.h \
	ui/hints.c \
	ui/hints.h \
	ui/key-reader.c \
	ui/key-reader.h \
	ui/key.c \
	ui/key.h \
	ui/keymap.c \
	ui/keymap.h \
	ui/layout.c \
	ui/layout.h \
	ui/line-edit.c \
	ui/line-edit.h \
	ui/loop.c \
	ui/loop.h \
	ui/messages.c \
	ui/messages.h \
	ui/overlay.c \
	ui/overlay.h \
	ui/refusals.c ui/refusals.h \
	ui/palette.c \
	ui/palette.h \
	ui/pane.c \
	ui/pane.h \
	ui/saver.c \
	ui/saver.h \
	ui/screen.c \
	ui/screen.h \
	ui/scroll-text.c \
	ui/scroll-text.h \
	ui/table-columns.c \
	ui/table-edit.c \
	ui/table-private.h \
	ui/table.c \
	ui/table.h \
	ui/spots.c ui/spots.h ui/completion.c ui/completion.h ui/typed-path.c ui/typed-path.h \
	ui/text.c \
	ui/text.h \
	ui/theme.c \
	ui/theme.h
ui_libui_a_CFLAGS = $(AM_CFLAGS) $(NCURSES_CFLAGS)

bin_PROGRAMS += canvass
canvass_SOURCES = ui/main.c ui/demo.c ui/demo.h
canvass_LDADD = ui/libui.a src/command/libcommand.a src/flow/libflow.a src/local/liblocal.a src/api/libapi.a src/net/libnet.a \
	src/model/libmodel.a $(NCURSES_LIBS) $(CURL_LIBS) $(CJSON_LIBS) $(SECRET_LIBS) $(SODIUM_LIBS) $(GLIB_LIBS)
EXTRA_DIST += ui/README
EXTRA_DIST += ui/panes/README ui/forms/README
