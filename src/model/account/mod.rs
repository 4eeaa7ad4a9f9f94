//! An account as its user describes it: a label, a tenant, an application, and what it may read.

mod access;
mod calendars;
mod client_id;
mod color;
mod label;
mod palette;
mod tenant;

pub use access::Access;
pub use calendars::{CalendarChoice, CalendarPattern, is_own};
pub use client_id::ClientId;
pub use color::Color;
pub use label::Label;
pub use palette::colors;
pub use tenant::{PERSONAL_TENANT, Tenant};

use crate::model::cloud::{Cloud, Endpoints};
use crate::model::flow::Flow;
use crate::model::own_token::{TokenSource, variable};

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

#[cfg(any(test, fuzzing))]
pub(crate) mod samples {
    //! An account for the tests of every room.
    #![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

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
            calendars: CalendarChoice::default(),
            login: None,
            enabled: true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_shared_by_no_two_accounts_that_differ_in_server_tenant_application_or_source() {
        let one = samples::account("one", "xebia.com");
        assert!(one.signs_in_like(&Account { label: "two".parse().unwrap(), ..one.clone() }));
        let other = |change: fn(&mut Account)| {
            let mut other = one.clone();
            change(&mut other);
            other
        };
        for other in [
            other(|other| other.endpoints = Cloud::UsGov.endpoints()),
            other(|other| other.tenant = "marimer.com".parse().unwrap()),
            other(|other| other.client_id = "99999999-9999-4999-8999-999999999999".parse().unwrap()),
            other(|other| other.source = TokenSource::Command("token".parse().unwrap())),
        ] {
            assert!(!one.signs_in_like(&other) && !other.signs_in_like(&one), "{other:?}");
        }
    }

    #[test]
    fn an_account_with_a_token_of_its_own_is_not_signed_in_to() {
        let mut account = samples::account("one", "xebia.com");
        let sources = [
            (TokenSource::SignIn, None),
            (TokenSource::Command("token".parse().unwrap()), Some("command")),
            (TokenSource::Environment("secret".to_owned().into()), Some("environment")),
        ];
        for (source, store) in sources {
            account.source = source;
            assert_eq!((account.brings_own_token(), account.source.store()), (store.is_some(), store));
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
}
