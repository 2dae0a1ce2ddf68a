# Connections and the vault's key in a real keyring on a private bus.
TESTS += tests/keyring/test-keyring.sh
check_PROGRAMS += tests/keyring/vault-key
tests_keyring_vault_key_SOURCES = tests/keyring/vault-key.c
tests_keyring_vault_key_LDADD = src/local/liblocal.a src/model/libmodel.a \
	$(CJSON_LIBS) $(SECRET_LIBS) $(SODIUM_LIBS) $(GLIB_LIBS)
EXTRA_DIST += tests/keyring/test-keyring.sh tests/keyring/with-keyring.sh tests/keyring/README
check_PROGRAMS += tests/keyring/list-cancelled
tests_keyring_list_cancelled_SOURCES = tests/keyring/list-cancelled.c
tests_keyring_list_cancelled_LDADD = src/local/liblocal.a src/model/libmodel.a \
	$(CJSON_LIBS) $(SECRET_LIBS) $(SODIUM_LIBS) $(GLIB_LIBS)
