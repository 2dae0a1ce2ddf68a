noinst_LIBRARIES += src/api/libapi.a
src_api_libapi_a_SOURCES = \
	src/api/api-error.c \
	src/api/api-error.h \
	src/api/call.c \
	src/api/call.h \
	src/api/client-private.h \
	src/api/client.c \
	src/api/client.h \
	src/api/contact-history.c \
	src/api/contact-history.h \
	src/api/contacts.c \
	src/api/contacts.h \
	src/api/directories.c \
	src/api/directories.h \
	src/api/distributions.c \
	src/api/distributions.h \
	src/api/endpoints.c \
	src/api/endpoints.h \
	src/api/envelope.c \
	src/api/envelope.h \
	src/api/imports.c \
	src/api/imports.h \
	src/api/json-layout.c \
	src/api/json-layout.h \
	src/api/json.c \
	src/api/json.h \
	src/api/libraries.c \
	src/api/passing.c \
	src/api/passing.h \
	src/api/libraries.h \
	src/api/mailing-lists.c \
	src/api/mailing-lists.h \
	src/api/raw.c \
	src/api/raw.h \
	src/api/responses.c \
	src/api/responses.h \
	src/api/server-clock.c \
	src/api/server-clock.h \
	src/api/survey-definitions.c \
	src/api/survey-definitions.h \
	src/api/sms.c \
	src/api/sms.h \
	src/api/surveys.c \
	src/api/surveys.h \
	src/api/transactions.c \
	src/api/transactions.h \
	src/api/turns.c \
	src/api/turns.h \
	src/api/whoami.c \
	src/api/whoami.h
src_api_libapi_a_CFLAGS = $(AM_CFLAGS) $(CJSON_CFLAGS)
EXTRA_DIST += src/api/README
