# Checks of the tree itself: arrows between folders, lengths, format, manual.
check_scripts = tests/check/arrows.sh tests/check/house.sh tests/check/format.sh \
	tests/check/scripts.sh tests/check/manual.sh tests/check/completion.sh \
	tests/check/modules.sh tests/check/promises.sh
TESTS += $(check_scripts)
EXTRA_DIST += $(check_scripts) tests/check/README tests/tap.sh
