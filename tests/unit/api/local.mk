unit_api_tests = \
	tests/unit/api/test-asks \
	tests/unit/api/test-contact-history \
	tests/unit/api/test-decode \
	tests/unit/api/test-endpoints \
	tests/unit/api/test-errors \
	tests/unit/api/test-json \
	tests/unit/api/test-read-only \
	tests/unit/api/test-sends \
	tests/unit/api/test-server-clock \
	tests/unit/api/test-responses \
	tests/unit/api/test-turns
check_PROGRAMS += $(unit_api_tests)
TESTS += $(unit_api_tests)

check_LIBRARIES += tests/unit/api/libcanned.a
tests_unit_api_libcanned_a_SOURCES = \
	tests/unit/api/api-test.c tests/unit/api/api-test.h \
	tests/unit/api/canned-server.c tests/unit/api/canned-server.h

# Only src/api and what it stands on: an arrow to anything else does not link.
unit_api_libs = tests/unit/api/libcanned.a src/api/libapi.a src/net/libnet.a src/model/libmodel.a \
	$(CURL_LIBS) $(CJSON_LIBS) $(SODIUM_LIBS) $(GLIB_LIBS) -lpthread -lm
tests_unit_api_test_asks_SOURCES = tests/unit/api/test-asks.c
tests_unit_api_test_asks_LDADD = $(unit_api_libs)
tests_unit_api_test_contact_history_SOURCES = tests/unit/api/test-contact-history.c
tests_unit_api_test_contact_history_LDADD = $(unit_api_libs)
tests_unit_api_test_decode_SOURCES = tests/unit/api/test-decode.c
tests_unit_api_test_decode_LDADD = $(unit_api_libs)
tests_unit_api_test_endpoints_SOURCES = tests/unit/api/test-endpoints.c
tests_unit_api_test_endpoints_LDADD = $(unit_api_libs)
tests_unit_api_test_errors_SOURCES = tests/unit/api/test-errors.c
tests_unit_api_test_errors_LDADD = $(unit_api_libs)
tests_unit_api_test_json_SOURCES = tests/unit/api/test-json.c
tests_unit_api_test_json_LDADD = $(unit_api_libs)
tests_unit_api_test_read_only_SOURCES = tests/unit/api/test-read-only.c
tests_unit_api_test_read_only_LDADD = $(unit_api_libs)
tests_unit_api_test_responses_SOURCES = tests/unit/api/test-responses.c
tests_unit_api_test_responses_LDADD = $(unit_api_libs)
tests_unit_api_test_sends_SOURCES = tests/unit/api/test-sends.c
tests_unit_api_test_sends_LDADD = $(unit_api_libs)
tests_unit_api_test_server_clock_SOURCES = tests/unit/api/test-server-clock.c
tests_unit_api_test_server_clock_LDADD = $(unit_api_libs)
tests_unit_api_test_turns_SOURCES = tests/unit/api/test-turns.c
tests_unit_api_test_turns_LDADD = $(unit_api_libs)
