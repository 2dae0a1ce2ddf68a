noinst_LIBRARIES += ui/libui.a
ui_libui_a_SOURCES = \
	ui/actions.h \
	ui/canvas.h \
	ui/dialog.h \
	ui/form.h \
	ui/help.h \
	ui/hints.h \
	ui/key.h \
	ui/keymap.h \
	ui/layout.h \
	ui/line-edit.h \
	ui/loop.h \
	ui/messages.h \
	ui/overlay.h \
	ui/palette.h \
	ui/pane.h \
	ui/screen.h \
	ui/table.h \
	ui/text.h \
	ui/theme.h
ui_libui_a_CFLAGS = $(AM_CFLAGS) $(NCURSES_CFLAGS)

bin_PROGRAMS += canvass
canvass_SOURCES = ui/main.c ui/app.h
canvass_LDADD = ui/libui.a src/command/libcommand.a src/flow/libflow.a src/local/liblocal.a src/api/libapi.a src/net/libnet.a \
	src/model/libmodel.a $(NCURSES_LIBS) $(CURL_LIBS) $(CJSON_LIBS) $(SECRET_LIBS) $(SODIUM_LIBS) $(GLIB_LIBS)
