# Connections in a real keyring on a private bus.
TESTS += tests/keyring/test-keyring.sh
EXTRA_DIST += tests/keyring/test-keyring.sh tests/keyring/with-keyring.sh tests/keyring/README
