bin_PROGRAMS += canvass-sandbox
canvass_sandbox_SOURCES = src/sandbox/main.c
canvass_sandbox_CFLAGS = $(AM_CFLAGS) $(MHD_CFLAGS) $(CJSON_CFLAGS)
canvass_sandbox_LDADD = $(MHD_LIBS) $(CJSON_LIBS) $(GLIB_LIBS)
