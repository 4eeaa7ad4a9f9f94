//! What Graph says no with.
//!
//! Sources: Microsoft Graph, "Microsoft Graph error responses" and "Microsoft Graph throttling guidance"; the mailbox codes are those
//! of Exchange Online.

use super::{Entry, LOGIN, entry};
use crate::model::account::Account;
use crate::model::error::Kind::{Forbidden, Network, NoMailbox, Other, SignInRequired, Throttled};
use crate::model::error::{Error, Kind};

/// What Graph's refusal means for an account. `code` is the deepest code that its body holds.
///
/// The status decides about the kind, since codes are reused; only that there is no mailbox is told by the code alone.
pub fn graph_error(status: u16, code: &str, said: &str, account: &Account) -> Error {
    let shown = if code.is_empty() { format!("http_{status}") } else { code.to_owned() };
    let general = if status >= 500 { "http_503" } else { "http_400" };
    let by_status = entry(&format!("http_{status}")).or_else(|| entry(general));
    let agrees = |row: &&Entry| row.kind == NoMailbox || by_status.is_none_or(|general| general.kind == row.kind);
    let row = entry(code).filter(agrees).or(by_status);
    let said = if said.trim().is_empty() { "Graph gave no reason." } else { said.trim() };
    let Some(row) = row else { return Error::new(Kind::Other, shown, said) };
    match row.kind {
        Forbidden | Other => row.error(&shown, said, account),
        Network => row.error(&shown, &format!("Graph has a passing fault (HTTP {status})."), account),
        _ => row.error(&shown, row.happened, account),
    }
}

/// What Graph's refusal to tell about one person means. What it says is for those who run the server, and not shown where calcli has
/// words of its own.
pub fn schedule_error(code: &str, said: &str, email: &str, account: &Account) -> Error {
    let code = if code.trim().is_empty() { "schedule_unreadable" } else { code.trim() };
    let said = said.lines().next().map(str::trim).filter(|line| !line.is_empty());
    match entry(code) {
        Some(row) => row.error(code, row.happened, account),
        None => Error::new(Other, code, said.unwrap_or("Graph gave no reason."))
            .hint(format!("check the address {email}, or ask through another account: `--with NAME/{email}`")),
    }
}

const REST: &str = "to leave the account out: `calcli account set NAME --enabled false`";

/// Every refusal of Graph that calcli has its own words for.
pub(super) const TABLE: &[Entry] = &[
    Entry {
        codes: &["InvalidAuthenticationToken", "http_401"],
        kind: SignInRequired,
        happened: "Graph refused the token.",
        why: "It has ended or was revoked, and a new one was refused too.",
        steps: &[LOGIN],
    },
    Entry {
        codes: &["insufficient_claims"],
        kind: SignInRequired,
        happened: "The tenant asks for a fresh sign-in before Graph answers.",
        why: "Something changed since the token was issued: the password, the place, the risk or a policy.",
        steps: &[LOGIN],
    },
    Entry {
        codes: &["ErrorAccessDenied", "Authorization_RequestDenied", "http_403"],
        kind: Forbidden,
        happened: "Graph does not allow this.",
        why: "A permission is missing, the calendar is not shared with you, or a policy of the tenant keeps this application from its mailboxes.",
        steps: &[
            LOGIN,
            "a new sign-in asks for permissions that are missing; for calendars of others, first `calcli account set NAME --scopes shared`",
            "else ask the tenant's admin whether an application access policy of Exchange keeps this application out",
        ],
    },
    Entry {
        codes: &["MailboxNotEnabledForRESTAPI", "MailboxNotSupportedForRESTAPI", "OrganizationFromTenantGuidNotFound"],
        kind: NoMailbox,
        happened: "This identity has no Exchange Online mailbox in this tenant.",
        why: "A guest has its mailbox at home; other reasons are no license, a mailbox on the company's own server, or a personal account that signed in to a work tenant.",
        steps: &["for a personal account use `calcli account set NAME --tenant consumers`", REST],
    },
    Entry {
        codes: &["ErrorItemNotFound", "ResourceNotFound", "http_404"],
        kind: Other,
        happened: "Graph does not find it.",
        why: "The meeting or calendar is gone, or it is in another mailbox.",
        steps: &["see what is there: `calcli events --account NAME` and `calcli calendars --account NAME`"],
    },
    Entry {
        codes: &["ErrorMailRecipientNotFound", "ErrorMailboxStoreUnavailable", "5009"],
        kind: Other,
        happened: "Graph knows nobody of this address.",
        why: "There is no mailbox of that name in the tenant, or in one that it shares free and busy time with.",
        steps: &[
            "check the address, or ask through the account of that person's company: `calcli free --with NAME/ADDRESS`",
        ],
    },
    Entry {
        codes: &["ErrorNoFreeBusyAccess", "ErrorNotAllowedExternalSharingByPolicy"],
        kind: Forbidden,
        happened: "Graph does not show this person's time.",
        why: "That person, or the tenant, shares it with nobody, or not with you.",
        steps: &["ask that person to share the calendar's free and busy time with you"],
    },
    Entry {
        codes: &["schedule_unreadable"],
        kind: Other,
        happened: "Graph's answer does not tell when this person is free.",
        why: "Nothing was said about the address, or not about the whole time.",
        steps: &["try again in a moment, or leave that person out"],
    },
    Entry {
        codes: &["SyncStateNotFound", "http_410"],
        kind: Network,
        happened: "Graph no longer knows where the last reading ended.",
        why: "It keeps such marks for a while only.",
        steps: &["run the command again; everything is read anew"],
    },
    Entry {
        codes: &["TooManyRequests", "ApplicationThrottled", "http_429"],
        kind: Throttled,
        happened: "Graph asks to slow down.",
        why: "A mailbox answers 10,000 requests in ten minutes and four at once, those of all programs with this application together.",
        steps: &["try again in a minute"],
    },
    Entry {
        codes: &["too_many_events"],
        kind: Other,
        happened: "Graph answers with more than a calendar of a person holds.",
        why: "calcli reads 1,000 entries of a page and 100,000 of a mailbox, so that no server can fill the memory of this machine.",
        steps: &["ask for a shorter time, such as `calcli events --week`"],
    },
    Entry {
        codes: &["serviceNotAvailable", "UnknownError", "http_500", "http_502", "http_503", "http_504"],
        kind: Network,
        happened: "Graph has a passing fault.",
        why: "Microsoft's service says so itself.",
        steps: &["try again in a moment", "see whether others have it too: https://status.cloud.microsoft"],
    },
    Entry {
        codes: &["BadRequest", "ErrorInvalidRequest", "ErrorInvalidParameter", "http_400"],
        kind: Other,
        happened: "Graph does not understand the request.",
        why: "Something in this mailbox is not as calcli expects it, or calcli has a bug.",
        steps: &[
            "see whether its calendars can be read: `calcli calendars --account NAME`",
            "to read some of them only: `calcli account set NAME --calendar CALENDAR`",
            "report it as a bug of calcli, with what `calcli -v events --account NAME` tells",
        ],
    },
];
