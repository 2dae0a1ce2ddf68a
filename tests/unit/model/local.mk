check_PROGRAMS += tests/unit/model/test-contact-table tests/unit/model/test-contact-table-random tests/unit/model/test-values tests/unit/model/test-piped-text tests/unit/model/test-questionnaire
TESTS += tests/unit/model/test-contact-table tests/unit/model/test-contact-table-random tests/unit/model/test-values tests/unit/model/test-piped-text tests/unit/model/test-questionnaire
tests_unit_model_test_contact_table_LDADD = src/model/libmodel.a $(GLIB_LIBS)
tests_unit_model_test_contact_table_random_LDADD = src/model/libmodel.a $(GLIB_LIBS)
tests_unit_model_test_values_LDADD = src/model/libmodel.a $(GLIB_LIBS)
tests_unit_model_test_piped_text_LDADD = src/model/libmodel.a $(GLIB_LIBS)
tests_unit_model_test_questionnaire_LDADD = src/model/libmodel.a $(GLIB_LIBS)
