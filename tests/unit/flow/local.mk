unit_flow_tests = \
	tests/unit/flow/test-contact-save \
	tests/unit/flow/test-contacts-edit \
	tests/unit/flow/test-import \
	tests/unit/flow/test-launch \
	tests/unit/flow/test-launch-held \
	tests/unit/flow/test-launch-kinds \
	tests/unit/flow/test-ledgers \
	tests/unit/flow/test-recipient-names \
	tests/unit/flow/test-watch \
	tests/unit/flow/test-people
check_PROGRAMS += $(unit_flow_tests)
TESTS += $(unit_flow_tests)

unit_flow_libs = tests/support/libsupport.a src/flow/libflow.a src/local/liblocal.a src/api/libapi.a \
	src/net/libnet.a src/model/libmodel.a $(CURL_LIBS) $(CJSON_LIBS) $(SECRET_LIBS) $(SODIUM_LIBS) $(GLIB_LIBS)
tests_unit_flow_test_contact_save_LDADD = $(unit_flow_libs)
tests_unit_flow_test_contacts_edit_LDADD = $(unit_flow_libs)
tests_unit_flow_test_import_LDADD = $(unit_flow_libs)
tests_unit_flow_test_launch_LDADD = $(unit_flow_libs)
tests_unit_flow_test_launch_held_LDADD = $(unit_flow_libs)
tests_unit_flow_test_recipient_names_LDADD = $(unit_flow_libs)
tests_unit_flow_test_watch_LDADD = $(unit_flow_libs)
tests_unit_flow_test_launch_kinds_LDADD = $(unit_flow_libs)
tests_unit_flow_test_ledgers_SOURCES = tests/unit/flow/test-ledgers.c
tests_unit_flow_test_ledgers_LDADD = tests/unit/local/libhome.a $(unit_flow_libs)
tests_unit_flow_test_people_LDADD = $(unit_flow_libs)
