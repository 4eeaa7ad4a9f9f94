//! The app registration that calcli needs, as commands of the Azure CLI and as steps in the portal.
//!
//! Sources: Microsoft identity platform, "Register an application", "App manifest" and "National clouds"; `az ad app create --help`;
//! Microsoft Graph permissions reference for the ids.

use crate::model::account::{Access, Account, Tenant};
use crate::model::cloud::Cloud;
use std::fmt;

/// What stands for the client id in commands, until the first of them has made it.
pub const CLIENT_ID: &str = "{client_id}";

/// Microsoft Graph's own application id.
const GRAPH: &str = "00000003-0000-0000-c000-000000000000";

/// Whose accounts may sign in to an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Those of the tenant that it is registered in.
    OneTenant,
    /// Work accounts of any tenant.
    EveryTenant,
    /// Work accounts of any tenant, and personal ones.
    Everyone,
    /// Personal accounts.
    Personal,
}

impl Audience {
    /// The name of `signInAudience`.
    pub fn name(self) -> &'static str {
        match self {
            Self::OneTenant => "AzureADMyOrg",
            Self::EveryTenant => "AzureADMultipleOrgs",
            Self::Everyone => "AzureADandPersonalMicrosoftAccount",
            Self::Personal => "PersonalMicrosoftAccount",
        }
    }

    /// What the portal calls it.
    fn in_portal(self) -> &'static str {
        match self {
            Self::OneTenant => "Accounts in this organizational directory only",
            Self::EveryTenant => "Accounts in any organizational directory",
            Self::Everyone => "Accounts in any organizational directory and personal Microsoft accounts",
            Self::Personal => "Personal Microsoft accounts only",
        }
    }
}

/// A registration to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registration {
    /// Its name.
    pub name: String,
    /// Whose accounts may sign in.
    pub audience: Audience,
    /// The tenant to make it in; without it, the one that the Azure CLI is signed in to.
    pub tenant: Option<Tenant>,
    /// The cloud of that tenant.
    pub cloud: Cloud,
    /// What it will ask for.
    pub access: Access,
}

impl Registration {
    /// The registration for accounts of one tenant.
    pub fn of_tenant(name: String, tenant: &Tenant, cloud: Cloud, access: Access) -> Self {
        let (audience, home) = match tenant {
            Tenant::Id(_) | Tenant::Domain(_) => (Audience::OneTenant, Some(tenant.clone())),
            Tenant::Consumers => (Audience::Personal, None),
            Tenant::Organizations => (Audience::EveryTenant, None),
        };
        Self { name, audience, tenant: home, cloud, access }
    }

    /// The registration that serves one account.
    ///
    /// # Errors
    /// A sentence, where the account's servers are not Microsoft's.
    pub fn of_account(name: String, account: &Account) -> Result<Self, String> {
        let cloud = account
            .cloud
            .ok_or("its servers are named by hand, so calcli does not know where its applications are registered")?;
        Ok(Self::of_tenant(name, &account.tenant, cloud, account.access))
    }

    /// One registration for all tenants of a cloud; personal accounts are in the global one only.
    pub fn of_all_tenants(name: String, cloud: Cloud, access: Access) -> Self {
        let audience = if cloud == Cloud::Global { Audience::Everyone } else { Audience::EveryTenant };
        Self { name, audience, tenant: None, cloud, access }
    }

    /// The Graph permissions with their ids.
    fn permissions(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.access.permissions().iter().filter_map(|name| Some((*name, permission_id(name)?)))
    }

    /// The commands that make it, in their order.
    pub fn commands(&self) -> Vec<Command> {
        let cloud = match self.cloud {
            Cloud::Global => None,
            Cloud::UsGov | Cloud::Dod => Some("AzureUSGovernment"),
            Cloud::China => Some("AzureChinaCloud"),
        };
        let cloud = cloud.map(|cloud| Command::new(Purpose::Prepare, &["cloud", "set", "--name", cloud]));
        let tenant = self.tenant.as_ref().map(ToString::to_string);
        let login = tenant
            .as_ref()
            .map(|tenant| Command::new(Purpose::SignIn, &["login", "--tenant", tenant, "--allow-no-subscriptions"]));
        let accesses: Vec<String> =
            self.permissions().map(|(_, id)| format!(r#"{{"id":"{id}","type":"Scope"}}"#)).collect();
        let accesses = format!(r#"[{{"resourceAppId":"{GRAPH}","resourceAccess":[{}]}}]"#, accesses.join(","));
        #[rustfmt::skip]
        let create = Command::new(Purpose::Create, &[
            "ad", "app", "create",
            "--display-name", &self.name,
            "--sign-in-audience", self.audience.name(),
            "--requested-access-token-version", "2",
            "--is-fallback-public-client", "true",
            "--public-client-redirect-uris", "http://localhost",
            "--required-resource-accesses", &accesses,
            "--query", "appId", "--output", "tsv",
        ]);
        // The tenant's own users can sign in only to an application that the tenant has an instance of.
        let instance = self
            .tenant
            .as_ref()
            .map(|_| Command::new(Purpose::Instantiate, &["ad", "sp", "create", "--id", CLIENT_ID]));
        [cloud, login, Some(create), instance].into_iter().flatten().collect()
    }

    /// The same by hand.
    pub fn portal_steps(&self) -> Vec<String> {
        let portal = match self.cloud {
            Cloud::Global => "https://entra.microsoft.com",
            Cloud::UsGov | Cloud::Dod => "https://portal.azure.us",
            Cloud::China => "https://portal.azure.cn",
        };
        let here = self.tenant.as_ref().map(|tenant| format!(", in the tenant {tenant}")).unwrap_or_default();
        let permissions: Vec<&str> = self.permissions().map(|(name, _)| name).collect();
        vec![
            format!("Open {portal}{here}: App registrations → New registration"),
            format!("Name: {}", self.name),
            format!("Supported account types: {}", self.audience.in_portal()),
            "Redirect URI: \"Public client/native (mobile & desktop)\", http://localhost (never \"Single-page application\")"
                .to_owned(),
            "Register; then Authentication → Allow public client flows: Yes".to_owned(),
            format!("API permissions → Microsoft Graph → Delegated: {}; nothing else", permissions.join(" and ")),
            "Overview: copy the Application (client) ID".to_owned(),
        ]
    }
}

/// What a command is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// It chooses the cloud.
    Prepare,
    /// It signs the Azure CLI in to the right tenant.
    SignIn,
    /// It makes the registration, and prints its client id.
    Create,
    /// It makes the tenant's instance of it.
    Instantiate,
}

/// One call of the Azure CLI.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// What it is for.
    pub purpose: Purpose,
    /// What follows `az`; [`CLIENT_ID`] stands for the client id.
    pub args: Vec<String>,
}

impl Command {
    fn new(purpose: Purpose, args: &[&str]) -> Self {
        Self { purpose, args: args.iter().map(|arg| (*arg).to_owned()).collect() }
    }

    /// Its arguments, for this application.
    pub fn args_for(&self, client_id: &str) -> Vec<String> {
        self.args.iter().map(|arg| arg.replace(CLIENT_ID, client_id)).collect()
    }
}

impl fmt::Display for Command {
    /// The command as a POSIX shell reads it; the client id is kept in the variable `client_id`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let command: Vec<String> = self.args.iter().map(|arg| quoted(arg)).collect();
        match self.purpose {
            Purpose::Create => write!(f, "client_id=$(az {})", command.join(" ")),
            _ => write!(f, "az {}", command.join(" ")),
        }
    }
}

/// An argument as a POSIX shell reads it.
fn quoted(arg: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=,@".contains(c);
    if arg == CLIENT_ID {
        return "\"$client_id\"".to_owned();
    }
    if !arg.is_empty() && arg.chars().all(is_plain) {
        return arg.to_owned();
    }
    format!("'{}'", arg.replace('\'', r"'\''"))
}

/// The id of a delegated permission of Graph. Source: Microsoft Graph permissions reference, "All permissions".
fn permission_id(name: &str) -> Option<&'static str> {
    Some(match name {
        "User.Read" => "e1fe6dd8-ba31-4d61-89e7-88639da4683d",
        "Calendars.ReadBasic" => "662d75ba-a364-42ad-adee-f5f880ea4878",
        "Calendars.Read" => "465a38f9-76ea-45b9-9f34-9e8b0d4b0b42",
        "Calendars.Read.Shared" => "2b9c4092-424d-4249-948d-b43879977640",
        "Calendars.ReadWrite" => "1ec239c2-d7c9-4623-a91a-a9775856bb36",
        "Calendars.ReadWrite.Shared" => "12466101-c9b8-439a-8589-dd09ee67e8e9",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(registration: &Registration) -> Vec<String> {
        registration.commands().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn one_tenant_gets_a_registration_of_its_own_and_an_instance_of_it() {
        let tenant = "xebia.com".parse().unwrap();
        let made = lines(&Registration::of_tenant("it's".to_owned(), &tenant, Cloud::Global, Access::Read));
        assert_eq!(
            made,
            [
                "az login --tenant xebia.com --allow-no-subscriptions",
                r#"client_id=$(az ad app create --display-name 'it'\''s' --sign-in-audience AzureADMyOrg --requested-access-token-version 2 --is-fallback-public-client true --public-client-redirect-uris http://localhost --required-resource-accesses '[{"resourceAppId":"00000003-0000-0000-c000-000000000000","resourceAccess":[{"id":"465a38f9-76ea-45b9-9f34-9e8b0d4b0b42","type":"Scope"},{"id":"e1fe6dd8-ba31-4d61-89e7-88639da4683d","type":"Scope"}]}]' --query appId --output tsv)"#,
                r#"az ad sp create --id "$client_id""#,
            ]
        );
    }

    #[test]
    fn the_audience_follows_from_the_tenant_and_the_cloud() {
        let audience = |tenant: &str| {
            Registration::of_tenant("x".to_owned(), &tenant.parse().unwrap(), Cloud::Global, Access::Read).audience
        };
        assert_eq!(audience("6c2f0000-0000-4000-8000-000000000001"), Audience::OneTenant);
        assert_eq!((audience("organizations"), audience("consumers")), (Audience::EveryTenant, Audience::Personal));
        let all = |cloud| Registration::of_all_tenants("x".to_owned(), cloud, Access::Read).audience;
        assert_eq!((all(Cloud::Global), all(Cloud::China)), (Audience::Everyone, Audience::EveryTenant));
    }

    #[test]
    fn a_national_cloud_is_chosen_first_and_has_a_portal_of_its_own() {
        for (cloud, name, portal) in [
            (Cloud::UsGov, "AzureUSGovernment", "portal.azure.us"),
            (Cloud::Dod, "AzureUSGovernment", "portal.azure.us"),
            (Cloud::China, "AzureChinaCloud", "portal.azure.cn"),
        ] {
            let registration = Registration::of_all_tenants("x".to_owned(), cloud, Access::Read);
            assert_eq!(lines(&registration)[0], format!("az cloud set --name {name}"));
            assert!(registration.portal_steps()[0].contains(portal), "{cloud:?}");
        }
    }

    #[test]
    fn every_permission_that_an_account_can_ask_for_has_an_id() {
        for access in Access::ALL {
            let registration = Registration::of_all_tenants("x".to_owned(), Cloud::Global, access);
            assert_eq!(registration.permissions().count(), access.permissions().len(), "{access:?}");
        }
    }
}
