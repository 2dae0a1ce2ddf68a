# SPDX-License-Identifier: GPL-3.0-or-later
#
# Completion of canvass and canvass-sandbox for fish: commands, options, the names of connections, and for `canvass api` the
# calls that are known.

# The connections, without asking anybody to unlock anything.
function __canvass_connections
    env -u DISPLAY -u WAYLAND_DISPLAY canvass connection list 2>/dev/null | sed 's/^..//; s/  .*//'
end

# Words that are no options nor stand after one, after the program itself.
function __canvass_words
    set -l value
    for word in (commandline -opc)[2..-1]
        if contains -- "$value" -c --connection --server --contacts
            set value
            continue
        end
        set value $word
        string match -q -- '-*' $word; or echo $word
    end
end

function __canvass_has
    set -l words (__canvass_words)
    test (count $words) -eq (count $argv); or return 1
    for i in (seq (count $argv))
        contains -- $words[$i] (string split , $argv[$i]); or return 1
    end
end

function __canvass_is
    set -l words (__canvass_words)
    test "$words[1]" = "$argv[1]"
end

# A connection is opened by the screen, and by these.
function __canvass_opens
    set -l words (__canvass_words)
    test -z "$words"; or contains -- $words[1] api export import watch
end

# The known paths that begin as what is typed, up to the next ID.
function __canvass_paths
    set -l words (__canvass_words)
    canvass api --endpoints $words[2] (commandline -ct) 2>/dev/null | cut -f2 | sed 's/{.*//' | sort -u
end

complete -c canvass -f
complete -c canvass -n 'test -z "$(__canvass_words)"' -a api -d 'make any call'
complete -c canvass -n 'test -z "$(__canvass_words)"' -a connection -d 'add, list, test and remove connections'
complete -c canvass -n 'test -z "$(__canvass_words)"' -a export -d 'write a whole list as CSV or JSON'
complete -c canvass -n 'test -z "$(__canvass_words)"' -a help -d 'tell more of a command'
complete -c canvass -n 'test -z "$(__canvass_words)"' -a import -d 'bring the contacts of a CSV file onto a list'
complete -c canvass -n 'test -z "$(__canvass_words)"' -a journal -d 'show what was written'
complete -c canvass -n 'test -z "$(__canvass_words)"' -a watch -d 'new responses as lines of JSON'
complete -c canvass -n '__canvass_opens' -s c -l connection -x -a '(__canvass_connections)' -d 'open this connection'
complete -c canvass -n '__canvass_opens' -l read-only -d 'refuse every write'
complete -c canvass -n 'test -z "$(__canvass_words)"' -l server -x -d 'this server, and the token in CANVASS_TOKEN'
complete -c canvass -n 'test -z "$(__canvass_words)"' -l demo -d 'a private sandbox with invented people'
complete -c canvass -n 'test -z "$(__canvass_words)"' -l contacts -x -d 'how many people the demo has'
complete -c canvass -n 'test -z "$(__canvass_words)"' -l no-mouse -d 'leave the mouse to the terminal'
complete -c canvass -n 'test -z "$(__canvass_words)"' -l version -d 'show the version'

complete -c canvass -n '__canvass_has api' -a 'GET POST PUT DELETE'
complete -c canvass -n '__canvass_has api GET,POST,PUT,DELETE' -a '(__canvass_paths)'
complete -c canvass -n '__canvass_is api' -s q -l query -x -d 'a query parameter'
complete -c canvass -n '__canvass_is api' -s d -l data -r -d 'the body: JSON, @FILE, or -'
complete -c canvass -n '__canvass_is api' -l all -d 'follow nextPage'
complete -c canvass -n '__canvass_is api' -s y -l yes -d 'do not ask before a write'
complete -c canvass -n '__canvass_is api' -l endpoints -d 'list the calls that are known'

complete -c canvass -n '__canvass_has connection' -a 'add list test remove'
complete -c canvass -n '__canvass_has connection test,remove' -a '(__canvass_connections)'
complete -c canvass -n '__canvass_is connection' -l server -x -d 'the data centre or the host'
complete -c canvass -n '__canvass_is connection' -l token-stdin -d 'read the token from standard input'
complete -c canvass -n '__canvass_is connection' -l read-only -d 'refuse every write on this connection'
complete -c canvass -n '__canvass_is connection' -l default -d 'make it the default'

complete -c canvass -n '__canvass_has export' -a 'contacts distributions history links responses'
complete -c canvass -n '__canvass_is export' -l format -x -a 'csv json' -d 'csv or json'
complete -c canvass -n '__canvass_is export' -s o -l output -r -F -d 'write to a file'
complete -c canvass -n '__canvass_is export' -l survey -x -d 'joins the names to a history'
complete -c canvass -n '__canvass_is export' -l since -x -d 'responses recorded then or later'
complete -c canvass -n '__canvass_is export' -l labels -d 'responses as people read them'

complete -c canvass -n '__canvass_has help' -a 'api connection export import journal watch'
complete -c canvass -n '__canvass_has help connection' -a 'add list test remove'

complete -c canvass -n '__canvass_is import' -F
complete -c canvass -n '__canvass_is import' -l all -d 'also the rows sent before it was cut off'
complete -c canvass -n '__canvass_is import' -l column -x -d 'what a column is: HEADER=FIELD'
complete -c canvass -n '__canvass_is import' -l dry-run -d 'say what would happen, and send nothing'
complete -c canvass -n '__canvass_is import' -l rejects -r -F -d 'where rows go that did not come'
complete -c canvass -n '__canvass_is import' -l settled -x -a 'came not' -d 'what became of what was sent before'
complete -c canvass -n '__canvass_is import' -s y -l yes -d 'do not ask for the number'

complete -c canvass -n '__canvass_is journal' -l json -d 'JSON lines'
complete -c canvass -n '__canvass_is watch' -l since -x -d 'from then on'

complete -c canvass-sandbox -f
complete -c canvass-sandbox -l port -x -d 'listen on 127.0.0.1'
complete -c canvass-sandbox -l contacts -x -d 'people on the first mailing list'
complete -c canvass-sandbox -l seed -x -d 'another world'
complete -c canvass-sandbox -l latency -x -d 'wait before each answer, in ms'
complete -c canvass-sandbox -l rate-limit -x -d 'requests a minute'
complete -c canvass-sandbox -l token -x -d 'the only token that is right'
complete -c canvass-sandbox -l fault -x -d 'METHOD PATH ACTION'
complete -c canvass-sandbox -l outbox -r -a '(__fish_complete_directories)' -d 'folder for the mails that are sent'
complete -c canvass-sandbox -l speed -x -d 'how many times faster people answer'
complete -c canvass-sandbox -l arrivals -x -d 'somebody answers every N seconds'
complete -c canvass-sandbox -l proxied-host -x -d 'say that this host is the right one'
complete -c canvass-sandbox -l exit-with-parent -d 'end when the parent ends'
