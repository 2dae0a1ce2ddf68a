check_PROGRAMS += tests/unit/flow/test-launch
TESTS += tests/unit/flow/test-launch
tests_unit_flow_test_launch_LDADD = tests/support/libsupport.a src/flow/libflow.a src/local/liblocal.a src/api/libapi.a \
	src/net/libnet.a src/model/libmodel.a $(CURL_LIBS) $(CJSON_LIBS) $(SECRET_LIBS) $(SODIUM_LIBS) $(GLIB_LIBS)
