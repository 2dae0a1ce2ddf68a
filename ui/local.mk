noinst_LIBRARIES += ui/libui.a
ui_libui_a_SOURCES = \
	ui/actions.c \
	ui/actions.h \
	ui/canvas.c \
	ui/canvas.h \
	ui/dialog-view.c \
	ui/dialog.c \
	ui/dialog.h \
	ui/form-draw.c \
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
	ui/palette.c \
	ui/palette.h \
	ui/pane.c \
	ui/pane.h \
	ui/screen.c \
	ui/screen.h \
	ui/scroll-text.c \
	ui/scroll-text.h \
	ui/table-edit.c \
	ui/table-private.h \
	ui/table.c \
	ui/table.h \
	ui/text.c \
	ui/text.h \
	ui/theme.c \
	ui/theme.h
ui_libui_a_CFLAGS = $(AM_CFLAGS) $(NCURSES_CFLAGS)

# Until there is a screen; drop it with the commit that brings ui/app.c.
noinst_LIBRARIES += ui/libnoapp.a
ui_libnoapp_a_SOURCES = ui/no-app.c

bin_PROGRAMS += canvass
canvass_SOURCES = ui/main.c ui/app.h ui/demo.c ui/demo.h
canvass_LDADD = ui/libui.a src/command/libcommand.a src/flow/libflow.a src/local/liblocal.a src/api/libapi.a src/net/libnet.a \
	src/model/libmodel.a ui/libnoapp.a $(NCURSES_LIBS) $(CURL_LIBS) $(CJSON_LIBS) $(SECRET_LIBS) $(SODIUM_LIBS) $(GLIB_LIBS)
EXTRA_DIST += ui/README
