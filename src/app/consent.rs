//! The address at which an admin approves an account's application for the whole tenant.

use super::App;
use crate::config::state::State;
use crate::model::account::{Account, Tenant};
use crate::model::error::{Error, Kind, Result};
use url::Url;

/// Where Entra sends the admin's browser afterwards; every registration for calcli names it.
const REDIRECT: &str = "http://localhost";

impl App {
    /// The address of the admin's consent: in the account's cloud and tenant, for its application, with all that its sign-in asks
    /// for, so that no user is asked again.
    /// Source: Microsoft identity platform, "Admin consent on the Microsoft identity platform".
    ///
    /// # Errors
    /// For personal accounts, which have no admin.
    pub fn consent_url(&self, account: &Account) -> Result<String> {
        if account.tenant == Tenant::Consumers {
            return Err(Error::new(
                Kind::Other,
                "no_admin",
                format!(
                    "{} is a personal account: there is no admin, and its owner consents during the sign-in.",
                    account.label
                ),
            )
            .hint(account.login_command()));
        }
        // Who signed in before told which tenant `organizations` is.
        let pinned = State::read(&self.settings.places)?.pinned(account).map(|identity| identity.tenant.to_string());
        let tenant = pinned.unwrap_or_else(|| account.tenant.to_string());
        let address = format!("{}/{tenant}/v2.0/adminconsent", account.endpoints.authority);
        let client = account.application().map(|id| id.to_string()).ok_or_else(|| {
            let message = format!("{} brings its own token and names no application to consent to.", account.label);
            Error::new(Kind::Other, "no_application", message)
        })?;
        let scopes = account.scopes().join(" ");
        let query = [("client_id", client.as_str()), ("scope", scopes.as_str()), ("redirect_uri", REDIRECT)];
        // `+` means a space in forms only; `%20` means it everywhere.
        Url::parse_with_params(&address, query)
            .map(|url| url.as_str().replace('+', "%20"))
            .map_err(|error| Error::new(Kind::Internal, "bad_address", format!("{address}: {error}.")))
    }
}
