# Where each shell looks by itself.
bashcompletiondir = $(datadir)/bash-completion/completions
zshcompletiondir = $(datadir)/zsh/site-functions
fishcompletiondir = $(datadir)/fish/vendor_completions.d
dist_zshcompletion_DATA = completion/_canvass
dist_fishcompletion_DATA = completion/canvass.fish
EXTRA_DIST += completion/canvass.bash

# bash looks for a file called as the command.
install-data-local:
	$(MKDIR_P) '$(DESTDIR)$(bashcompletiondir)'
	$(INSTALL_DATA) '$(srcdir)/completion/canvass.bash' '$(DESTDIR)$(bashcompletiondir)/canvass'
	$(INSTALL_DATA) '$(srcdir)/completion/canvass.bash' '$(DESTDIR)$(bashcompletiondir)/canvass-sandbox'
uninstall-local:
	rm -f '$(DESTDIR)$(bashcompletiondir)/canvass' '$(DESTDIR)$(bashcompletiondir)/canvass-sandbox'
