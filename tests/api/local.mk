api_tests = tests/api/test-call.py tests/api/test-commands.py tests/api/test-export.py tests/api/test-import.py tests/api/test-origin.py tests/api/test-responses.py tests/api/test-sandbox.py
TESTS += $(api_tests)
EXTRA_DIST += $(api_tests)

# The real client against the real sandbox.
client_tests = tests/api/test-client tests/api/test-writes
check_PROGRAMS += $(client_tests)
TESTS += $(client_tests)

check_LIBRARIES += tests/api/libsandbox.a
tests_api_libsandbox_a_SOURCES = tests/api/sandbox.c tests/api/sandbox.h

client_test_libs = tests/api/libsandbox.a tests/support/libsupport.a src/api/libapi.a src/net/libnet.a src/model/libmodel.a \
	$(CURL_LIBS) $(CJSON_LIBS) $(SODIUM_LIBS) $(GLIB_LIBS) -lpthread -lm
tests_api_test_client_SOURCES = tests/api/test-client.c
tests_api_test_client_LDADD = $(client_test_libs)
tests_api_test_writes_SOURCES = tests/api/test-writes.c
tests_api_test_writes_LDADD = $(client_test_libs)
