noinst_LIBRARIES += src/net/libnet.a
src_net_libnet_a_SOURCES = \
	src/net/fetch.c src/net/fetch.h \
	src/net/fetch-error.c src/net/fetch-error.h \
	src/net/fetch-job.h \
	src/net/fetch-memory.c src/net/fetch-memory.h \
	src/net/fetch-outcome.c src/net/fetch-outcome.h \
	src/net/fetch-thread.c \
	src/net/handover.c src/net/handover.h \
	src/net/origin.c src/net/origin.h \
	src/net/pace.c src/net/pace.h \
	src/net/request-log.c src/net/request-log.h \
	src/net/retry.c src/net/retry.h \
	src/net/secret-mask.c src/net/secret-mask.h \
	src/net/steady-clock.h
src_net_libnet_a_CFLAGS = $(AM_CFLAGS) $(CURL_CFLAGS) $(SODIUM_CFLAGS)
EXTRA_DIST += src/net/README
