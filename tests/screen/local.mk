# The real program in a terminal, against the sandbox.
screen_tests = \
	tests/screen/test-harness.py \
	tests/screen/test-start.py \
	tests/screen/test-browse.py tests/screen/test-bulk.py \
	tests/screen/test-connections.py \
	tests/screen/test-copy.py \
	tests/screen/test-console.py \
	tests/screen/test-drafts.py \
	tests/screen/test-drafts-more.py \
	tests/screen/test-edit.py \
	tests/screen/test-card.py \
	tests/screen/test-import.py \
	tests/screen/test-launch.py \
	tests/screen/test-leaving.py \
	tests/screen/test-launch-to.py \
	tests/screen/test-distributions.py \
	tests/screen/test-follow-up.py \
	tests/screen/test-full-disk.py \
	tests/screen/test-sms.py \
	tests/screen/test-links.py \
	tests/screen/test-sent.py \
	tests/screen/test-hostile.py \
	tests/screen/test-endurance.py \
	tests/screen/test-secrets.py \
	tests/screen/test-lists.py \
	tests/screen/test-responses.py \
	tests/screen/test-surveys.py \
	tests/screen/test-editor.py \
	tests/screen/test-palette.py \
	tests/screen/test-pasting.py \
	tests/screen/test-contact-views.py \
	tests/screen/test-views.py \
	tests/screen/test-making.py tests/screen/test-modules.py tests/screen/test-mouse.py \
	tests/screen/test-monkey.py \
	tests/screen/test-opt-out.py \
	tests/screen/test-people.py \
	tests/screen/test-place.py \
	tests/screen/test-refusals.py \
	tests/screen/test-terminal.py \
	tests/screen/test-typed-ahead.py \
	tests/screen/test-two-copies.py \
	tests/screen/test-clocks.py
TESTS += $(screen_tests)
EXTRA_DIST += $(screen_tests) tests/screen/screen.py tests/screen/people.py tests/screen/history.py tests/screen/launching.py tests/screen/drafting.py tests/screen/clocks.py tests/screen/README
