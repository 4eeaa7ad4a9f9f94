# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_calcli_global_optspecs
    string join \n a/account= json tz= config= color= q/quiet v/verbose no-input h/help V/version
end

function __fish_calcli_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_calcli_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_calcli_using_subcommand
    set -l cmd (__fish_calcli_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c calcli -n "__fish_calcli_needs_command" -s a -l account -d 'Only this account (repeatable)' -r
complete -c calcli -n "__fish_calcli_needs_command" -l tz -d 'Show times in this zone, such as Europe/Amsterdam' -r
complete -c calcli -n "__fish_calcli_needs_command" -l config -d 'Use this config file' -r -F
complete -c calcli -n "__fish_calcli_needs_command" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c calcli -n "__fish_calcli_needs_command" -l json -d 'Print JSON for scripts'
complete -c calcli -n "__fish_calcli_needs_command" -s q -l quiet -d 'Leave out notes and progress on stderr'
complete -c calcli -n "__fish_calcli_needs_command" -s v -l verbose -d 'Tell on stderr what is done (repeatable)'
complete -c calcli -n "__fish_calcli_needs_command" -l no-input -d 'Never ask anything'
complete -c calcli -n "__fish_calcli_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calcli -n "__fish_calcli_needs_command" -s V -l version -d 'Print version'
complete -c calcli -n "__fish_calcli_needs_command" -f -a "account" -d 'Add, change and remove accounts'
complete -c calcli -n "__fish_calcli_needs_command" -f -a "config" -d 'Show and change the settings that are no account\'s'
complete -c calcli -n "__fish_calcli_needs_command" -f -a "login" -d 'Sign in to accounts'
complete -c calcli -n "__fish_calcli_needs_command" -f -a "logout" -d 'Sign out of accounts: delete their tokens, and no other\'s'
complete -c calcli -n "__fish_calcli_needs_command" -f -a "list" -d 'List the accounts: who signed in, where, and until when'
complete -c calcli -n "__fish_calcli_needs_command" -f -a "calendars" -d 'List the calendars of all accounts'
complete -c calcli -n "__fish_calcli_needs_command" -f -a "events" -d 'Show one agenda of all accounts'
complete -c calcli -n "__fish_calcli_needs_command" -f -a "today" -d 'Show the agenda of today'
complete -c calcli -n "__fish_calcli_needs_command" -f -a "tomorrow" -d 'Show the agenda of tomorrow'
complete -c calcli -n "__fish_calcli_needs_command" -f -a "week" -d 'Show the agenda of a week, also as a grid'
complete -c calcli -n "__fish_calcli_needs_command" -f -a "month" -d 'Show the agenda of a month, also as a grid'
complete -c calcli -n "__fish_calcli_needs_command" -f -a "conflicts" -d 'Show every two meetings that overlap, in one account or across accounts'
complete -c calcli -n "__fish_calcli_needs_command" -f -a "free" -d 'Show when you are free in every account, and others with you'
complete -c calcli -n "__fish_calcli_needs_command" -f -a "busy" -d 'Show when you are busy in any account, without subjects'
complete -c calcli -n "__fish_calcli_needs_command" -f -a "stats" -d 'Show how many hours meetings take, by account, day, organizer and category'
complete -c calcli -n "__fish_calcli_needs_command" -f -a "explain" -d 'Explain an error code: what happened, why, and what to do'
complete -c calcli -n "__fish_calcli_needs_command" -f -a "schema" -d 'Print the JSON Schema of what a command prints with --json'
complete -c calcli -n "__fish_calcli_needs_command" -f -a "token" -d 'Print an access token for other programs'
complete -c calcli -n "__fish_calcli_needs_command" -f -a "doctor" -d 'Check everything that has to work, and say what to do where it does not'
complete -c calcli -n "__fish_calcli_needs_command" -f -a "demo" -d 'Show what calcli does, for real, against a pretend Microsoft on this machine'
complete -c calcli -n "__fish_calcli_needs_command" -f -a "sandbox" -d 'Serve a pretend Entra and Graph on this machine, to try calcli on'
complete -c calcli -n "__fish_calcli_needs_command" -f -a "completions" -d 'Print the completions for a shell'
complete -c calcli -n "__fish_calcli_needs_command" -f -a "man" -d 'Print the manual page, or write one page per command to a folder'
complete -c calcli -n "__fish_calcli_using_subcommand account; and not __fish_seen_subcommand_from add list show set rename remove setup consent-url import export-setup import-setup" -s a -l account -d 'Only this account (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand account; and not __fish_seen_subcommand_from add list show set rename remove setup consent-url import export-setup import-setup" -l tz -d 'Show times in this zone, such as Europe/Amsterdam' -r
complete -c calcli -n "__fish_calcli_using_subcommand account; and not __fish_seen_subcommand_from add list show set rename remove setup consent-url import export-setup import-setup" -l config -d 'Use this config file' -r -F
complete -c calcli -n "__fish_calcli_using_subcommand account; and not __fish_seen_subcommand_from add list show set rename remove setup consent-url import export-setup import-setup" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c calcli -n "__fish_calcli_using_subcommand account; and not __fish_seen_subcommand_from add list show set rename remove setup consent-url import export-setup import-setup" -l json -d 'Print JSON for scripts'
complete -c calcli -n "__fish_calcli_using_subcommand account; and not __fish_seen_subcommand_from add list show set rename remove setup consent-url import export-setup import-setup" -s q -l quiet -d 'Leave out notes and progress on stderr'
complete -c calcli -n "__fish_calcli_using_subcommand account; and not __fish_seen_subcommand_from add list show set rename remove setup consent-url import export-setup import-setup" -s v -l verbose -d 'Tell on stderr what is done (repeatable)'
complete -c calcli -n "__fish_calcli_using_subcommand account; and not __fish_seen_subcommand_from add list show set rename remove setup consent-url import export-setup import-setup" -l no-input -d 'Never ask anything'
complete -c calcli -n "__fish_calcli_using_subcommand account; and not __fish_seen_subcommand_from add list show set rename remove setup consent-url import export-setup import-setup" -s h -l help -d 'Print help'
complete -c calcli -n "__fish_calcli_using_subcommand account; and not __fish_seen_subcommand_from add list show set rename remove setup consent-url import export-setup import-setup" -f -a "add" -d 'Add an account'
complete -c calcli -n "__fish_calcli_using_subcommand account; and not __fish_seen_subcommand_from add list show set rename remove setup consent-url import export-setup import-setup" -f -a "list" -d 'List the accounts: who signed in, where, and until when'
complete -c calcli -n "__fish_calcli_using_subcommand account; and not __fish_seen_subcommand_from add list show set rename remove setup consent-url import export-setup import-setup" -f -a "show" -d 'Show an account'
complete -c calcli -n "__fish_calcli_using_subcommand account; and not __fish_seen_subcommand_from add list show set rename remove setup consent-url import export-setup import-setup" -f -a "set" -d 'Change an account'
complete -c calcli -n "__fish_calcli_using_subcommand account; and not __fish_seen_subcommand_from add list show set rename remove setup consent-url import export-setup import-setup" -f -a "rename" -d 'Rename an account; it stays signed in'
complete -c calcli -n "__fish_calcli_using_subcommand account; and not __fish_seen_subcommand_from add list show set rename remove setup consent-url import export-setup import-setup" -f -a "remove" -d 'Remove an account and its tokens'
complete -c calcli -n "__fish_calcli_using_subcommand account; and not __fish_seen_subcommand_from add list show set rename remove setup consent-url import export-setup import-setup" -f -a "setup" -d 'Register the application that calcli signs in with'
complete -c calcli -n "__fish_calcli_using_subcommand account; and not __fish_seen_subcommand_from add list show set rename remove setup consent-url import export-setup import-setup" -f -a "consent-url" -d 'Print the address at which an admin approves the application for the whole tenant'
complete -c calcli -n "__fish_calcli_using_subcommand account; and not __fish_seen_subcommand_from add list show set rename remove setup consent-url import export-setup import-setup" -f -a "import" -d 'Take over the accounts of Calendar-MCP'
complete -c calcli -n "__fish_calcli_using_subcommand account; and not __fish_seen_subcommand_from add list show set rename remove setup consent-url import export-setup import-setup" -f -a "export-setup" -d 'Write the accounts\' settings, never their tokens, for another machine'
complete -c calcli -n "__fish_calcli_using_subcommand account; and not __fish_seen_subcommand_from add list show set rename remove setup consent-url import export-setup import-setup" -f -a "import-setup" -d 'Take over accounts that `export-setup` wrote on another machine'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from add" -l tenant -d 'The tenant: its id, a verified domain, `consumers` (personal accounts) or `organizations`' -r
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from add" -l client-id -d 'The application (client) id of the app registration; may be left out when the config has one for all' -r
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from add" -l token-command -d 'Instead of signing in: the command that prints an access token; `{tenant}`, `{client_id}` and `{username}` are filled in' -r
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from add" -l username -d 'The only person who may sign in here, such as me@xebia.com' -r
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from add" -l display-name -d 'A longer name' -r
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from add" -l color -d 'The colour of its tag in the agenda' -r -f -a "cyan\t''
magenta\t''
yellow\t''
green\t''
blue\t''
red\t''
white\t''"
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from add" -l cloud -d 'The cloud (default: global)' -r -f -a "global\t''
usgov\t''
dod\t''
china\t''"
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from add" -l authority-url -d 'The login server of another cloud or of a test: https, or http on loopback' -r
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from add" -l graph-url -d 'The Graph server of another cloud or of a test: https, or http on loopback' -r
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from add" -l scopes -d 'What to ask for: basic (no bodies), read (the default), shared or write' -r -f -a "basic\t''
read\t''
shared\t''
write\t''"
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from add" -l calendar -d 'Read this calendar (repeatable; `*` for all; default: those you own)' -r
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from add" -l login -d 'How to sign in (default: as the last time)' -r -f -a "browser\t''
device-code\t''"
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from add" -l enabled -d 'Whether the account takes part; `false` lets it rest' -r -f -a "true\t''
false\t''"
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from add" -s a -l account -d 'Only this account (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from add" -l tz -d 'Show times in this zone, such as Europe/Amsterdam' -r
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from add" -l config -d 'Use this config file' -r -F
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from add" -l json -d 'Print JSON for scripts'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Leave out notes and progress on stderr'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Tell on stderr what is done (repeatable)'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from add" -l no-input -d 'Never ask anything'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from list" -l format -d 'The form of the answer; without one it is a table for people' -r -f -a "table\t'for people, as wide as the terminal'
plain\t'for people, without colours, links and wrapping'
json\t'the whole document, as --json'
jsonl\t'one row of the document per line'
csv\t'for spreadsheets: nothing in it is taken for a formula'
tsv\t'the same with tabs'
markdown\t'a table'
ics\t'for other calendars, where the answer is one of meetings'
html\t'a page to print'"
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from list" -l template -d 'Fill this template (minijinja) with the JSON document; `@FILE` reads it from a file' -r
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from list" -l jq -d 'Print what this expression of jq makes of the JSON document' -r
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from list" -s a -l account -d 'Only this account (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from list" -l tz -d 'Show times in this zone, such as Europe/Amsterdam' -r
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from list" -l config -d 'Use this config file' -r -F
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from list" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from list" -l json -d 'Print JSON for scripts'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Leave out notes and progress on stderr'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Tell on stderr what is done (repeatable)'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask anything'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from show" -s a -l account -d 'Only this account (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from show" -l tz -d 'Show times in this zone, such as Europe/Amsterdam' -r
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from show" -l config -d 'Use this config file' -r -F
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from show" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from show" -l json -d 'Print JSON for scripts'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Leave out notes and progress on stderr'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Tell on stderr what is done (repeatable)'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask anything'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from set" -l tenant -d 'The tenant: its id, a verified domain, `consumers` (personal accounts) or `organizations`' -r
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from set" -l client-id -d 'The application (client) id of the app registration; may be left out when the config has one for all' -r
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from set" -l token-command -d 'Instead of signing in: the command that prints an access token; `{tenant}`, `{client_id}` and `{username}` are filled in' -r
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from set" -l username -d 'The only person who may sign in here, such as me@xebia.com' -r
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from set" -l display-name -d 'A longer name' -r
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from set" -l color -d 'The colour of its tag in the agenda' -r -f -a "cyan\t''
magenta\t''
yellow\t''
green\t''
blue\t''
red\t''
white\t''"
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from set" -l cloud -d 'The cloud (default: global)' -r -f -a "global\t''
usgov\t''
dod\t''
china\t''"
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from set" -l authority-url -d 'The login server of another cloud or of a test: https, or http on loopback' -r
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from set" -l graph-url -d 'The Graph server of another cloud or of a test: https, or http on loopback' -r
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from set" -l scopes -d 'What to ask for: basic (no bodies), read (the default), shared or write' -r -f -a "basic\t''
read\t''
shared\t''
write\t''"
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from set" -l calendar -d 'Read this calendar (repeatable; `*` for all; default: those you own)' -r
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from set" -l login -d 'How to sign in (default: as the last time)' -r -f -a "browser\t''
device-code\t''"
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from set" -l enabled -d 'Whether the account takes part; `false` lets it rest' -r -f -a "true\t''
false\t''"
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from set" -s a -l account -d 'Only this account (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from set" -l tz -d 'Show times in this zone, such as Europe/Amsterdam' -r
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from set" -l config -d 'Use this config file' -r -F
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from set" -l json -d 'Print JSON for scripts'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from set" -s q -l quiet -d 'Leave out notes and progress on stderr'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from set" -s v -l verbose -d 'Tell on stderr what is done (repeatable)'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from set" -l no-input -d 'Never ask anything'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from set" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from rename" -s a -l account -d 'Only this account (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from rename" -l tz -d 'Show times in this zone, such as Europe/Amsterdam' -r
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from rename" -l config -d 'Use this config file' -r -F
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from rename" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from rename" -l json -d 'Print JSON for scripts'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from rename" -s q -l quiet -d 'Leave out notes and progress on stderr'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from rename" -s v -l verbose -d 'Tell on stderr what is done (repeatable)'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from rename" -l no-input -d 'Never ask anything'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from rename" -s h -l help -d 'Print help'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from remove" -s a -l account -d 'Only this account (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from remove" -l tz -d 'Show times in this zone, such as Europe/Amsterdam' -r
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from remove" -l config -d 'Use this config file' -r -F
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from remove" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Do not ask'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from remove" -l json -d 'Print JSON for scripts'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Leave out notes and progress on stderr'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Tell on stderr what is done (repeatable)'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from remove" -l no-input -d 'Never ask anything'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from setup" -l tenant -d 'The tenant to register in: its id or a domain; `consumers` or `organizations` for that kind of account' -r
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from setup" -l cloud -d 'The cloud (default: the account\'s, else global)' -r -f -a "global\t''
usgov\t''
dod\t''
china\t''"
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from setup" -l scopes -d 'What the account asks for (default: the account\'s, else read)' -r -f -a "basic\t''
read\t''
shared\t''
write\t''"
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from setup" -l app-name -d 'The registration\'s name; az changes one of that name that you made before' -r
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from setup" -s a -l account -d 'Only this account (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from setup" -l tz -d 'Show times in this zone, such as Europe/Amsterdam' -r
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from setup" -l config -d 'Use this config file' -r -F
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from setup" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from setup" -l all-tenants -d 'One registration for every tenant, and for personal accounts'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from setup" -l run -d 'Run the commands, after a yes'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from setup" -l portal -d 'Print the steps by hand, in the portal'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from setup" -s y -l yes -d 'Do not ask before running'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from setup" -l json -d 'Print JSON for scripts'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from setup" -s q -l quiet -d 'Leave out notes and progress on stderr'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from setup" -s v -l verbose -d 'Tell on stderr what is done (repeatable)'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from setup" -l no-input -d 'Never ask anything'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from setup" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from consent-url" -s a -l account -d 'Only this account (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from consent-url" -l tz -d 'Show times in this zone, such as Europe/Amsterdam' -r
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from consent-url" -l config -d 'Use this config file' -r -F
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from consent-url" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from consent-url" -l json -d 'Print JSON for scripts'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from consent-url" -s q -l quiet -d 'Leave out notes and progress on stderr'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from consent-url" -s v -l verbose -d 'Tell on stderr what is done (repeatable)'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from consent-url" -l no-input -d 'Never ask anything'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from consent-url" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from import" -s a -l account -d 'Only this account (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from import" -l tz -d 'Show times in this zone, such as Europe/Amsterdam' -r
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from import" -l config -d 'Use this config file' -r -F
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from import" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from import" -l dry-run -d 'Only say what would be taken'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from import" -l json -d 'Print JSON for scripts'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from import" -s q -l quiet -d 'Leave out notes and progress on stderr'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from import" -s v -l verbose -d 'Tell on stderr what is done (repeatable)'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from import" -l no-input -d 'Never ask anything'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from import" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from export-setup" -s a -l account -d 'Only this account (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from export-setup" -l tz -d 'Show times in this zone, such as Europe/Amsterdam' -r
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from export-setup" -l config -d 'Use this config file' -r -F
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from export-setup" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from export-setup" -l json -d 'Print JSON for scripts'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from export-setup" -s q -l quiet -d 'Leave out notes and progress on stderr'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from export-setup" -s v -l verbose -d 'Tell on stderr what is done (repeatable)'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from export-setup" -l no-input -d 'Never ask anything'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from export-setup" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from import-setup" -s a -l account -d 'Only this account (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from import-setup" -l tz -d 'Show times in this zone, such as Europe/Amsterdam' -r
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from import-setup" -l config -d 'Use this config file' -r -F
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from import-setup" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from import-setup" -l dry-run -d 'Only say what would be taken'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from import-setup" -l json -d 'Print JSON for scripts'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from import-setup" -s q -l quiet -d 'Leave out notes and progress on stderr'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from import-setup" -s v -l verbose -d 'Tell on stderr what is done (repeatable)'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from import-setup" -l no-input -d 'Never ask anything'
complete -c calcli -n "__fish_calcli_using_subcommand account; and __fish_seen_subcommand_from import-setup" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calcli -n "__fish_calcli_using_subcommand config; and not __fish_seen_subcommand_from path get set" -s a -l account -d 'Only this account (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand config; and not __fish_seen_subcommand_from path get set" -l tz -d 'Show times in this zone, such as Europe/Amsterdam' -r
complete -c calcli -n "__fish_calcli_using_subcommand config; and not __fish_seen_subcommand_from path get set" -l config -d 'Use this config file' -r -F
complete -c calcli -n "__fish_calcli_using_subcommand config; and not __fish_seen_subcommand_from path get set" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c calcli -n "__fish_calcli_using_subcommand config; and not __fish_seen_subcommand_from path get set" -l json -d 'Print JSON for scripts'
complete -c calcli -n "__fish_calcli_using_subcommand config; and not __fish_seen_subcommand_from path get set" -s q -l quiet -d 'Leave out notes and progress on stderr'
complete -c calcli -n "__fish_calcli_using_subcommand config; and not __fish_seen_subcommand_from path get set" -s v -l verbose -d 'Tell on stderr what is done (repeatable)'
complete -c calcli -n "__fish_calcli_using_subcommand config; and not __fish_seen_subcommand_from path get set" -l no-input -d 'Never ask anything'
complete -c calcli -n "__fish_calcli_using_subcommand config; and not __fish_seen_subcommand_from path get set" -s h -l help -d 'Print help'
complete -c calcli -n "__fish_calcli_using_subcommand config; and not __fish_seen_subcommand_from path get set" -f -a "path" -d 'Print where the config file is'
complete -c calcli -n "__fish_calcli_using_subcommand config; and not __fish_seen_subcommand_from path get set" -f -a "get" -d 'Print a setting as the file has it'
complete -c calcli -n "__fish_calcli_using_subcommand config; and not __fish_seen_subcommand_from path get set" -f -a "set" -d 'Change a setting; an empty text removes it'
complete -c calcli -n "__fish_calcli_using_subcommand config; and __fish_seen_subcommand_from path" -s a -l account -d 'Only this account (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand config; and __fish_seen_subcommand_from path" -l tz -d 'Show times in this zone, such as Europe/Amsterdam' -r
complete -c calcli -n "__fish_calcli_using_subcommand config; and __fish_seen_subcommand_from path" -l config -d 'Use this config file' -r -F
complete -c calcli -n "__fish_calcli_using_subcommand config; and __fish_seen_subcommand_from path" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c calcli -n "__fish_calcli_using_subcommand config; and __fish_seen_subcommand_from path" -l json -d 'Print JSON for scripts'
complete -c calcli -n "__fish_calcli_using_subcommand config; and __fish_seen_subcommand_from path" -s q -l quiet -d 'Leave out notes and progress on stderr'
complete -c calcli -n "__fish_calcli_using_subcommand config; and __fish_seen_subcommand_from path" -s v -l verbose -d 'Tell on stderr what is done (repeatable)'
complete -c calcli -n "__fish_calcli_using_subcommand config; and __fish_seen_subcommand_from path" -l no-input -d 'Never ask anything'
complete -c calcli -n "__fish_calcli_using_subcommand config; and __fish_seen_subcommand_from path" -s h -l help -d 'Print help'
complete -c calcli -n "__fish_calcli_using_subcommand config; and __fish_seen_subcommand_from get" -s a -l account -d 'Only this account (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand config; and __fish_seen_subcommand_from get" -l tz -d 'Show times in this zone, such as Europe/Amsterdam' -r
complete -c calcli -n "__fish_calcli_using_subcommand config; and __fish_seen_subcommand_from get" -l config -d 'Use this config file' -r -F
complete -c calcli -n "__fish_calcli_using_subcommand config; and __fish_seen_subcommand_from get" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c calcli -n "__fish_calcli_using_subcommand config; and __fish_seen_subcommand_from get" -l json -d 'Print JSON for scripts'
complete -c calcli -n "__fish_calcli_using_subcommand config; and __fish_seen_subcommand_from get" -s q -l quiet -d 'Leave out notes and progress on stderr'
complete -c calcli -n "__fish_calcli_using_subcommand config; and __fish_seen_subcommand_from get" -s v -l verbose -d 'Tell on stderr what is done (repeatable)'
complete -c calcli -n "__fish_calcli_using_subcommand config; and __fish_seen_subcommand_from get" -l no-input -d 'Never ask anything'
complete -c calcli -n "__fish_calcli_using_subcommand config; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calcli -n "__fish_calcli_using_subcommand config; and __fish_seen_subcommand_from set" -s a -l account -d 'Only this account (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand config; and __fish_seen_subcommand_from set" -l tz -d 'Show times in this zone, such as Europe/Amsterdam' -r
complete -c calcli -n "__fish_calcli_using_subcommand config; and __fish_seen_subcommand_from set" -l config -d 'Use this config file' -r -F
complete -c calcli -n "__fish_calcli_using_subcommand config; and __fish_seen_subcommand_from set" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c calcli -n "__fish_calcli_using_subcommand config; and __fish_seen_subcommand_from set" -l json -d 'Print JSON for scripts'
complete -c calcli -n "__fish_calcli_using_subcommand config; and __fish_seen_subcommand_from set" -s q -l quiet -d 'Leave out notes and progress on stderr'
complete -c calcli -n "__fish_calcli_using_subcommand config; and __fish_seen_subcommand_from set" -s v -l verbose -d 'Tell on stderr what is done (repeatable)'
complete -c calcli -n "__fish_calcli_using_subcommand config; and __fish_seen_subcommand_from set" -l no-input -d 'Never ask anything'
complete -c calcli -n "__fish_calcli_using_subcommand config; and __fish_seen_subcommand_from set" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calcli -n "__fish_calcli_using_subcommand login" -l timeout -d 'How long to wait for the sign-in, such as 5m (default: as long as the code lives; for a browser 5m)' -r
complete -c calcli -n "__fish_calcli_using_subcommand login" -s a -l account -d 'Only this account (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand login" -l tz -d 'Show times in this zone, such as Europe/Amsterdam' -r
complete -c calcli -n "__fish_calcli_using_subcommand login" -l config -d 'Use this config file' -r -F
complete -c calcli -n "__fish_calcli_using_subcommand login" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c calcli -n "__fish_calcli_using_subcommand login" -l all -d 'Sign in to every account that does not rest or bring its own token'
complete -c calcli -n "__fish_calcli_using_subcommand login" -l browser -d 'Sign in in a browser on this machine, which some tenants demand'
complete -c calcli -n "__fish_calcli_using_subcommand login" -l device-code -d 'Sign in by a code that is typed on a web page, on any machine'
complete -c calcli -n "__fish_calcli_using_subcommand login" -l no-open -d 'Never open a browser; the address is shown'
complete -c calcli -n "__fish_calcli_using_subcommand login" -l switch-user -d 'Let another person sign in than the one before'
complete -c calcli -n "__fish_calcli_using_subcommand login" -l json -d 'Print JSON for scripts'
complete -c calcli -n "__fish_calcli_using_subcommand login" -s q -l quiet -d 'Leave out notes and progress on stderr'
complete -c calcli -n "__fish_calcli_using_subcommand login" -s v -l verbose -d 'Tell on stderr what is done (repeatable)'
complete -c calcli -n "__fish_calcli_using_subcommand login" -l no-input -d 'Never ask anything'
complete -c calcli -n "__fish_calcli_using_subcommand login" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calcli -n "__fish_calcli_using_subcommand logout" -s a -l account -d 'Only this account (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand logout" -l tz -d 'Show times in this zone, such as Europe/Amsterdam' -r
complete -c calcli -n "__fish_calcli_using_subcommand logout" -l config -d 'Use this config file' -r -F
complete -c calcli -n "__fish_calcli_using_subcommand logout" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c calcli -n "__fish_calcli_using_subcommand logout" -l all -d 'Sign out of every account, also of those that rest'
complete -c calcli -n "__fish_calcli_using_subcommand logout" -l json -d 'Print JSON for scripts'
complete -c calcli -n "__fish_calcli_using_subcommand logout" -s q -l quiet -d 'Leave out notes and progress on stderr'
complete -c calcli -n "__fish_calcli_using_subcommand logout" -s v -l verbose -d 'Tell on stderr what is done (repeatable)'
complete -c calcli -n "__fish_calcli_using_subcommand logout" -l no-input -d 'Never ask anything'
complete -c calcli -n "__fish_calcli_using_subcommand logout" -s h -l help -d 'Print help'
complete -c calcli -n "__fish_calcli_using_subcommand list" -l format -d 'The form of the answer; without one it is a table for people' -r -f -a "table\t'for people, as wide as the terminal'
plain\t'for people, without colours, links and wrapping'
json\t'the whole document, as --json'
jsonl\t'one row of the document per line'
csv\t'for spreadsheets: nothing in it is taken for a formula'
tsv\t'the same with tabs'
markdown\t'a table'
ics\t'for other calendars, where the answer is one of meetings'
html\t'a page to print'"
complete -c calcli -n "__fish_calcli_using_subcommand list" -l template -d 'Fill this template (minijinja) with the JSON document; `@FILE` reads it from a file' -r
complete -c calcli -n "__fish_calcli_using_subcommand list" -l jq -d 'Print what this expression of jq makes of the JSON document' -r
complete -c calcli -n "__fish_calcli_using_subcommand list" -s a -l account -d 'Only this account (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand list" -l tz -d 'Show times in this zone, such as Europe/Amsterdam' -r
complete -c calcli -n "__fish_calcli_using_subcommand list" -l config -d 'Use this config file' -r -F
complete -c calcli -n "__fish_calcli_using_subcommand list" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c calcli -n "__fish_calcli_using_subcommand list" -l json -d 'Print JSON for scripts'
complete -c calcli -n "__fish_calcli_using_subcommand list" -s q -l quiet -d 'Leave out notes and progress on stderr'
complete -c calcli -n "__fish_calcli_using_subcommand list" -s v -l verbose -d 'Tell on stderr what is done (repeatable)'
complete -c calcli -n "__fish_calcli_using_subcommand list" -l no-input -d 'Never ask anything'
complete -c calcli -n "__fish_calcli_using_subcommand list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calcli -n "__fish_calcli_using_subcommand calendars" -l format -d 'The form of the answer; without one it is a table for people' -r -f -a "table\t'for people, as wide as the terminal'
plain\t'for people, without colours, links and wrapping'
json\t'the whole document, as --json'
jsonl\t'one row of the document per line'
csv\t'for spreadsheets: nothing in it is taken for a formula'
tsv\t'the same with tabs'
markdown\t'a table'
ics\t'for other calendars, where the answer is one of meetings'
html\t'a page to print'"
complete -c calcli -n "__fish_calcli_using_subcommand calendars" -l template -d 'Fill this template (minijinja) with the JSON document; `@FILE` reads it from a file' -r
complete -c calcli -n "__fish_calcli_using_subcommand calendars" -l jq -d 'Print what this expression of jq makes of the JSON document' -r
complete -c calcli -n "__fish_calcli_using_subcommand calendars" -l except -d 'Leave this account out (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand calendars" -l timeout -d 'How long each account may take, such as 30s or 2m' -r
complete -c calcli -n "__fish_calcli_using_subcommand calendars" -s a -l account -d 'Only this account (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand calendars" -l tz -d 'Show times in this zone, such as Europe/Amsterdam' -r
complete -c calcli -n "__fish_calcli_using_subcommand calendars" -l config -d 'Use this config file' -r -F
complete -c calcli -n "__fish_calcli_using_subcommand calendars" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c calcli -n "__fish_calcli_using_subcommand calendars" -l json -d 'Print JSON for scripts'
complete -c calcli -n "__fish_calcli_using_subcommand calendars" -s q -l quiet -d 'Leave out notes and progress on stderr'
complete -c calcli -n "__fish_calcli_using_subcommand calendars" -s v -l verbose -d 'Tell on stderr what is done (repeatable)'
complete -c calcli -n "__fish_calcli_using_subcommand calendars" -l no-input -d 'Never ask anything'
complete -c calcli -n "__fish_calcli_using_subcommand calendars" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calcli -n "__fish_calcli_using_subcommand events" -l days -d 'So many days, from today' -r
complete -c calcli -n "__fish_calcli_using_subcommand events" -l from -d 'From this day or time on; for a year, without --to' -r
complete -c calcli -n "__fish_calcli_using_subcommand events" -l to -d 'Up to the end of this day, or up to this time' -r
complete -c calcli -n "__fish_calcli_using_subcommand events" -l search -d 'Only what has these words: in its subject, place, people, categories or the beginning of its text' -r
complete -c calcli -n "__fish_calcli_using_subcommand events" -l attendee -d 'Only where this person is invited: a part of a name or an address (repeatable: any of them)' -r
complete -c calcli -n "__fish_calcli_using_subcommand events" -l organizer -d 'Only what this person called: a part of a name or an address (repeatable: any of them)' -r
complete -c calcli -n "__fish_calcli_using_subcommand events" -l category -d 'Only what has this category (repeatable: any of them)' -r
complete -c calcli -n "__fish_calcli_using_subcommand events" -l limit -d 'At most so many, the first ones' -r
complete -c calcli -n "__fish_calcli_using_subcommand events" -l format -d 'The form of the answer; without one it is a table for people' -r -f -a "table\t'for people, as wide as the terminal'
plain\t'for people, without colours, links and wrapping'
json\t'the whole document, as --json'
jsonl\t'one row of the document per line'
csv\t'for spreadsheets: nothing in it is taken for a formula'
tsv\t'the same with tabs'
markdown\t'a table'
ics\t'for other calendars, where the answer is one of meetings'
html\t'a page to print'"
complete -c calcli -n "__fish_calcli_using_subcommand events" -l template -d 'Fill this template (minijinja) with the JSON document; `@FILE` reads it from a file' -r
complete -c calcli -n "__fish_calcli_using_subcommand events" -l jq -d 'Print what this expression of jq makes of the JSON document' -r
complete -c calcli -n "__fish_calcli_using_subcommand events" -l tz-also -d 'Show the times in this zone too, such as Asia/Tokyo (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand events" -l except -d 'Leave this account out (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand events" -l timeout -d 'How long each account may take, such as 30s or 2m' -r
complete -c calcli -n "__fish_calcli_using_subcommand events" -l calendar -d 'Only these calendars: a name, perhaps with `*` and `?`, or ACCOUNT/NAME; `!NAME` leaves one out (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand events" -s a -l account -d 'Only this account (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand events" -l tz -d 'Show times in this zone, such as Europe/Amsterdam' -r
complete -c calcli -n "__fish_calcli_using_subcommand events" -l config -d 'Use this config file' -r -F
complete -c calcli -n "__fish_calcli_using_subcommand events" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c calcli -n "__fish_calcli_using_subcommand events" -l today -d 'Today'
complete -c calcli -n "__fish_calcli_using_subcommand events" -l tomorrow -d 'Tomorrow'
complete -c calcli -n "__fish_calcli_using_subcommand events" -l week -d 'This calendar week, from its first day'
complete -c calcli -n "__fish_calcli_using_subcommand events" -l next-week -d 'The next calendar week'
complete -c calcli -n "__fish_calcli_using_subcommand events" -l month -d 'This calendar month, from its first day'
complete -c calcli -n "__fish_calcli_using_subcommand events" -l declined -d 'Also show meetings that you declined'
complete -c calcli -n "__fish_calcli_using_subcommand events" -l cancelled -d 'Also show meetings that were cancelled'
complete -c calcli -n "__fish_calcli_using_subcommand events" -l no-dedupe -d 'Show a meeting once for each mailbox it is in'
complete -c calcli -n "__fish_calcli_using_subcommand events" -l busy-only -d 'Only what occupies you'
complete -c calcli -n "__fish_calcli_using_subcommand events" -l ignore-tentative -d 'What is only tentative occupies nobody'
complete -c calcli -n "__fish_calcli_using_subcommand events" -l no-all-day -d 'Only what has a time of day'
complete -c calcli -n "__fish_calcli_using_subcommand events" -l pending -d 'Only invitations that you have not answered'
complete -c calcli -n "__fish_calcli_using_subcommand events" -l recurring -d 'Only what recurs'
complete -c calcli -n "__fish_calcli_using_subcommand events" -l single -d 'Only what does not recur'
complete -c calcli -n "__fish_calcli_using_subcommand events" -l from-now -d 'Leave out what has ended'
complete -c calcli -n "__fish_calcli_using_subcommand events" -l fail-empty -d 'Exit with 1 where nothing is left to show'
complete -c calcli -n "__fish_calcli_using_subcommand events" -l json -d 'Print JSON for scripts'
complete -c calcli -n "__fish_calcli_using_subcommand events" -s q -l quiet -d 'Leave out notes and progress on stderr'
complete -c calcli -n "__fish_calcli_using_subcommand events" -s v -l verbose -d 'Tell on stderr what is done (repeatable)'
complete -c calcli -n "__fish_calcli_using_subcommand events" -l no-input -d 'Never ask anything'
complete -c calcli -n "__fish_calcli_using_subcommand events" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calcli -n "__fish_calcli_using_subcommand today" -l search -d 'Only what has these words: in its subject, place, people, categories or the beginning of its text' -r
complete -c calcli -n "__fish_calcli_using_subcommand today" -l attendee -d 'Only where this person is invited: a part of a name or an address (repeatable: any of them)' -r
complete -c calcli -n "__fish_calcli_using_subcommand today" -l organizer -d 'Only what this person called: a part of a name or an address (repeatable: any of them)' -r
complete -c calcli -n "__fish_calcli_using_subcommand today" -l category -d 'Only what has this category (repeatable: any of them)' -r
complete -c calcli -n "__fish_calcli_using_subcommand today" -l limit -d 'At most so many, the first ones' -r
complete -c calcli -n "__fish_calcli_using_subcommand today" -l format -d 'The form of the answer; without one it is a table for people' -r -f -a "table\t'for people, as wide as the terminal'
plain\t'for people, without colours, links and wrapping'
json\t'the whole document, as --json'
jsonl\t'one row of the document per line'
csv\t'for spreadsheets: nothing in it is taken for a formula'
tsv\t'the same with tabs'
markdown\t'a table'
ics\t'for other calendars, where the answer is one of meetings'
html\t'a page to print'"
complete -c calcli -n "__fish_calcli_using_subcommand today" -l template -d 'Fill this template (minijinja) with the JSON document; `@FILE` reads it from a file' -r
complete -c calcli -n "__fish_calcli_using_subcommand today" -l jq -d 'Print what this expression of jq makes of the JSON document' -r
complete -c calcli -n "__fish_calcli_using_subcommand today" -l tz-also -d 'Show the times in this zone too, such as Asia/Tokyo (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand today" -l except -d 'Leave this account out (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand today" -l timeout -d 'How long each account may take, such as 30s or 2m' -r
complete -c calcli -n "__fish_calcli_using_subcommand today" -l calendar -d 'Only these calendars: a name, perhaps with `*` and `?`, or ACCOUNT/NAME; `!NAME` leaves one out (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand today" -s a -l account -d 'Only this account (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand today" -l tz -d 'Show times in this zone, such as Europe/Amsterdam' -r
complete -c calcli -n "__fish_calcli_using_subcommand today" -l config -d 'Use this config file' -r -F
complete -c calcli -n "__fish_calcli_using_subcommand today" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c calcli -n "__fish_calcli_using_subcommand today" -l declined -d 'Also show meetings that you declined'
complete -c calcli -n "__fish_calcli_using_subcommand today" -l cancelled -d 'Also show meetings that were cancelled'
complete -c calcli -n "__fish_calcli_using_subcommand today" -l no-dedupe -d 'Show a meeting once for each mailbox it is in'
complete -c calcli -n "__fish_calcli_using_subcommand today" -l busy-only -d 'Only what occupies you'
complete -c calcli -n "__fish_calcli_using_subcommand today" -l ignore-tentative -d 'What is only tentative occupies nobody'
complete -c calcli -n "__fish_calcli_using_subcommand today" -l no-all-day -d 'Only what has a time of day'
complete -c calcli -n "__fish_calcli_using_subcommand today" -l pending -d 'Only invitations that you have not answered'
complete -c calcli -n "__fish_calcli_using_subcommand today" -l recurring -d 'Only what recurs'
complete -c calcli -n "__fish_calcli_using_subcommand today" -l single -d 'Only what does not recur'
complete -c calcli -n "__fish_calcli_using_subcommand today" -l from-now -d 'Leave out what has ended'
complete -c calcli -n "__fish_calcli_using_subcommand today" -l fail-empty -d 'Exit with 1 where nothing is left to show'
complete -c calcli -n "__fish_calcli_using_subcommand today" -l json -d 'Print JSON for scripts'
complete -c calcli -n "__fish_calcli_using_subcommand today" -s q -l quiet -d 'Leave out notes and progress on stderr'
complete -c calcli -n "__fish_calcli_using_subcommand today" -s v -l verbose -d 'Tell on stderr what is done (repeatable)'
complete -c calcli -n "__fish_calcli_using_subcommand today" -l no-input -d 'Never ask anything'
complete -c calcli -n "__fish_calcli_using_subcommand today" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calcli -n "__fish_calcli_using_subcommand tomorrow" -l search -d 'Only what has these words: in its subject, place, people, categories or the beginning of its text' -r
complete -c calcli -n "__fish_calcli_using_subcommand tomorrow" -l attendee -d 'Only where this person is invited: a part of a name or an address (repeatable: any of them)' -r
complete -c calcli -n "__fish_calcli_using_subcommand tomorrow" -l organizer -d 'Only what this person called: a part of a name or an address (repeatable: any of them)' -r
complete -c calcli -n "__fish_calcli_using_subcommand tomorrow" -l category -d 'Only what has this category (repeatable: any of them)' -r
complete -c calcli -n "__fish_calcli_using_subcommand tomorrow" -l limit -d 'At most so many, the first ones' -r
complete -c calcli -n "__fish_calcli_using_subcommand tomorrow" -l format -d 'The form of the answer; without one it is a table for people' -r -f -a "table\t'for people, as wide as the terminal'
plain\t'for people, without colours, links and wrapping'
json\t'the whole document, as --json'
jsonl\t'one row of the document per line'
csv\t'for spreadsheets: nothing in it is taken for a formula'
tsv\t'the same with tabs'
markdown\t'a table'
ics\t'for other calendars, where the answer is one of meetings'
html\t'a page to print'"
complete -c calcli -n "__fish_calcli_using_subcommand tomorrow" -l template -d 'Fill this template (minijinja) with the JSON document; `@FILE` reads it from a file' -r
complete -c calcli -n "__fish_calcli_using_subcommand tomorrow" -l jq -d 'Print what this expression of jq makes of the JSON document' -r
complete -c calcli -n "__fish_calcli_using_subcommand tomorrow" -l tz-also -d 'Show the times in this zone too, such as Asia/Tokyo (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand tomorrow" -l except -d 'Leave this account out (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand tomorrow" -l timeout -d 'How long each account may take, such as 30s or 2m' -r
complete -c calcli -n "__fish_calcli_using_subcommand tomorrow" -l calendar -d 'Only these calendars: a name, perhaps with `*` and `?`, or ACCOUNT/NAME; `!NAME` leaves one out (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand tomorrow" -s a -l account -d 'Only this account (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand tomorrow" -l tz -d 'Show times in this zone, such as Europe/Amsterdam' -r
complete -c calcli -n "__fish_calcli_using_subcommand tomorrow" -l config -d 'Use this config file' -r -F
complete -c calcli -n "__fish_calcli_using_subcommand tomorrow" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c calcli -n "__fish_calcli_using_subcommand tomorrow" -l declined -d 'Also show meetings that you declined'
complete -c calcli -n "__fish_calcli_using_subcommand tomorrow" -l cancelled -d 'Also show meetings that were cancelled'
complete -c calcli -n "__fish_calcli_using_subcommand tomorrow" -l no-dedupe -d 'Show a meeting once for each mailbox it is in'
complete -c calcli -n "__fish_calcli_using_subcommand tomorrow" -l busy-only -d 'Only what occupies you'
complete -c calcli -n "__fish_calcli_using_subcommand tomorrow" -l ignore-tentative -d 'What is only tentative occupies nobody'
complete -c calcli -n "__fish_calcli_using_subcommand tomorrow" -l no-all-day -d 'Only what has a time of day'
complete -c calcli -n "__fish_calcli_using_subcommand tomorrow" -l pending -d 'Only invitations that you have not answered'
complete -c calcli -n "__fish_calcli_using_subcommand tomorrow" -l recurring -d 'Only what recurs'
complete -c calcli -n "__fish_calcli_using_subcommand tomorrow" -l single -d 'Only what does not recur'
complete -c calcli -n "__fish_calcli_using_subcommand tomorrow" -l from-now -d 'Leave out what has ended'
complete -c calcli -n "__fish_calcli_using_subcommand tomorrow" -l fail-empty -d 'Exit with 1 where nothing is left to show'
complete -c calcli -n "__fish_calcli_using_subcommand tomorrow" -l json -d 'Print JSON for scripts'
complete -c calcli -n "__fish_calcli_using_subcommand tomorrow" -s q -l quiet -d 'Leave out notes and progress on stderr'
complete -c calcli -n "__fish_calcli_using_subcommand tomorrow" -s v -l verbose -d 'Tell on stderr what is done (repeatable)'
complete -c calcli -n "__fish_calcli_using_subcommand tomorrow" -l no-input -d 'Never ask anything'
complete -c calcli -n "__fish_calcli_using_subcommand tomorrow" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calcli -n "__fish_calcli_using_subcommand week" -l search -d 'Only what has these words: in its subject, place, people, categories or the beginning of its text' -r
complete -c calcli -n "__fish_calcli_using_subcommand week" -l attendee -d 'Only where this person is invited: a part of a name or an address (repeatable: any of them)' -r
complete -c calcli -n "__fish_calcli_using_subcommand week" -l organizer -d 'Only what this person called: a part of a name or an address (repeatable: any of them)' -r
complete -c calcli -n "__fish_calcli_using_subcommand week" -l category -d 'Only what has this category (repeatable: any of them)' -r
complete -c calcli -n "__fish_calcli_using_subcommand week" -l limit -d 'At most so many, the first ones' -r
complete -c calcli -n "__fish_calcli_using_subcommand week" -l format -d 'The form of the answer; without one it is a table for people' -r -f -a "table\t'for people, as wide as the terminal'
plain\t'for people, without colours, links and wrapping'
json\t'the whole document, as --json'
jsonl\t'one row of the document per line'
csv\t'for spreadsheets: nothing in it is taken for a formula'
tsv\t'the same with tabs'
markdown\t'a table'
ics\t'for other calendars, where the answer is one of meetings'
html\t'a page to print'"
complete -c calcli -n "__fish_calcli_using_subcommand week" -l template -d 'Fill this template (minijinja) with the JSON document; `@FILE` reads it from a file' -r
complete -c calcli -n "__fish_calcli_using_subcommand week" -l jq -d 'Print what this expression of jq makes of the JSON document' -r
complete -c calcli -n "__fish_calcli_using_subcommand week" -l tz-also -d 'Show the times in this zone too, such as Asia/Tokyo (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand week" -l except -d 'Leave this account out (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand week" -l timeout -d 'How long each account may take, such as 30s or 2m' -r
complete -c calcli -n "__fish_calcli_using_subcommand week" -l calendar -d 'Only these calendars: a name, perhaps with `*` and `?`, or ACCOUNT/NAME; `!NAME` leaves one out (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand week" -s a -l account -d 'Only this account (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand week" -l tz -d 'Show times in this zone, such as Europe/Amsterdam' -r
complete -c calcli -n "__fish_calcli_using_subcommand week" -l config -d 'Use this config file' -r -F
complete -c calcli -n "__fish_calcli_using_subcommand week" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c calcli -n "__fish_calcli_using_subcommand week" -l grid -d 'Draw it as a grid'
complete -c calcli -n "__fish_calcli_using_subcommand week" -l ascii -d 'Draw the grid with ASCII alone'
complete -c calcli -n "__fish_calcli_using_subcommand week" -l declined -d 'Also show meetings that you declined'
complete -c calcli -n "__fish_calcli_using_subcommand week" -l cancelled -d 'Also show meetings that were cancelled'
complete -c calcli -n "__fish_calcli_using_subcommand week" -l no-dedupe -d 'Show a meeting once for each mailbox it is in'
complete -c calcli -n "__fish_calcli_using_subcommand week" -l busy-only -d 'Only what occupies you'
complete -c calcli -n "__fish_calcli_using_subcommand week" -l ignore-tentative -d 'What is only tentative occupies nobody'
complete -c calcli -n "__fish_calcli_using_subcommand week" -l no-all-day -d 'Only what has a time of day'
complete -c calcli -n "__fish_calcli_using_subcommand week" -l pending -d 'Only invitations that you have not answered'
complete -c calcli -n "__fish_calcli_using_subcommand week" -l recurring -d 'Only what recurs'
complete -c calcli -n "__fish_calcli_using_subcommand week" -l single -d 'Only what does not recur'
complete -c calcli -n "__fish_calcli_using_subcommand week" -l from-now -d 'Leave out what has ended'
complete -c calcli -n "__fish_calcli_using_subcommand week" -l fail-empty -d 'Exit with 1 where nothing is left to show'
complete -c calcli -n "__fish_calcli_using_subcommand week" -l json -d 'Print JSON for scripts'
complete -c calcli -n "__fish_calcli_using_subcommand week" -s q -l quiet -d 'Leave out notes and progress on stderr'
complete -c calcli -n "__fish_calcli_using_subcommand week" -s v -l verbose -d 'Tell on stderr what is done (repeatable)'
complete -c calcli -n "__fish_calcli_using_subcommand week" -l no-input -d 'Never ask anything'
complete -c calcli -n "__fish_calcli_using_subcommand week" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calcli -n "__fish_calcli_using_subcommand month" -l search -d 'Only what has these words: in its subject, place, people, categories or the beginning of its text' -r
complete -c calcli -n "__fish_calcli_using_subcommand month" -l attendee -d 'Only where this person is invited: a part of a name or an address (repeatable: any of them)' -r
complete -c calcli -n "__fish_calcli_using_subcommand month" -l organizer -d 'Only what this person called: a part of a name or an address (repeatable: any of them)' -r
complete -c calcli -n "__fish_calcli_using_subcommand month" -l category -d 'Only what has this category (repeatable: any of them)' -r
complete -c calcli -n "__fish_calcli_using_subcommand month" -l limit -d 'At most so many, the first ones' -r
complete -c calcli -n "__fish_calcli_using_subcommand month" -l format -d 'The form of the answer; without one it is a table for people' -r -f -a "table\t'for people, as wide as the terminal'
plain\t'for people, without colours, links and wrapping'
json\t'the whole document, as --json'
jsonl\t'one row of the document per line'
csv\t'for spreadsheets: nothing in it is taken for a formula'
tsv\t'the same with tabs'
markdown\t'a table'
ics\t'for other calendars, where the answer is one of meetings'
html\t'a page to print'"
complete -c calcli -n "__fish_calcli_using_subcommand month" -l template -d 'Fill this template (minijinja) with the JSON document; `@FILE` reads it from a file' -r
complete -c calcli -n "__fish_calcli_using_subcommand month" -l jq -d 'Print what this expression of jq makes of the JSON document' -r
complete -c calcli -n "__fish_calcli_using_subcommand month" -l tz-also -d 'Show the times in this zone too, such as Asia/Tokyo (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand month" -l except -d 'Leave this account out (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand month" -l timeout -d 'How long each account may take, such as 30s or 2m' -r
complete -c calcli -n "__fish_calcli_using_subcommand month" -l calendar -d 'Only these calendars: a name, perhaps with `*` and `?`, or ACCOUNT/NAME; `!NAME` leaves one out (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand month" -s a -l account -d 'Only this account (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand month" -l tz -d 'Show times in this zone, such as Europe/Amsterdam' -r
complete -c calcli -n "__fish_calcli_using_subcommand month" -l config -d 'Use this config file' -r -F
complete -c calcli -n "__fish_calcli_using_subcommand month" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c calcli -n "__fish_calcli_using_subcommand month" -l grid -d 'Draw it as a grid'
complete -c calcli -n "__fish_calcli_using_subcommand month" -l ascii -d 'Draw the grid with ASCII alone'
complete -c calcli -n "__fish_calcli_using_subcommand month" -l declined -d 'Also show meetings that you declined'
complete -c calcli -n "__fish_calcli_using_subcommand month" -l cancelled -d 'Also show meetings that were cancelled'
complete -c calcli -n "__fish_calcli_using_subcommand month" -l no-dedupe -d 'Show a meeting once for each mailbox it is in'
complete -c calcli -n "__fish_calcli_using_subcommand month" -l busy-only -d 'Only what occupies you'
complete -c calcli -n "__fish_calcli_using_subcommand month" -l ignore-tentative -d 'What is only tentative occupies nobody'
complete -c calcli -n "__fish_calcli_using_subcommand month" -l no-all-day -d 'Only what has a time of day'
complete -c calcli -n "__fish_calcli_using_subcommand month" -l pending -d 'Only invitations that you have not answered'
complete -c calcli -n "__fish_calcli_using_subcommand month" -l recurring -d 'Only what recurs'
complete -c calcli -n "__fish_calcli_using_subcommand month" -l single -d 'Only what does not recur'
complete -c calcli -n "__fish_calcli_using_subcommand month" -l from-now -d 'Leave out what has ended'
complete -c calcli -n "__fish_calcli_using_subcommand month" -l fail-empty -d 'Exit with 1 where nothing is left to show'
complete -c calcli -n "__fish_calcli_using_subcommand month" -l json -d 'Print JSON for scripts'
complete -c calcli -n "__fish_calcli_using_subcommand month" -s q -l quiet -d 'Leave out notes and progress on stderr'
complete -c calcli -n "__fish_calcli_using_subcommand month" -s v -l verbose -d 'Tell on stderr what is done (repeatable)'
complete -c calcli -n "__fish_calcli_using_subcommand month" -l no-input -d 'Never ask anything'
complete -c calcli -n "__fish_calcli_using_subcommand month" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calcli -n "__fish_calcli_using_subcommand conflicts" -l days -d 'So many days, from today' -r
complete -c calcli -n "__fish_calcli_using_subcommand conflicts" -l from -d 'From this day or time on; for a year, without --to' -r
complete -c calcli -n "__fish_calcli_using_subcommand conflicts" -l to -d 'Up to the end of this day, or up to this time' -r
complete -c calcli -n "__fish_calcli_using_subcommand conflicts" -l min -d 'Only those that last so long, such as 5m' -r
complete -c calcli -n "__fish_calcli_using_subcommand conflicts" -l format -d 'The form of the answer; without one it is a table for people' -r -f -a "table\t'for people, as wide as the terminal'
plain\t'for people, without colours, links and wrapping'
json\t'the whole document, as --json'
jsonl\t'one row of the document per line'
csv\t'for spreadsheets: nothing in it is taken for a formula'
tsv\t'the same with tabs'
markdown\t'a table'
ics\t'for other calendars, where the answer is one of meetings'
html\t'a page to print'"
complete -c calcli -n "__fish_calcli_using_subcommand conflicts" -l template -d 'Fill this template (minijinja) with the JSON document; `@FILE` reads it from a file' -r
complete -c calcli -n "__fish_calcli_using_subcommand conflicts" -l jq -d 'Print what this expression of jq makes of the JSON document' -r
complete -c calcli -n "__fish_calcli_using_subcommand conflicts" -l except -d 'Leave this account out (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand conflicts" -l timeout -d 'How long each account may take, such as 30s or 2m' -r
complete -c calcli -n "__fish_calcli_using_subcommand conflicts" -l calendar -d 'Only these calendars: a name, perhaps with `*` and `?`, or ACCOUNT/NAME; `!NAME` leaves one out (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand conflicts" -s a -l account -d 'Only this account (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand conflicts" -l tz -d 'Show times in this zone, such as Europe/Amsterdam' -r
complete -c calcli -n "__fish_calcli_using_subcommand conflicts" -l config -d 'Use this config file' -r -F
complete -c calcli -n "__fish_calcli_using_subcommand conflicts" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c calcli -n "__fish_calcli_using_subcommand conflicts" -l today -d 'Today'
complete -c calcli -n "__fish_calcli_using_subcommand conflicts" -l tomorrow -d 'Tomorrow'
complete -c calcli -n "__fish_calcli_using_subcommand conflicts" -l week -d 'This calendar week, from its first day'
complete -c calcli -n "__fish_calcli_using_subcommand conflicts" -l next-week -d 'The next calendar week'
complete -c calcli -n "__fish_calcli_using_subcommand conflicts" -l month -d 'This calendar month, from its first day'
complete -c calcli -n "__fish_calcli_using_subcommand conflicts" -l across -d 'Only those that no single account shows'
complete -c calcli -n "__fish_calcli_using_subcommand conflicts" -l ignore-tentative -d 'Leave tentative meetings out, as if their time were free'
complete -c calcli -n "__fish_calcli_using_subcommand conflicts" -l allow-partial -d 'Accept an answer from which somebody is missing: exit code 0 instead of 3'
complete -c calcli -n "__fish_calcli_using_subcommand conflicts" -l json -d 'Print JSON for scripts'
complete -c calcli -n "__fish_calcli_using_subcommand conflicts" -s q -l quiet -d 'Leave out notes and progress on stderr'
complete -c calcli -n "__fish_calcli_using_subcommand conflicts" -s v -l verbose -d 'Tell on stderr what is done (repeatable)'
complete -c calcli -n "__fish_calcli_using_subcommand conflicts" -l no-input -d 'Never ask anything'
complete -c calcli -n "__fish_calcli_using_subcommand conflicts" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calcli -n "__fish_calcli_using_subcommand free" -l from -d 'From this day or time on; for a year, without --to' -r
complete -c calcli -n "__fish_calcli_using_subcommand free" -l to -d 'Up to the end of this day, or up to this time' -r
complete -c calcli -n "__fish_calcli_using_subcommand free" -l duration -d 'How long it has to be' -r
complete -c calcli -n "__fish_calcli_using_subcommand free" -l hours -d 'Between which hours it has to be' -r
complete -c calcli -n "__fish_calcli_using_subcommand free" -l days -d 'On which days it has to be: mon-fri, mon,wed, sat-tue or all' -r
complete -c calcli -n "__fish_calcli_using_subcommand free" -l buffer -d 'How far it has to be from any meeting' -r
complete -c calcli -n "__fish_calcli_using_subcommand free" -l with -d 'Also free for these people (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand free" -l tz-also -d 'Show the times in this zone too, such as Asia/Tokyo (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand free" -l format -d 'The form of the answer; without one it is a table for people' -r -f -a "table\t'for people, as wide as the terminal'
plain\t'for people, without colours, links and wrapping'
json\t'the whole document, as --json'
jsonl\t'one row of the document per line'
csv\t'for spreadsheets: nothing in it is taken for a formula'
tsv\t'the same with tabs'
markdown\t'a table'
ics\t'for other calendars, where the answer is one of meetings'
html\t'a page to print'"
complete -c calcli -n "__fish_calcli_using_subcommand free" -l template -d 'Fill this template (minijinja) with the JSON document; `@FILE` reads it from a file' -r
complete -c calcli -n "__fish_calcli_using_subcommand free" -l jq -d 'Print what this expression of jq makes of the JSON document' -r
complete -c calcli -n "__fish_calcli_using_subcommand free" -l except -d 'Leave this account out (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand free" -l timeout -d 'How long each account may take, such as 30s or 2m' -r
complete -c calcli -n "__fish_calcli_using_subcommand free" -l calendar -d 'Only these calendars: a name, perhaps with `*` and `?`, or ACCOUNT/NAME; `!NAME` leaves one out (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand free" -l next-days -d 'So many days, from today' -r
complete -c calcli -n "__fish_calcli_using_subcommand free" -s a -l account -d 'Only this account (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand free" -l tz -d 'Show times in this zone, such as Europe/Amsterdam' -r
complete -c calcli -n "__fish_calcli_using_subcommand free" -l config -d 'Use this config file' -r -F
complete -c calcli -n "__fish_calcli_using_subcommand free" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c calcli -n "__fish_calcli_using_subcommand free" -l today -d 'Today'
complete -c calcli -n "__fish_calcli_using_subcommand free" -l tomorrow -d 'Tomorrow'
complete -c calcli -n "__fish_calcli_using_subcommand free" -l week -d 'This calendar week, from its first day'
complete -c calcli -n "__fish_calcli_using_subcommand free" -l next-week -d 'The next calendar week'
complete -c calcli -n "__fish_calcli_using_subcommand free" -l month -d 'This calendar month, from its first day'
complete -c calcli -n "__fish_calcli_using_subcommand free" -l from-now -d 'Nothing that is past'
complete -c calcli -n "__fish_calcli_using_subcommand free" -l text -d 'Print a few lines to paste into a mail'
complete -c calcli -n "__fish_calcli_using_subcommand free" -l ignore-tentative -d 'Leave tentative meetings out, as if their time were free'
complete -c calcli -n "__fish_calcli_using_subcommand free" -l allow-partial -d 'Accept an answer from which somebody is missing: exit code 0 instead of 3'
complete -c calcli -n "__fish_calcli_using_subcommand free" -l json -d 'Print JSON for scripts'
complete -c calcli -n "__fish_calcli_using_subcommand free" -s q -l quiet -d 'Leave out notes and progress on stderr'
complete -c calcli -n "__fish_calcli_using_subcommand free" -s v -l verbose -d 'Tell on stderr what is done (repeatable)'
complete -c calcli -n "__fish_calcli_using_subcommand free" -l no-input -d 'Never ask anything'
complete -c calcli -n "__fish_calcli_using_subcommand free" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calcli -n "__fish_calcli_using_subcommand busy" -l days -d 'So many days, from today' -r
complete -c calcli -n "__fish_calcli_using_subcommand busy" -l from -d 'From this day or time on; for a year, without --to' -r
complete -c calcli -n "__fish_calcli_using_subcommand busy" -l to -d 'Up to the end of this day, or up to this time' -r
complete -c calcli -n "__fish_calcli_using_subcommand busy" -l format -d 'The form of the answer; without one it is a table for people' -r -f -a "table\t'for people, as wide as the terminal'
plain\t'for people, without colours, links and wrapping'
json\t'the whole document, as --json'
jsonl\t'one row of the document per line'
csv\t'for spreadsheets: nothing in it is taken for a formula'
tsv\t'the same with tabs'
markdown\t'a table'
ics\t'for other calendars, where the answer is one of meetings'
html\t'a page to print'"
complete -c calcli -n "__fish_calcli_using_subcommand busy" -l template -d 'Fill this template (minijinja) with the JSON document; `@FILE` reads it from a file' -r
complete -c calcli -n "__fish_calcli_using_subcommand busy" -l jq -d 'Print what this expression of jq makes of the JSON document' -r
complete -c calcli -n "__fish_calcli_using_subcommand busy" -l except -d 'Leave this account out (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand busy" -l timeout -d 'How long each account may take, such as 30s or 2m' -r
complete -c calcli -n "__fish_calcli_using_subcommand busy" -l calendar -d 'Only these calendars: a name, perhaps with `*` and `?`, or ACCOUNT/NAME; `!NAME` leaves one out (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand busy" -s a -l account -d 'Only this account (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand busy" -l tz -d 'Show times in this zone, such as Europe/Amsterdam' -r
complete -c calcli -n "__fish_calcli_using_subcommand busy" -l config -d 'Use this config file' -r -F
complete -c calcli -n "__fish_calcli_using_subcommand busy" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c calcli -n "__fish_calcli_using_subcommand busy" -l today -d 'Today'
complete -c calcli -n "__fish_calcli_using_subcommand busy" -l tomorrow -d 'Tomorrow'
complete -c calcli -n "__fish_calcli_using_subcommand busy" -l week -d 'This calendar week, from its first day'
complete -c calcli -n "__fish_calcli_using_subcommand busy" -l next-week -d 'The next calendar week'
complete -c calcli -n "__fish_calcli_using_subcommand busy" -l month -d 'This calendar month, from its first day'
complete -c calcli -n "__fish_calcli_using_subcommand busy" -l ignore-tentative -d 'Leave tentative meetings out, as if their time were free'
complete -c calcli -n "__fish_calcli_using_subcommand busy" -l allow-partial -d 'Accept an answer from which somebody is missing: exit code 0 instead of 3'
complete -c calcli -n "__fish_calcli_using_subcommand busy" -l json -d 'Print JSON for scripts'
complete -c calcli -n "__fish_calcli_using_subcommand busy" -s q -l quiet -d 'Leave out notes and progress on stderr'
complete -c calcli -n "__fish_calcli_using_subcommand busy" -s v -l verbose -d 'Tell on stderr what is done (repeatable)'
complete -c calcli -n "__fish_calcli_using_subcommand busy" -l no-input -d 'Never ask anything'
complete -c calcli -n "__fish_calcli_using_subcommand busy" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calcli -n "__fish_calcli_using_subcommand stats" -l days -d 'So many days, from today' -r
complete -c calcli -n "__fish_calcli_using_subcommand stats" -l from -d 'From this day or time on; for a year, without --to' -r
complete -c calcli -n "__fish_calcli_using_subcommand stats" -l to -d 'Up to the end of this day, or up to this time' -r
complete -c calcli -n "__fish_calcli_using_subcommand stats" -l by -d 'Group by this alone (repeatable)' -r -f -a "account\t''
day\t''
organizer\t''
category\t''
day-account\t''"
complete -c calcli -n "__fish_calcli_using_subcommand stats" -l format -d 'The form of the answer; without one it is a table for people' -r -f -a "table\t'for people, as wide as the terminal'
plain\t'for people, without colours, links and wrapping'
json\t'the whole document, as --json'
jsonl\t'one row of the document per line'
csv\t'for spreadsheets: nothing in it is taken for a formula'
tsv\t'the same with tabs'
markdown\t'a table'
ics\t'for other calendars, where the answer is one of meetings'
html\t'a page to print'"
complete -c calcli -n "__fish_calcli_using_subcommand stats" -l template -d 'Fill this template (minijinja) with the JSON document; `@FILE` reads it from a file' -r
complete -c calcli -n "__fish_calcli_using_subcommand stats" -l jq -d 'Print what this expression of jq makes of the JSON document' -r
complete -c calcli -n "__fish_calcli_using_subcommand stats" -l except -d 'Leave this account out (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand stats" -l timeout -d 'How long each account may take, such as 30s or 2m' -r
complete -c calcli -n "__fish_calcli_using_subcommand stats" -l calendar -d 'Only these calendars: a name, perhaps with `*` and `?`, or ACCOUNT/NAME; `!NAME` leaves one out (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand stats" -s a -l account -d 'Only this account (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand stats" -l tz -d 'Show times in this zone, such as Europe/Amsterdam' -r
complete -c calcli -n "__fish_calcli_using_subcommand stats" -l config -d 'Use this config file' -r -F
complete -c calcli -n "__fish_calcli_using_subcommand stats" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c calcli -n "__fish_calcli_using_subcommand stats" -l today -d 'Today'
complete -c calcli -n "__fish_calcli_using_subcommand stats" -l tomorrow -d 'Tomorrow'
complete -c calcli -n "__fish_calcli_using_subcommand stats" -l week -d 'This calendar week, from its first day'
complete -c calcli -n "__fish_calcli_using_subcommand stats" -l next-week -d 'The next calendar week'
complete -c calcli -n "__fish_calcli_using_subcommand stats" -l month -d 'This calendar month, from its first day'
complete -c calcli -n "__fish_calcli_using_subcommand stats" -l all-day -d 'Count meetings of whole days too'
complete -c calcli -n "__fish_calcli_using_subcommand stats" -l csv -d 'The same as --format csv'
complete -c calcli -n "__fish_calcli_using_subcommand stats" -l ignore-tentative -d 'Leave tentative meetings out, as if their time were free'
complete -c calcli -n "__fish_calcli_using_subcommand stats" -l allow-partial -d 'Accept an answer from which somebody is missing: exit code 0 instead of 3'
complete -c calcli -n "__fish_calcli_using_subcommand stats" -l json -d 'Print JSON for scripts'
complete -c calcli -n "__fish_calcli_using_subcommand stats" -s q -l quiet -d 'Leave out notes and progress on stderr'
complete -c calcli -n "__fish_calcli_using_subcommand stats" -s v -l verbose -d 'Tell on stderr what is done (repeatable)'
complete -c calcli -n "__fish_calcli_using_subcommand stats" -l no-input -d 'Never ask anything'
complete -c calcli -n "__fish_calcli_using_subcommand stats" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calcli -n "__fish_calcli_using_subcommand explain" -s a -l account -d 'Only this account (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand explain" -l tz -d 'Show times in this zone, such as Europe/Amsterdam' -r
complete -c calcli -n "__fish_calcli_using_subcommand explain" -l config -d 'Use this config file' -r -F
complete -c calcli -n "__fish_calcli_using_subcommand explain" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c calcli -n "__fish_calcli_using_subcommand explain" -l list -d 'List every code'
complete -c calcli -n "__fish_calcli_using_subcommand explain" -l json -d 'Print JSON for scripts'
complete -c calcli -n "__fish_calcli_using_subcommand explain" -s q -l quiet -d 'Leave out notes and progress on stderr'
complete -c calcli -n "__fish_calcli_using_subcommand explain" -s v -l verbose -d 'Tell on stderr what is done (repeatable)'
complete -c calcli -n "__fish_calcli_using_subcommand explain" -l no-input -d 'Never ask anything'
complete -c calcli -n "__fish_calcli_using_subcommand explain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calcli -n "__fish_calcli_using_subcommand schema" -s a -l account -d 'Only this account (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand schema" -l tz -d 'Show times in this zone, such as Europe/Amsterdam' -r
complete -c calcli -n "__fish_calcli_using_subcommand schema" -l config -d 'Use this config file' -r -F
complete -c calcli -n "__fish_calcli_using_subcommand schema" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c calcli -n "__fish_calcli_using_subcommand schema" -l json -d 'Print JSON for scripts'
complete -c calcli -n "__fish_calcli_using_subcommand schema" -s q -l quiet -d 'Leave out notes and progress on stderr'
complete -c calcli -n "__fish_calcli_using_subcommand schema" -s v -l verbose -d 'Tell on stderr what is done (repeatable)'
complete -c calcli -n "__fish_calcli_using_subcommand schema" -l no-input -d 'Never ask anything'
complete -c calcli -n "__fish_calcli_using_subcommand schema" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calcli -n "__fish_calcli_using_subcommand token" -l timeout -d 'How long to wait for it, such as 30s or 2m' -r
complete -c calcli -n "__fish_calcli_using_subcommand token" -s a -l account -d 'Only this account (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand token" -l tz -d 'Show times in this zone, such as Europe/Amsterdam' -r
complete -c calcli -n "__fish_calcli_using_subcommand token" -l config -d 'Use this config file' -r -F
complete -c calcli -n "__fish_calcli_using_subcommand token" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c calcli -n "__fish_calcli_using_subcommand token" -l show -d 'Print it to a terminal too'
complete -c calcli -n "__fish_calcli_using_subcommand token" -l json -d 'Print JSON for scripts'
complete -c calcli -n "__fish_calcli_using_subcommand token" -s q -l quiet -d 'Leave out notes and progress on stderr'
complete -c calcli -n "__fish_calcli_using_subcommand token" -s v -l verbose -d 'Tell on stderr what is done (repeatable)'
complete -c calcli -n "__fish_calcli_using_subcommand token" -l no-input -d 'Never ask anything'
complete -c calcli -n "__fish_calcli_using_subcommand token" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calcli -n "__fish_calcli_using_subcommand doctor" -l timeout -d 'How long the whole check-up may take, such as 30s or 2m' -r
complete -c calcli -n "__fish_calcli_using_subcommand doctor" -s a -l account -d 'Only this account (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand doctor" -l tz -d 'Show times in this zone, such as Europe/Amsterdam' -r
complete -c calcli -n "__fish_calcli_using_subcommand doctor" -l config -d 'Use this config file' -r -F
complete -c calcli -n "__fish_calcli_using_subcommand doctor" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c calcli -n "__fish_calcli_using_subcommand doctor" -l json -d 'Print JSON for scripts'
complete -c calcli -n "__fish_calcli_using_subcommand doctor" -s q -l quiet -d 'Leave out notes and progress on stderr'
complete -c calcli -n "__fish_calcli_using_subcommand doctor" -s v -l verbose -d 'Tell on stderr what is done (repeatable)'
complete -c calcli -n "__fish_calcli_using_subcommand doctor" -l no-input -d 'Never ask anything'
complete -c calcli -n "__fish_calcli_using_subcommand doctor" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calcli -n "__fish_calcli_using_subcommand demo" -s a -l account -d 'Only this account (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand demo" -l tz -d 'Show times in this zone, such as Europe/Amsterdam' -r
complete -c calcli -n "__fish_calcli_using_subcommand demo" -l config -d 'Use this config file' -r -F
complete -c calcli -n "__fish_calcli_using_subcommand demo" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c calcli -n "__fish_calcli_using_subcommand demo" -l json -d 'Print JSON for scripts'
complete -c calcli -n "__fish_calcli_using_subcommand demo" -s q -l quiet -d 'Leave out notes and progress on stderr'
complete -c calcli -n "__fish_calcli_using_subcommand demo" -s v -l verbose -d 'Tell on stderr what is done (repeatable)'
complete -c calcli -n "__fish_calcli_using_subcommand demo" -l no-input -d 'Never ask anything'
complete -c calcli -n "__fish_calcli_using_subcommand demo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calcli -n "__fish_calcli_using_subcommand sandbox" -l port -d 'The port of the pretend Entra (0: any that is free)' -r
complete -c calcli -n "__fish_calcli_using_subcommand sandbox" -l graph-port -d 'The port of the pretend Graph (0: any that is free)' -r
complete -c calcli -n "__fish_calcli_using_subcommand sandbox" -l fault -d 'Let something go wrong (repeatable): KIND[=VALUE][:WHOM][:WHERE][:TIMES], such as throttle:marimer:2x' -r
complete -c calcli -n "__fish_calcli_using_subcommand sandbox" -l latency -d 'Be so late with every answer, such as 50ms' -r
complete -c calcli -n "__fish_calcli_using_subcommand sandbox" -l accounts -d 'Have so many accounts, of generated people in generated tenants, in place of the three' -r
complete -c calcli -n "__fish_calcli_using_subcommand sandbox" -l events -d 'How many events each of them has this week' -r
complete -c calcli -n "__fish_calcli_using_subcommand sandbox" -l seed -d 'What they are generated from: the same seed makes the same people with the same events' -r
complete -c calcli -n "__fish_calcli_using_subcommand sandbox" -s a -l account -d 'Only this account (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand sandbox" -l tz -d 'Show times in this zone, such as Europe/Amsterdam' -r
complete -c calcli -n "__fish_calcli_using_subcommand sandbox" -l config -d 'Use this config file' -r -F
complete -c calcli -n "__fish_calcli_using_subcommand sandbox" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c calcli -n "__fish_calcli_using_subcommand sandbox" -l faults -d 'List every kind of fault, and serve nothing'
complete -c calcli -n "__fish_calcli_using_subcommand sandbox" -l signed-in -d 'Sign in to every account before anything goes wrong, with the codes approved by the sandbox itself'
complete -c calcli -n "__fish_calcli_using_subcommand sandbox" -l json -d 'Print JSON for scripts'
complete -c calcli -n "__fish_calcli_using_subcommand sandbox" -s q -l quiet -d 'Leave out notes and progress on stderr'
complete -c calcli -n "__fish_calcli_using_subcommand sandbox" -s v -l verbose -d 'Tell on stderr what is done (repeatable)'
complete -c calcli -n "__fish_calcli_using_subcommand sandbox" -l no-input -d 'Never ask anything'
complete -c calcli -n "__fish_calcli_using_subcommand sandbox" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c calcli -n "__fish_calcli_using_subcommand completions" -s a -l account -d 'Only this account (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand completions" -l tz -d 'Show times in this zone, such as Europe/Amsterdam' -r
complete -c calcli -n "__fish_calcli_using_subcommand completions" -l config -d 'Use this config file' -r -F
complete -c calcli -n "__fish_calcli_using_subcommand completions" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c calcli -n "__fish_calcli_using_subcommand completions" -l json -d 'Print JSON for scripts'
complete -c calcli -n "__fish_calcli_using_subcommand completions" -s q -l quiet -d 'Leave out notes and progress on stderr'
complete -c calcli -n "__fish_calcli_using_subcommand completions" -s v -l verbose -d 'Tell on stderr what is done (repeatable)'
complete -c calcli -n "__fish_calcli_using_subcommand completions" -l no-input -d 'Never ask anything'
complete -c calcli -n "__fish_calcli_using_subcommand completions" -s h -l help -d 'Print help'
complete -c calcli -n "__fish_calcli_using_subcommand man" -s a -l account -d 'Only this account (repeatable)' -r
complete -c calcli -n "__fish_calcli_using_subcommand man" -l tz -d 'Show times in this zone, such as Europe/Amsterdam' -r
complete -c calcli -n "__fish_calcli_using_subcommand man" -l config -d 'Use this config file' -r -F
complete -c calcli -n "__fish_calcli_using_subcommand man" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c calcli -n "__fish_calcli_using_subcommand man" -l json -d 'Print JSON for scripts'
complete -c calcli -n "__fish_calcli_using_subcommand man" -s q -l quiet -d 'Leave out notes and progress on stderr'
complete -c calcli -n "__fish_calcli_using_subcommand man" -s v -l verbose -d 'Tell on stderr what is done (repeatable)'
complete -c calcli -n "__fish_calcli_using_subcommand man" -l no-input -d 'Never ask anything'
complete -c calcli -n "__fish_calcli_using_subcommand man" -s h -l help -d 'Print help'
