//! An account as its user describes it: a label, a tenant, an application, and what it may read.

use crate::model::cloud::{Cloud, Endpoints};
use crate::model::flow::Flow;
use crate::model::own_token::{TokenSource, variable};
use serde::Deserialize;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;
use uuid::Uuid;

/// The tenant that holds every personal Microsoft account.
/// Source: Microsoft identity platform, "ID token claims reference" (`tid`).
pub const PERSONAL_TENANT: Uuid = Uuid::from_u128(0x9188_040d_6c67_4c5b_b112_36a3_04b6_6dad);

/// The user's name for an account, such as `xebia`. Compared without case; lower case in keys.
#[derive(Clone, Debug, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Label(String);

impl Label {
    /// The label as the user wrote it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The label in lower case, as keys hold it.
    pub fn key(&self) -> String {
        self.0.to_ascii_lowercase()
    }
}

impl FromStr for Label {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let starts_well = text.starts_with(|c: char| c.is_ascii_alphanumeric());
        let continues_well = text.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c));
        if starts_well && continues_well && text.len() <= 64 {
            return Ok(Self(text.to_owned()));
        }
        Err(format!(
            "`{}` is not a name for an account: use up to 64 letters, digits, dots, dashes and underscores, and begin with a letter or a digit",
            text.escape_debug()
        ))
    }
}

impl TryFrom<String> for Label {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl PartialEq for Label {
    fn eq(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }
}

impl Hash for Label {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where an account signs in: the tenant segment of the authority.
/// Source: Microsoft identity platform, "OpenID Connect on the Microsoft identity platform".
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum Tenant {
    /// A tenant by its id.
    Id(Uuid),
    /// A tenant by one of its verified domains.
    Domain(String),
    /// Personal Microsoft accounts.
    Consumers,
    /// The work or school tenant that the user turns out to belong to.
    Organizations,
}

impl Tenant {
    /// The tenant's id where it is known without asking anyone.
    pub fn id(&self) -> Option<Uuid> {
        match self {
            Self::Id(id) => Some(*id),
            Self::Consumers => Some(PERSONAL_TENANT),
            Self::Domain(_) | Self::Organizations => None,
        }
    }
}

impl FromStr for Tenant {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim().to_ascii_lowercase();
        if let Ok(id) = Uuid::try_parse(&text) {
            return Ok(if id == PERSONAL_TENANT { Self::Consumers } else { Self::Id(id) });
        }
        match text.as_str() {
            "consumers" => Ok(Self::Consumers),
            "organizations" => Ok(Self::Organizations),
            "common" => Err("`common` is not offered as a tenant: refresh tokens of personal accounts issued under it stop working \
                             (AADSTS70000); use `consumers` for a personal account, and the tenant's id or domain, or `organizations`, for a work account"
                .to_owned()),
            "outlook.com" | "hotmail.com" | "live.com" | "msn.com" | "gmail.com" => {
                Err(format!("`{text}` is no tenant, for its accounts are personal ones: use `consumers`"))
            }
            _ if is_domain(&text) => Ok(Self::Domain(text)),
            _ => Err(format!(
                "`{}` is not a tenant: use its id (a GUID), a verified domain such as xebia.com, `consumers` or `organizations`",
                text.escape_debug()
            )),
        }
    }
}

/// Whether this is a host name of at least two labels.
fn is_domain(text: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    text.len() <= 253 && text.contains('.') && text.split('.').all(label)
}

impl TryFrom<String> for Tenant {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl fmt::Display for Tenant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Id(id) => write!(f, "{id}"),
            Self::Domain(domain) => f.write_str(domain),
            Self::Consumers => f.write_str("consumers"),
            Self::Organizations => f.write_str("organizations"),
        }
    }
}

/// The application (client) id of an app registration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct ClientId(Uuid);

impl ClientId {
    /// The id of an account that brings its own token and names no application.
    pub const NONE: Self = Self(Uuid::nil());
}

impl FromStr for ClientId {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        Uuid::try_parse(text.trim()).map(Self).map_err(|_| {
            format!(
                "`{}` is not a client id: it is a GUID, shown as \"Application (client) ID\" of the app registration",
                text.escape_debug()
            )
        })
    }
}

impl TryFrom<String> for ClientId {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl fmt::Display for ClientId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// How much of the calendar an account asks for; the least that does the job is the default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Access {
    /// Times, subjects and places, without bodies and attachments: `Calendars.ReadBasic`.
    Basic,
    /// The own calendars: `Calendars.Read`.
    #[default]
    Read,
    /// Also calendars that others share: `Calendars.Read.Shared`.
    Shared,
    /// Also answering and changing: `Calendars.ReadWrite`.
    Write,
}

impl Access {
    /// Every choice, in the order the help shows them.
    pub const ALL: [Self; 4] = [Self::Basic, Self::Read, Self::Shared, Self::Write];

    /// The name in the config and in flags.
    pub fn name(self) -> &'static str {
        match self {
            Self::Basic => "basic",
            Self::Read => "read",
            Self::Shared => "shared",
            Self::Write => "write",
        }
    }

    /// The Graph permissions to ask for, without the resource's prefix.
    /// Source: Microsoft Graph permissions reference.
    pub fn permissions(self) -> &'static [&'static str] {
        match self {
            Self::Basic => &["Calendars.ReadBasic", "User.Read"],
            Self::Read => &["Calendars.Read", "User.Read"],
            Self::Shared => &["Calendars.Read", "Calendars.Read.Shared", "User.Read"],
            Self::Write => &["Calendars.ReadWrite", "User.Read"],
        }
    }
}

/// The colour of an account's tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "a colour is its name")]
pub enum Color {
    Red,
    Green,
    Yellow,
    Blue,
    Magenta,
    Cyan,
    White,
}

impl Color {
    /// Every colour, in the order they are given to accounts that name none.
    pub const ALL: [Self; 7] =
        [Self::Cyan, Self::Magenta, Self::Yellow, Self::Green, Self::Blue, Self::Red, Self::White];

    /// The name in the config and in flags.
    pub fn name(self) -> &'static str {
        match self {
            Self::Red => "red",
            Self::Green => "green",
            Self::Yellow => "yellow",
            Self::Blue => "blue",
            Self::Magenta => "magenta",
            Self::Cyan => "cyan",
            Self::White => "white",
        }
    }
}

/// Which calendars of a mailbox are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum CalendarChoice {
    /// Those that the mailbox's owner owns and can edit.
    #[default]
    Own,
    /// Every calendar in the mailbox, also shared and subscribed ones.
    All,
    /// Those with these names, compared without case.
    Named(Vec<String>),
}

/// One account, with every default filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The user's name for it.
    pub label: Label,
    /// Where it signs in.
    pub tenant: Tenant,
    /// The application it signs in with; [`ClientId::NONE`] where it signs in with none.
    pub client_id: ClientId,
    /// Where its tokens come from.
    pub source: TokenSource,
    /// The only person who may sign in here, and the login hint.
    pub username: Option<String>,
    /// A longer name for people.
    pub display_name: Option<String>,
    /// The colour of its tag.
    pub color: Option<Color>,
    /// The cloud, or `None` for servers named by the user.
    pub cloud: Option<Cloud>,
    /// The servers of that cloud.
    pub endpoints: Endpoints,
    /// What it asks for.
    pub access: Access,
    /// Which calendars it reads.
    pub calendars: CalendarChoice,
    /// How to sign in, where the user decided.
    pub login: Option<Flow>,
    /// Whether it takes part; a resting account is only listed.
    pub enabled: bool,
}

impl Account {
    /// The scopes of a sign-in: OpenID Connect's, and the Graph permissions fully qualified, which personal accounts need
    /// (a bare name yields a token that Graph refuses with `IDX14100`).
    pub fn scopes(&self) -> Vec<String> {
        let graph = self.access.permissions().iter().map(|permission| format!("{}/{permission}", self.endpoints.graph));
        ["openid", "profile", "offline_access"].map(str::to_owned).into_iter().chain(graph).collect()
    }

    /// Whether the tokens of one are valid for the other: the same servers, tenant and application, and whether a command
    /// brings them.
    pub fn signs_in_like(&self, other: &Self) -> bool {
        let command = |account: &Self| matches!(account.source, TokenSource::Command(_));
        (&self.endpoints, &self.tenant, self.client_id, command(self))
            == (&other.endpoints, &other.tenant, other.client_id, command(other))
    }

    /// The application, where there is one.
    pub fn application(&self) -> Option<ClientId> {
        Some(self.client_id).filter(|id| *id != ClientId::NONE)
    }

    /// Whether its tokens come from the user, so that calcli neither signs it in nor stores anything for it.
    pub fn brings_own_token(&self) -> bool {
        self.source != TokenSource::SignIn
    }

    /// The command that signs this account in, or what to do where calcli is not the one that does.
    pub fn login_command(&self) -> String {
        match &self.source {
            TokenSource::SignIn => format!("calcli login --account {}", self.label),
            TokenSource::Command(command) => {
                format!("sign in with `{}`, the token_command of {}", command.program(), self.label)
            }
            TokenSource::Environment(_) => format!("put a fresh token into {}", variable(&self.label)),
        }
    }
}

#[cfg(test)]
pub(crate) mod samples {
    //! An account for the tests of every room.

    use super::*;

    /// An account with every default.
    pub fn account(label: &str, tenant: &str) -> Account {
        Account {
            label: label.parse().unwrap(),
            tenant: tenant.parse().unwrap(),
            client_id: "11111111-1111-4111-8111-111111111111".parse().unwrap(),
            source: TokenSource::SignIn,
            username: None,
            display_name: None,
            color: None,
            cloud: Some(Cloud::Global),
            endpoints: Cloud::Global.endpoints(),
            access: Access::Read,
            calendars: CalendarChoice::Own,
            login: None,
            enabled: true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_compared_without_case_and_refuses_what_a_path_or_shell_would_mind() {
        assert_eq!("Xebia".parse::<Label>(), "xEBIA".parse::<Label>());
        for bad in ["", "-x", ".x", "a b", "a/b", "a#1", "ä", &"x".repeat(65)] {
            assert!(bad.parse::<Label>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_tenant_is_a_guid_a_domain_or_one_of_two_words() {
        assert_eq!("Xebia.com".parse(), Ok(Tenant::Domain("xebia.com".to_owned())));
        assert_eq!("9188040d-6c67-4c5b-b112-36a304b66dad".parse(), Ok(Tenant::Consumers));
        assert!("6C2F0000-0000-4000-8000-000000000001".parse::<Tenant>().is_ok_and(|t| t.id().is_some()));
        for bad in ["xebia", "", "https://xebia.com", "a..b", "-a.com", "xebia.com/x"] {
            assert!(bad.parse::<Tenant>().is_err(), "{bad}");
        }
    }

    #[test]
    fn the_scopes_name_the_graph_of_the_accounts_own_cloud() {
        let scopes = |cloud: Cloud| {
            let account = Account { endpoints: cloud.endpoints(), ..samples::account("gov", "gov.com") };
            account.scopes().join(" ")
        };
        let expected = "openid profile offline_access https://GRAPH/Calendars.Read https://GRAPH/User.Read";
        assert_eq!(scopes(Cloud::UsGov), expected.replace("GRAPH", "graph.microsoft.us"));
        assert_eq!(scopes(Cloud::Dod), expected.replace("GRAPH", "dod-graph.microsoft.us"));
        assert_eq!(scopes(Cloud::China), expected.replace("GRAPH", "microsoftgraph.chinacloudapi.cn"));
    }

    #[test]
    fn common_is_refused_with_the_reason() {
        let why = "common".parse::<Tenant>().unwrap_err();
        assert!(why.contains("AADSTS70000") && why.contains("consumers"), "{why}");
    }
}
