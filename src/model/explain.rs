//! What an error of Entra or Graph means and what to type next: one table, used by every room.

use crate::model::account::Account;
use crate::model::error::{Error, Kind};
use serde::Deserialize;
use serde_json::Value;

/// An error as an authority's token or device endpoint gives it. Every field may be missing.
/// Source: RFC 6749 5.2 and Microsoft identity platform, "Error handling".
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct OAuthError {
    /// The error's name, such as `invalid_grant`.
    pub error: String,
    /// Microsoft's text: `AADSTS70008: …`, then trace lines.
    pub error_description: String,
    /// The AADSTS numbers.
    pub error_codes: Vec<Value>,
    /// A finer name, such as `consent_required`.
    pub suberror: String,
    /// What an admin needs to find the sign-in in the tenant's log.
    pub correlation_id: String,
}

impl OAuthError {
    /// The AADSTS number, from the list or from the text.
    pub fn aadsts(&self) -> Option<u32> {
        let listed = self.error_codes.first().and_then(|code| code.as_u64().or_else(|| code.as_str()?.parse().ok()));
        let written = || {
            let digits = self.error_description.split_once("AADSTS")?.1;
            digits.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
        };
        listed.or_else(written).and_then(|code| u32::try_from(code).ok())
    }

    /// The first line of Microsoft's text, without its number.
    fn first_line(&self) -> Option<&str> {
        let line = self.error_description.lines().next()?.trim();
        let line = line.strip_prefix("AADSTS").and_then(|rest| rest.split_once(": ")).map_or(line, |(_, text)| text);
        (!line.is_empty()).then_some(line)
    }

    /// The code for scripts; empty where the answer holds none.
    pub fn code(&self) -> String {
        self.aadsts().map_or_else(|| self.error.clone(), |number| format!("AADSTS{number}"))
    }
}

/// What is advised about an error.
#[derive(Clone, Copy)]
enum Advice {
    /// `calcli login --account NAME`.
    SignIn,
    /// The app registration, the tenant or the cloud is set wrongly.
    Settings(&'static str),
    /// An administrator of the tenant has to do something.
    Admin(&'static str),
    /// It passes.
    Wait,
}

/// The AADSTS numbers that calcli has its own words for: numbers, message, advice.
/// Source: Microsoft identity platform, "Authentication and authorization error codes".
const TABLE: &[(&[u32], &str, Advice)] = &[
    (&[700_082], "The refresh token has expired due to inactivity.", Advice::SignIn),
    (&[70_008, 50_089], "The sign-in has expired.", Advice::SignIn),
    (&[70_043], "The tenant asks for a fresh sign-in at regular intervals, and it is time for one.", Advice::SignIn),
    (
        &[50_173, 50_132, 50_133, 70_000],
        "The sign-in was revoked, for example because the password changed.",
        Advice::SignIn,
    ),
    (
        &[50_072, 50_074, 50_076, 50_078, 50_079, 50_158],
        "The tenant asks for multi-factor authentication.",
        Advice::SignIn,
    ),
    (&[65_001, 65_004], "Nobody has consented to this application reading the calendar.", Advice::SignIn),
    (
        &[53_003, 530_033],
        "A Conditional Access policy of the tenant blocks this sign-in.",
        Advice::Admin(
            "ask the tenant's admin, with the correlation id, which Conditional Access policy blocks it (device codes are often forbidden)",
        ),
    ),
    (
        &[53_000, 53_001, 50_005, 50_097, 50_129],
        "The tenant accepts managed devices only, which a device code cannot prove.",
        Advice::Admin("ask the tenant's admin for an exception, or sign in on a managed device"),
    ),
    (
        &[90_094, 90_095],
        "An administrator has to approve this application first.",
        Advice::Admin("ask the tenant's admin to grant consent to the client id"),
    ),
    (
        &[50_105],
        "You are not assigned to this application.",
        Advice::Admin("ask the tenant's admin to assign you to it in Enterprise applications"),
    ),
    (
        &[700_016, 700_011, 70_001, 7_000_112],
        "The application is not known in this tenant.",
        Advice::Settings("check --client-id, --tenant and --cloud: `calcli account show NAME`"),
    ),
    (
        &[7_000_218],
        "The app registration does not allow public clients.",
        Advice::Settings("set \"Allow public client flows\" to Yes in the app registration (isFallbackPublicClient)"),
    ),
    (
        &[50_194],
        "The application is for one tenant only.",
        Advice::Settings("give that tenant: `calcli account set NAME --tenant TENANT`"),
    ),
    (
        &[9_002_331, 9_002_346],
        "The application is for personal Microsoft accounts only.",
        Advice::Settings("use the tenant of personal accounts: `calcli account set NAME --tenant consumers`"),
    ),
    (
        &[9_002_332, 500_208],
        "The application does not accept personal Microsoft accounts.",
        Advice::Settings("use another --client-id, or a work account"),
    ),
    (&[90_002], "No such tenant.", Advice::Settings("check --tenant and --cloud: `calcli account show NAME`")),
    (
        &[90_038],
        "The tenant is in another national cloud.",
        Advice::Settings("set its cloud: `calcli account set NAME --cloud usgov|dod|china`"),
    ),
    (
        &[70_011, 28_002, 28_003, 700_022, 700_023],
        "The application may not ask for these permissions.",
        Advice::Settings("check the API permissions of the app registration"),
    ),
    (
        &[16_000, 50_020, 50_034, 51_004, 90_072],
        "This user account does not exist in the tenant.",
        Advice::Settings(
            "sign in as a user of that tenant, or set the right one: `calcli account set NAME --tenant TENANT`",
        ),
    ),
    (&[90_033, 90_006, 90_024, 90_012, 50_033, 70_012], "The sign-in service has a passing fault.", Advice::Wait),
];

/// What an authority's refusal means for an account.
pub fn authority_error(refused: &OAuthError, account: &Account) -> Error {
    let number = refused.aadsts();
    let row = TABLE.iter().find(|(numbers, ..)| number.is_some_and(|number| numbers.contains(&number)));
    let said = refused.first_line().unwrap_or("The authority refused without saying why.");
    let message = row.map_or(said, |(_, message, _)| message).to_owned();
    let advice = row.map_or_else(|| by_name(&refused.error), |(.., advice)| *advice);
    let kind = match advice {
        Advice::SignIn => Kind::SignInRequired,
        Advice::Admin(_) => Kind::Forbidden,
        Advice::Wait => Kind::Network,
        Advice::Settings(_) => Kind::Other,
    };
    let mut error = Error::new(kind, refused.code(), message);
    error = match advice {
        Advice::SignIn => error.hint(account.login_command()),
        Advice::Admin(what) | Advice::Settings(what) => error.hint(what.replace("NAME", account.label.as_str())),
        Advice::Wait => error.hint("try again in a moment"),
    };
    if let (None, Some(number)) = (row, number) {
        error = error.hint(format!("https://login.microsoftonline.com/error?code={number}"));
    }
    if !refused.correlation_id.is_empty() {
        error = error.hint(format!("correlation id for the tenant's admin: {}", refused.correlation_id));
    }
    error
}

/// The advice for an error that has no row: by its OAuth name, on which alone Microsoft lets programs depend.
fn by_name(error: &str) -> Advice {
    match error {
        "invalid_grant" | "interaction_required" | "login_required" | "consent_required" => Advice::SignIn,
        "temporarily_unavailable" | "server_error" => Advice::Wait,
        _ => Advice::Settings("check the account: `calcli account show NAME`"),
    }
}

/// What Graph's refusal means for an account. `code` is the deepest code that its body holds.
/// Source: Microsoft Graph error responses; the mailbox codes are those of Exchange Online.
pub fn graph_error(status: u16, code: &str, said: &str, account: &Account) -> Error {
    let is = |name: &str| code.eq_ignore_ascii_case(name);
    let shown = if code.is_empty() { format!("http_{status}") } else { code.to_owned() };
    let said = if said.trim().is_empty() { "Graph gave no reason." } else { said.trim() };
    let mailbox_codes =
        ["MailboxNotEnabledForRESTAPI", "MailboxNotSupportedForRESTAPI", "OrganizationFromTenantGuidNotFound"];
    if mailbox_codes.iter().any(|name| is(name)) {
        return Error::new(Kind::NoMailbox, shown, "This identity has no Exchange Online mailbox in this tenant.")
            .hint(format!("for a personal account use `calcli account set {} --tenant consumers`", account.label))
            .hint(format!("to leave it out: `calcli account set {} --enabled false`", account.label));
    }
    match status {
        401 => Error::new(Kind::SignInRequired, shown, "Graph refused the token.").hint(account.login_command()),
        403 => Error::new(Kind::Forbidden, shown, said).hint(format!(
            "a permission may be missing: sign in again with `{}`, or ask the tenant's admin",
            account.login_command()
        )),
        429 => Error::new(Kind::Throttled, shown, "Graph asks to slow down.").hint("try again in a minute"),
        500.. => Error::new(Kind::Network, shown, format!("Graph has a passing fault (HTTP {status})."))
            .hint("try again in a moment"),
        _ => Error::new(Kind::Other, shown, said),
    }
}
