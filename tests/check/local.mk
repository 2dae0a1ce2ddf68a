# Checks of the tree itself: arrows between folders, lengths, format, manual.
check_scripts = tests/check/arrows.sh tests/check/house.sh tests/check/format.sh \
	tests/check/scripts.sh
TESTS += $(check_scripts)
# keys.sh joins the tests when every layer has landed.
EXTRA_DIST += $(check_scripts) tests/check/keys.sh tests/check/README tests/tap.sh
