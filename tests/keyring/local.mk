# Connections in a real keyring on a private bus.
# tests/keyring/test-keyring.sh joins the tests when the program has its commands.
EXTRA_DIST += tests/keyring/test-keyring.sh tests/keyring/with-keyring.sh tests/keyring/README
