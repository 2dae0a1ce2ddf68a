noinst_LIBRARIES += ui/libui.a
ui_libui_a_SOURCES =
ui_libui_a_CFLAGS = $(AM_CFLAGS) $(NCURSES_CFLAGS)

bin_PROGRAMS += canvass
canvass_SOURCES = ui/main.c ui/app.h
canvass_LDADD = ui/libui.a src/command/libcommand.a src/flow/libflow.a src/local/liblocal.a src/api/libapi.a src/net/libnet.a \
	src/model/libmodel.a $(NCURSES_LIBS) $(CURL_LIBS) $(CJSON_LIBS) $(SECRET_LIBS) $(SODIUM_LIBS) $(GLIB_LIBS)
