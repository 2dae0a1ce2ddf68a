bin_PROGRAMS += canvass-sandbox
canvass_sandbox_SOURCES = \
	src/sandbox/account.c \
	src/sandbox/body.c \
	src/sandbox/body.h \
	src/sandbox/call.c \
	src/sandbox/call.h \
	src/sandbox/contact-find.h \
	src/sandbox/contact-history.c \
	src/sandbox/contact-json.c \
	src/sandbox/contact-json.h \
	src/sandbox/contact-search.c \
	src/sandbox/contact-write.c \
	src/sandbox/contacts.c \
	src/sandbox/control.c \
	src/sandbox/control.h \
	src/sandbox/directories.c \
	src/sandbox/distribution-create.c \
	src/sandbox/distribution-find.h \
	src/sandbox/distribution-json.c \
	src/sandbox/distribution-json.h \
	src/sandbox/distribution.c \
	src/sandbox/distribution.h \
	src/sandbox/distributions.c \
	src/sandbox/endpoints.h \
	src/sandbox/envelope.c \
	src/sandbox/envelope.h \
	src/sandbox/fault.c \
	src/sandbox/fault.h \
	src/sandbox/ids.c \
	src/sandbox/ids.h \
	src/sandbox/libraries.c \
	src/sandbox/library.h \
	src/sandbox/mailing-lists.c \
	src/sandbox/main.c \
	src/sandbox/names-data.c \
	src/sandbox/names-data.h \
	src/sandbox/options.c \
	src/sandbox/options.h \
	src/sandbox/outbox.c \
	src/sandbox/outbox.h \
	src/sandbox/paging.c \
	src/sandbox/paging.h \
	src/sandbox/person.c \
	src/sandbox/person.h \
	src/sandbox/router.c \
	src/sandbox/router.h \
	src/sandbox/send-engine.c \
	src/sandbox/send-engine.h \
	src/sandbox/server.c \
	src/sandbox/server.h \
	src/sandbox/sms.c \
	src/sandbox/sms.h \
	src/sandbox/surveys.c \
	src/sandbox/transactions.c \
	src/sandbox/world.c \
	src/sandbox/world.h
canvass_sandbox_CFLAGS = $(AM_CFLAGS) $(MHD_CFLAGS) $(CJSON_CFLAGS)
canvass_sandbox_LDADD = $(MHD_LIBS) $(CJSON_LIBS) $(GLIB_LIBS)
EXTRA_DIST += src/sandbox/README
