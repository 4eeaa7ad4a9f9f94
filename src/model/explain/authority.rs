//! What an authority says no with about sign-ins, people, policies and consent: AADSTS numbers, and the names of OAuth for what has no
//! number.
//!
//! Sources: Microsoft identity platform, "Authentication and authorization error codes" and "Device authorization grant"; RFC 6749
//! 5.2; RFC 8628 3.5. Numbers that the reference leaves out are those that its users report.

use super::{Entry, LOGIN, REGISTER, REPORT, SET_TENANT, SHOW};
use crate::model::error::Kind::{Forbidden, Network, Other, SignInRequired, Throttled};

const BROWSER: &str = "calcli login --account NAME --browser";
const CONSENT: &str = "send the tenant's admin the address that `calcli account consent-url NAME` prints; who opens it and accepts, approves calcli for the tenant";
const ASK_POLICY: &str = "else ask the tenant's admin, with the correlation id, to look the sign-in up in Entra (Monitoring → Sign-in logs → Conditional Access) and to except you or this application from the policy";
const AGAIN: &str = "try again in a moment";

const CODE_SPENT: &str = "The code of the sign-in is wrong, expired or used.";
const CODE_LIFE: &str = "A code lives for 15 minutes and serves once.";
const BLOCKED_IN_BROWSER: &str =
    "where the browser said that your admin blocks it (53003): `calcli login --account NAME --browser`";

/// Every refusal that calcli has its own words for.
pub(super) const TABLE: &[Entry] = &[
    // ---- The sign-in has ended ----
    Entry {
        codes: &["AADSTS700082"],
        kind: SignInRequired,
        happened: "The refresh token has expired due to inactivity.",
        why: "Microsoft ends a sign-in that was not used for 90 days.",
        steps: &[LOGIN],
    },
    Entry {
        codes: &["AADSTS70008", "AADSTS50089", "token_expired"],
        kind: SignInRequired,
        happened: "The sign-in has expired.",
        why: "Codes live for minutes and refresh tokens for 90 days; this one is past its time.",
        steps: &[LOGIN],
    },
    Entry {
        codes: &["AADSTS70043"],
        kind: SignInRequired,
        happened: "The tenant asks for a fresh sign-in at regular intervals, and it is time for one.",
        why: "A Conditional Access policy of the tenant sets a sign-in frequency.",
        steps: &[LOGIN],
    },
    Entry {
        codes: &["AADSTS50173", "AADSTS50132", "AADSTS50133", "AADSTS70000", "bad_token"],
        kind: SignInRequired,
        happened: "The sign-in was revoked, for example because the password changed.",
        why: "A changed password, an admin, or the user under \"Sign out everywhere\" ends the sign-ins that were made before. It is about tokens that calcli stores; for one that the account brings along see `calcli explain token_refused`.",
        steps: &[LOGIN],
    },
    Entry {
        codes: &["AADSTS700084"],
        kind: SignInRequired,
        happened: "The refresh token has reached the 24 hours that single-page applications get.",
        why: "The redirect address http://localhost is registered under \"Single-page application\".",
        steps: &[
            "in the app registration, move http://localhost from \"Single-page application\" to \"Mobile and desktop applications\" (Authentication), or it ends again tomorrow",
            LOGIN,
        ],
    },
    Entry {
        codes: &["AADSTS50058", "login_required"],
        kind: SignInRequired,
        happened: "Nobody is signed in there.",
        why: "The authority has no session to answer from, and a person has to sign in.",
        steps: &[LOGIN],
    },
    Entry {
        codes: &["invalid_grant", "interaction_required", "basic_action", "additional_action", "message_only"],
        kind: SignInRequired,
        happened: "The authority asks for a new sign-in.",
        why: "The stored sign-in has ended, was revoked, or no longer meets what the tenant asks for.",
        steps: &[LOGIN],
    },
    // ---- The sign-in by code, or in the browser, did not come to its end ----
    Entry {
        codes: &["AADSTS70016", "authorization_pending", "slow_down"],
        kind: SignInRequired,
        happened: "The sign-in is not finished yet.",
        why: "calcli waits until the code was typed in the browser and the sign-in there was confirmed.",
        steps: &["finish the sign-in in the browser", LOGIN],
    },
    Entry {
        codes: &["AADSTS70018", "AADSTS70019", "AADSTS90119", "AADSTS90120"],
        kind: SignInRequired,
        happened: CODE_SPENT,
        why: CODE_LIFE,
        steps: &[LOGIN, BLOCKED_IN_BROWSER],
    },
    Entry {
        codes: &["expired_token", "bad_verification_code"],
        kind: Other,
        happened: CODE_SPENT,
        why: CODE_LIFE,
        steps: &[LOGIN, BLOCKED_IN_BROWSER],
    },
    Entry {
        codes: &["AADSTS54005", "AADSTS501481"],
        kind: SignInRequired,
        happened: "The code of the sign-in was used already, or belongs to another attempt.",
        why: "It serves once and only the process that asked for it; a reloaded page, or a connection that broke, sends it twice.",
        steps: &[LOGIN],
    },
    Entry {
        codes: &["authorization_declined", "access_denied"],
        kind: Other,
        happened: "The sign-in was declined in the browser.",
        why: "Somebody chose \"Cancel\" or \"No\".",
        steps: &[LOGIN],
    },
    // ---- The person ----
    Entry {
        codes: &["AADSTS50072", "AADSTS50074", "AADSTS50076", "AADSTS50078", "AADSTS50079"],
        kind: SignInRequired,
        happened: "The tenant asks for multi-factor authentication.",
        why: "A policy or a new place asks for a second factor, or the last one has ended.",
        steps: &[LOGIN],
    },
    Entry {
        codes: &["AADSTS50158"],
        kind: SignInRequired,
        happened: "The tenant asks for multi-factor authentication of another provider, or for its terms of use to be accepted.",
        why: "Such a step is shown in a browser only.",
        steps: &[BROWSER, LOGIN],
    },
    Entry {
        codes: &["AADSTS53004"],
        kind: SignInRequired,
        happened: "Multi-factor authentication has to be set up first, and this sign-in looks too risky for that.",
        why: "Entra holds the registration of a second factor back until it trusts the sign-in.",
        steps: &["set it up at https://aka.ms/mfasetup, from a network and a device that you use every day", LOGIN],
    },
    Entry {
        codes: &["AADSTS50053"],
        kind: SignInRequired,
        happened: "The user account is locked for a while.",
        why: "There were too many wrong passwords, or the address that they came from is known for attacks.",
        steps: &["wait some minutes, or reset the password at https://aka.ms/sspr", LOGIN],
    },
    Entry {
        codes: &["AADSTS50055", "AADSTS50144", "user_password_expired"],
        kind: SignInRequired,
        happened: "The password has expired.",
        why: "The tenant asks for a new one.",
        steps: &["change it: sign in at https://myaccount.microsoft.com, or as your employer says", LOGIN],
    },
    Entry {
        codes: &["AADSTS50126"],
        kind: SignInRequired,
        happened: "The user name or the password is wrong.",
        why: "It was typed in the browser; calcli never sees a password.",
        steps: &[LOGIN],
    },
    Entry {
        codes: &["AADSTS50057"],
        kind: Forbidden,
        happened: "The user account is disabled.",
        why: "An admin of the tenant has blocked its sign-ins.",
        steps: &[
            "ask the tenant's admin to enable it (Entra: Users → the user → Account status)",
            "to leave the account out: `calcli account set NAME --enabled false`",
        ],
    },
    Entry {
        codes: &["AADSTS16000", "AADSTS50020", "AADSTS50034", "AADSTS51004", "AADSTS90072"],
        kind: Other,
        happened: "This user account does not exist in the tenant.",
        why: "The browser signed in somebody of another tenant, or a personal account, or the account's tenant is set wrongly.",
        steps: &[
            "sign in as a user of that tenant, in a private window: `calcli login --account NAME`",
            SET_TENANT,
            "or ask the tenant's admin to invite you as a guest",
        ],
    },
    Entry {
        codes: &["AADSTS500208"],
        kind: Other,
        happened: "The application does not accept personal Microsoft accounts.",
        why: "A personal account signed in to an application of work accounts.",
        steps: &[
            "sign in with a work account of the tenant, in a private window: `calcli login --account NAME`",
            "for a personal account, use an application that accepts it: `calcli account set NAME --tenant consumers --client-id ID`",
        ],
    },
    // ---- Policies of the tenant ----
    Entry {
        codes: &["AADSTS53003"],
        kind: Forbidden,
        happened: "A Conditional Access policy of the tenant blocks this sign-in.",
        why: "Most often it forbids the device code, which Microsoft recommends; then the browser works. The mark of a device code stays on a sign-in, so one that was refreshed for months can be refused too.",
        steps: &[BROWSER, ASK_POLICY],
    },
    Entry {
        codes: &[
            "AADSTS50005",
            "AADSTS50097",
            "AADSTS50129",
            "AADSTS53000",
            "AADSTS53001",
            "protection_policy_required",
        ],
        kind: Forbidden,
        happened: "The tenant accepts managed devices only.",
        why: "A device code cannot prove on which device it was asked for; a browser on a managed device can.",
        steps: &["on a managed device: `calcli login --account NAME --browser`", ASK_POLICY],
    },
    Entry {
        codes: &["AADSTS50131"],
        kind: Forbidden,
        happened: "The tenant's policy refuses this sign-in for the state of the device, the place or a suspected risk.",
        why: "Conditional Access weighs device, place and risk.",
        steps: &["on a managed device, in the usual network: `calcli login --account NAME --browser`", ASK_POLICY],
    },
    Entry {
        codes: &["AADSTS53002"],
        kind: Forbidden,
        happened: "The tenant accepts approved applications only, and calcli is not one of them.",
        why: "A Conditional Access policy asks for an approved client application.",
        steps: &["ask the tenant's admin, with the correlation id, to except this application from the policy"],
    },
    Entry {
        codes: &["AADSTS53011"],
        kind: Forbidden,
        happened: "The user is blocked, because Entra suspects that the account was taken over.",
        why: "Identity Protection has raised the user's risk.",
        steps: &[
            "ask the tenant's admin to look at the user under Identity Protection → Risky users and to dismiss the risk",
        ],
    },
    Entry {
        codes: &["AADSTS530032", "AADSTS530033", "AADSTS530034", "AADSTS530035"],
        kind: Forbidden,
        happened: "The security policy of the tenant blocks this sign-in.",
        why: "Security defaults or a rule of the tenant forbid this way of signing in.",
        steps: &[BROWSER, "else ask the tenant's admin, with the correlation id, which policy blocks it"],
    },
    Entry {
        codes: &["AADSTS500021", "AADSTS500022", "AADSTS500212", "AADSTS500213"],
        kind: Forbidden,
        happened: "Access from one of the two tenants to the other is restricted.",
        why: "The network you are in, your own tenant or the other one allows sign-ins to certain tenants only.",
        steps: &[
            "try it in another network than the company's",
            "else ask the admins of both tenants to allow it (Entra: External Identities → Cross-tenant access settings)",
        ],
    },
    // ---- Consent ----
    Entry {
        codes: &["AADSTS65001", "consent_required"],
        kind: SignInRequired,
        happened: "Nobody has consented to this application reading the calendar.",
        why: "Consent is asked for during a sign-in; many tenants leave it to their admin.",
        steps: &[LOGIN, CONSENT],
    },
    Entry {
        codes: &["AADSTS65004"],
        kind: SignInRequired,
        happened: "The consent was declined.",
        why: "Somebody chose \"Cancel\" on the page that lists what calcli may read.",
        steps: &["sign in again and accept: `calcli login --account NAME`"],
    },
    Entry {
        codes: &["AADSTS90094", "AADSTS90095"],
        kind: Forbidden,
        happened: "An administrator has to approve this application first.",
        why: "The tenant does not let its users consent by themselves; since the end of 2025 that is Microsoft's default for calendars.",
        steps: &[CONSENT, REGISTER],
    },
    Entry {
        codes: &["AADSTS50105"],
        kind: Forbidden,
        happened: "You are not assigned to this application.",
        why: "The tenant has turned on \"Assignment required\" for it.",
        steps: &[
            "ask the tenant's admin to assign you: Entra → Enterprise applications → the application → Users and groups",
        ],
    },
    // ---- It passes, or is a bug ----
    Entry {
        codes: &[
            "AADSTS90033",
            "AADSTS90006",
            "AADSTS90024",
            "AADSTS90012",
            "AADSTS50033",
            "AADSTS70012",
            "temporarily_unavailable",
            "server_error",
        ],
        kind: Network,
        happened: "The sign-in service has a passing fault.",
        why: "Microsoft says so itself.",
        steps: &[AGAIN],
    },
    Entry {
        codes: &["AADSTS50196"],
        kind: Throttled,
        happened: "The sign-in service was asked the same thing too often.",
        why: "Something runs calcli in a loop, or several machines share one sign-in.",
        steps: &["wait five minutes, and look for what runs calcli over and over"],
    },
    Entry {
        codes: &["AADSTS90055"],
        kind: Throttled,
        happened: "The tenant is asked more than it may be.",
        why: "Microsoft limits the requests of all applications of a tenant together.",
        steps: &["try again in a few minutes"],
    },
    Entry {
        codes: &["AADSTS9002313", "AADSTS900144", "AADSTS90014", "invalid_request"],
        kind: Other,
        happened: "The sign-in service does not understand the request.",
        why: "Something in it is missing or malformed; that should not happen.",
        steps: &[SHOW, REPORT],
    },
];
