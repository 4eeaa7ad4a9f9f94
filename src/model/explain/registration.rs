//! What an authority says no with about the app registration, the tenant and the cloud: what is set up wrongly.
//!
//! Sources: as those of the other refusals.

use super::{Entry, LOGIN, REGISTER, REPORT, SET_TENANT, SHOW};
use crate::model::error::Kind::{Forbidden, Other, SignInRequired};

const SET_CLIENT: &str = "set the right application: `calcli account set NAME --client-id ID`";

/// Every refusal for a wrong set-up.
pub(super) const TABLE: &[Entry] = &[
    // ---- The app registration ----
    Entry {
        codes: &["AADSTS700016", "AADSTS700011", "AADSTS70001", "unauthorized_client"],
        kind: Other,
        happened: "The application is not known in this tenant.",
        why: "The client id, the tenant or the cloud is wrong, or the application is one of another tenant alone.",
        steps: &[SHOW, SET_CLIENT, REGISTER],
    },
    Entry {
        codes: &["AADSTS7000112"],
        kind: Forbidden,
        happened: "The application is disabled.",
        why: "An admin of the tenant, or Microsoft, has blocked it.",
        steps: &[
            "ask the tenant's admin to enable it: Entra → Enterprise applications → the application → Properties → Enabled for users to sign in",
            REGISTER,
        ],
    },
    Entry {
        codes: &["AADSTS7000218", "invalid_client"],
        kind: Other,
        happened: "The app registration does not allow public clients.",
        why: "Without that Entra expects a secret, which a program on a user's machine cannot keep.",
        steps: &[
            "in the app registration, set Authentication → \"Allow public client flows\" to Yes (isFallbackPublicClient)",
            REGISTER,
        ],
    },
    Entry {
        codes: &["AADSTS700025"],
        kind: Other,
        happened: "The application is public, and a secret was sent for it.",
        why: "calcli sends none, so something between calcli and Microsoft adds one.",
        steps: &["look for a proxy that changes requests: HTTPS_PROXY", REPORT],
    },
    Entry {
        codes: &["AADSTS65005", "AADSTS650056", "AADSTS650057"],
        kind: Other,
        happened: "The app registration does not name the permissions that calcli asks for.",
        why: "They have to be listed under API permissions → Microsoft Graph → Delegated.",
        steps: &["see which ones and how to add them: `calcli account setup NAME --portal`"],
    },
    Entry {
        codes: &["AADSTS70011", "AADSTS28002", "AADSTS28003", "AADSTS700022", "AADSTS700023", "invalid_scope"],
        kind: Other,
        happened: "The application may not ask for these permissions.",
        why: "They do not exist in this cloud, or are those of more than one service.",
        steps: &[
            "set what to ask for: `calcli account set NAME --scopes read`",
            "check the cloud: `calcli account show NAME`",
        ],
    },
    Entry {
        codes: &["AADSTS50011", "AADSTS500113", "AADSTS900971"],
        kind: Other,
        happened: "The address that the browser should return to is not registered.",
        why: "A sign-in in the browser ends at http://localhost, which the registration must name; the port does not matter.",
        steps: &[
            "in the app registration, add http://localhost under Authentication → \"Mobile and desktop applications\"",
            "or sign in without it: `calcli login --account NAME --device-code`",
        ],
    },
    Entry {
        codes: &["AADSTS50194"],
        kind: Other,
        happened: "The application is for one tenant only.",
        why: "Such an application can be asked for under its tenant's own name only.",
        steps: &[SET_TENANT],
    },
    Entry {
        codes: &["AADSTS9001023", "AADSTS90124", "AADSTS90130"],
        kind: Other,
        happened: "This way of signing in is not offered for that kind of account.",
        why: "The tenant is set to a word that this application, or the device code, does not work with.",
        steps: &[SET_TENANT, "or let the tenant be found: `calcli account set NAME --tenant organizations`"],
    },
    Entry {
        codes: &["AADSTS9002331", "AADSTS9002346"],
        kind: Other,
        happened: "The application is for personal Microsoft accounts only.",
        why: "Its registration names that audience, and the account's tenant is one of work accounts.",
        steps: &[
            "for a personal account: `calcli account set NAME --tenant consumers`",
            "for a work account, use another application: `calcli account set NAME --client-id ID`",
        ],
    },
    Entry {
        codes: &["AADSTS9002332"],
        kind: Other,
        happened: "The application does not accept personal Microsoft accounts, and the tenant is theirs.",
        why: "Its registration names work and school accounts only.",
        steps: &[
            SET_TENANT,
            "for a personal account, use another application: `calcli account set NAME --client-id ID`",
        ],
    },
    Entry {
        codes: &["AADSTS500201", "AADSTS90027"],
        kind: Other,
        happened: "The application cannot give tokens to personal accounts.",
        why: "It accepts work accounts only, or tokens of version 1.",
        steps: &[
            "in the app registration, set the supported account types to include personal accounts, and requestedAccessTokenVersion to 2",
            "see all of it: `calcli account setup NAME --portal`",
        ],
    },
    Entry {
        codes: &["client_mismatch"],
        kind: SignInRequired,
        happened: "The stored sign-in belongs to another application.",
        why: "The client id has changed since.",
        steps: &[LOGIN],
    },
    // ---- The tenant and the cloud ----
    Entry {
        codes: &["AADSTS50059", "AADSTS90019"],
        kind: Other,
        happened: "The request names no tenant.",
        why: "Neither the account nor the user name leads to one.",
        steps: &[SET_TENANT, "or let it be found: `calcli account set NAME --tenant organizations`"],
    },
    Entry {
        codes: &["AADSTS90002"],
        kind: Other,
        happened: "No such tenant.",
        why: "The tenant's id or domain is mistyped, the tenant is gone, or it is in another national cloud.",
        steps: &[
            "set the right tenant, `calcli account set NAME --tenant TENANT`, or the cloud of a government or of China, `calcli account set NAME --cloud usgov|dod|china`",
        ],
    },
    Entry {
        codes: &["AADSTS90038"],
        kind: Other,
        happened: "The tenant is in another national cloud.",
        why: "Registrations and sign-ins do not cross from one of Microsoft's clouds to another.",
        steps: &[
            "set its cloud: `calcli account set NAME --cloud usgov|dod|china`",
            "it needs an application of that cloud, too: `calcli account setup NAME`",
        ],
    },
];
