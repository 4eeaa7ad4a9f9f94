//! What calcli itself says no with: the token store, the identity of who signed in, and the settings.

use super::{Entry, LOGIN, entry};
use crate::model::account::Account;
use crate::model::error::Error;
use crate::model::error::Kind::{Config, Internal, Other, SignInRequired, StoreUnavailable};

/// An error of calcli's own for an account, with the advice of its code.
pub fn own_error(code: &str, message: &str, account: &Account) -> Error {
    entry(code).map_or_else(|| Error::new(Internal, code, message), |entry| entry.error(code, message, account))
}

const FILE_STORE: &str =
    "else keep tokens in encrypted files: `calcli config set token_store file`, then sign in again";
const KEY_FILE: &str = "put the right key file back, or point CALCLI_STORE_KEY_FILE to it";
const PRIVATE_WINDOW: &str =
    "sign in in a private window, where no other account is signed in: `calcli login --account NAME`";

/// Every code of calcli's own that a person may meet.
pub(super) const TABLE: &[Entry] = &[
    Entry {
        codes: &["signed_out", "no_refresh_token"],
        kind: SignInRequired,
        happened: "Nobody is signed in.",
        why: "There was no sign-in yet, it was ended, or the settings that it was made under have changed.",
        steps: &[LOGIN],
    },
    Entry {
        codes: &["keychain_locked", "keychain_timeout"],
        kind: StoreUnavailable,
        happened: "The keychain is locked, or waits for its password.",
        why: "It opens with the desktop's login; over SSH or in a timer nobody opens it.",
        steps: &["unlock it, for instance by logging in to the desktop, and try again", FILE_STORE],
    },
    Entry {
        codes: &["keychain_unavailable"],
        kind: StoreUnavailable,
        happened: "There is no keychain that calcli can use here.",
        why: "Servers and containers have none, and on Linux it needs a Secret Service such as gnome-keyring on the session's bus.",
        steps: &[FILE_STORE, "for one command, set CALCLI_TOKEN_STORE=file"],
    },
    Entry {
        codes: &["keychain_failed", "store_failed", "store_timeout"],
        kind: StoreUnavailable,
        happened: "The store of tokens failed.",
        why: "The message says how; a full disk and missing rights are the usual reasons.",
        steps: &["mend what the message names, and try again"],
    },
    Entry {
        codes: &["store_key_missing", "store_key_wrong", "store_key_invalid"],
        kind: StoreUnavailable,
        happened: "The key of the encrypted tokens is missing or is not theirs.",
        why: "The key file was moved, replaced or restored from elsewhere; no new key is made while there are tokens of the old one.",
        steps: &[KEY_FILE, "if the key is lost: `calcli logout --all`, then sign in again"],
    },
    Entry {
        codes: &["store_key_exposed"],
        kind: StoreUnavailable,
        happened: "The key of the encrypted tokens is open to others on this machine.",
        why: "A key that others can read protects nothing.",
        steps: &["make the key file yours alone: chmod 600, on the path that the message names"],
    },
    Entry {
        codes: &["record_mismatch"],
        kind: SignInRequired,
        happened: "What is stored for the account belongs to another.",
        why: "A record is used only for the server, tenant, application and person that it was made for; this one was moved, or the settings changed.",
        steps: &[LOGIN],
    },
    Entry {
        codes: &["record_unreadable"],
        kind: StoreUnavailable,
        happened: "What is stored for the account is damaged, or of another version of calcli.",
        why: "A record is used whole or not at all.",
        steps: &[LOGIN],
    },
    Entry {
        codes: &["identity_changed"],
        kind: SignInRequired,
        happened: "The authority renewed the tokens for somebody else than who signed in; nothing was stored.",
        why: "The account was merged, moved or made anew in its directory.",
        steps: &[LOGIN],
    },
    Entry {
        codes: &["wrong_person"],
        kind: Other,
        happened: "Somebody else signed in than this account belongs to; nothing was stored.",
        why: "The browser was signed in as another user.",
        steps: &[
            PRIVATE_WINDOW,
            "if the new person is right and the account has a `username`: `calcli account set NAME --username UPN`, then `calcli login --account NAME`",
            "if it has none: `calcli login --account NAME --switch-user`",
        ],
    },
    Entry {
        codes: &["account_changed"],
        kind: Other,
        happened: "The account was changed, renamed or removed while somebody signed in to it; nothing was stored.",
        why: "A sign-in is for the settings with which it began; tokens for others would be in the wrong place.",
        steps: &["see what it is now: `calcli account list`", LOGIN],
    },
    Entry {
        codes: &["wrong_nonce"],
        kind: Other,
        happened: "The answer of the authority belongs to another sign-in than the one that was begun; nothing was stored.",
        why: "Every sign-in carries a number that is used once, and the answer has to repeat it; a mix-up or an attack is possible.",
        steps: &[PRIVATE_WINDOW],
    },
    Entry {
        codes: &["no_listener"],
        kind: Other,
        happened: "Nothing can listen on this machine for the browser to come back.",
        why: "A sign-in in the browser ends at an address of this machine (http://localhost), which a firewall or a sandbox may forbid.",
        steps: &["calcli login --account NAME --device-code"],
    },
    Entry {
        codes: &["wrong_tenant"],
        kind: Other,
        happened: "The sign-in happened in another tenant than the account's; nothing was stored.",
        why: "The user belongs to another tenant, or the account names the wrong one.",
        steps: &[PRIVATE_WINDOW, "set the right tenant: `calcli account set NAME --tenant TENANT`"],
    },
    Entry {
        codes: &["command_not_run", "command_failed", "command_timeout", "command_output"],
        kind: Other,
        happened: "A command of the config did not do its work.",
        why: "`token_command` or `store_key_command` was not found, failed, hung, or printed something else than was asked of it.",
        steps: &["run it by hand until it works", "see what is set: `calcli doctor`"],
    },
    Entry {
        codes: &["too_many_conflicts"],
        kind: Other,
        happened: "More meetings overlap than anybody reads.",
        why: "Two hundred meetings at one time are twenty thousand pairs. Somebody may be sending invitations by the hundred.",
        steps: &["ask about less time or one account, or leave out whole days: `calcli conflicts --no-all-day`"],
    },
    Entry {
        codes: &["token_refused"],
        kind: SignInRequired,
        happened: "The token that the account brings along was refused.",
        why: "Whether its `token_command` printed it or its variable CALCLI_TOKEN_<ACCOUNT> holds it: it has ended, or is one for something else than Microsoft Graph.",
        steps: &[
            "let the account's `token_command` print a fresh one, or set its variable anew",
            "see what is wrong with it: `calcli doctor`",
        ],
    },
    Entry {
        codes: &["foreign_next_link"],
        kind: Other,
        happened: "Graph's answer pointed to another server, which got nothing.",
        why: "A token is sent to the account's own Graph server only.",
        steps: &["check the servers of the account: `calcli account show NAME`"],
    },
    Entry {
        codes: &["calendar_not_found"],
        kind: Other,
        happened: "The account has no calendar of that name.",
        why: "Its setting `calendars` names one that was renamed, deleted, or is no longer shared.",
        steps: &[
            "calcli calendars --account NAME",
            "then name those to read: `calcli account set NAME --calendar CALENDAR`",
        ],
    },
    Entry {
        codes: &["config_invalid"],
        kind: Config,
        happened: "The config file cannot be used, and was left as it is.",
        why: "The message names the line or the account.",
        steps: &["mend the file by hand"],
    },
    Entry {
        codes: &["no_account"],
        kind: Config,
        happened: "There is no account yet.",
        why: "The config file names none.",
        steps: &[
            "calcli account add NAME --tenant TENANT --client-id ID",
            "no application yet? `calcli account setup --all-tenants`",
            "to try it without one: `calcli demo`",
        ],
    },
];
