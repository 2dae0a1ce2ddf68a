unit_net_tests = \
	tests/unit/net/test-fetch \
	tests/unit/net/test-handover \
	tests/unit/net/test-origin \
	tests/unit/net/test-pace \
	tests/unit/net/test-request-log \
	tests/unit/net/test-retry \
	tests/unit/net/test-secret-mask
check_PROGRAMS += $(unit_net_tests)
TESTS += $(unit_net_tests)

check_LIBRARIES += tests/unit/net/libserver.a
tests_unit_net_libserver_a_SOURCES = tests/unit/net/small-server.c tests/unit/net/small-server.h

# Only src/net: an arrow to anything else does not link.
unit_net_libs = src/net/libnet.a $(CURL_LIBS) $(SODIUM_LIBS) $(GLIB_LIBS) -lpthread
tests_unit_net_test_fetch_SOURCES = tests/unit/net/test-fetch.c
tests_unit_net_test_fetch_LDADD = tests/unit/net/libserver.a $(unit_net_libs)
tests_unit_net_test_handover_SOURCES = tests/unit/net/test-handover.c
tests_unit_net_test_handover_LDADD = $(unit_net_libs)
tests_unit_net_test_origin_SOURCES = tests/unit/net/test-origin.c
tests_unit_net_test_origin_LDADD = $(unit_net_libs)
tests_unit_net_test_pace_SOURCES = tests/unit/net/test-pace.c
tests_unit_net_test_pace_LDADD = $(unit_net_libs)
tests_unit_net_test_request_log_SOURCES = tests/unit/net/test-request-log.c
tests_unit_net_test_request_log_LDADD = $(unit_net_libs)
tests_unit_net_test_retry_SOURCES = tests/unit/net/test-retry.c
tests_unit_net_test_retry_LDADD = $(unit_net_libs)
tests_unit_net_test_secret_mask_SOURCES = tests/unit/net/test-secret-mask.c
tests_unit_net_test_secret_mask_LDADD = $(unit_net_libs)
