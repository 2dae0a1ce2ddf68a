check_PROGRAMS += tests/unit/model/test-contact-table tests/unit/model/test-contact-table-random tests/unit/model/test-values
TESTS += tests/unit/model/test-contact-table tests/unit/model/test-contact-table-random tests/unit/model/test-values
tests_unit_model_test_contact_table_LDADD = src/model/libmodel.a $(GLIB_LIBS)
tests_unit_model_test_contact_table_random_LDADD = src/model/libmodel.a $(GLIB_LIBS)
tests_unit_model_test_values_LDADD = src/model/libmodel.a $(GLIB_LIBS)
