//! Who may sign in where: what the tenant in a path means, which application exists in it, and which tenant a person
//! ends up in. Every wrong combination has the AADSTS number Entra gives it.

use super::aadsts::Refusal;
use super::world::{App, PERSONAL, Tenant, User, World};

/// The tenant segment of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Segment {
    /// One directory, by GUID, by domain or as `consumers`.
    One(&'static Tenant),
    /// `organizations`: the home tenant of a work account.
    Organizations,
    /// `common`: the home tenant of any account.
    Common,
}

impl Segment {
    pub fn parse(text: &str, world: &World) -> Result<Self, Refusal> {
        match text.to_ascii_lowercase().as_str() {
            "organizations" => return Ok(Segment::Organizations),
            "common" => return Ok(Segment::Common),
            "consumers" => return Ok(Segment::One(&PERSONAL)),
            // A domain of personal accounts is not a verified domain of any directory.
            name if name == PERSONAL.domain => {}
            name => {
                if let Some(tenant) = world.tenant(name) {
                    return Ok(Segment::One(tenant));
                }
            }
        }
        if looks_like_tenant(text) {
            let text = format!(
                "Tenant '{text}' not found. Check to make sure you have the correct tenant ID and are signing into \
                 the correct cloud. Check with your subscription administrator, this may happen if there are no \
                 active subscriptions for the tenant."
            );
            return Err(Refusal::new("invalid_request", 90_002, text));
        }
        let text =
            format!("Specified tenant identifier '{text}' is neither a valid DNS name, nor a valid external domain.");
        Err(Refusal::new("invalid_request", 900_023, text))
    }

    /// The application with this client id, if it may be used here.
    pub fn admit_app(self, client_id: &str, world: &World) -> Result<&'static App, Refusal> {
        let place = match self {
            Segment::One(tenant) => tenant.name,
            Segment::Organizations | Segment::Common => "Microsoft",
        };
        let unknown = || {
            let text = format!(
                "Application with identifier '{client_id}' was not found in the directory '{place}'. This can \
                 happen if the application has not been installed by the administrator of the tenant or consented \
                 to by any user in the tenant. You may have sent your authentication request to the wrong tenant."
            );
            Refusal::new("unauthorized_client", 700_016, text)
        };
        let app = world.app(client_id).ok_or_else(unknown)?;
        let personal_only = app.tenants == [&PERSONAL];
        match self {
            Segment::One(tenant) if app.is_in(tenant) => Ok(app),
            Segment::Common if personal_only => Ok(app),
            Segment::One(tenant) if *tenant == PERSONAL => {
                let text = format!(
                    "Application '{client_id}' ({}) is configured for use by Azure Active Directory users only. \
                     Please do not use the /consumers endpoint to serve this request.",
                    app.name
                );
                Err(Refusal::new("invalid_request", 9_002_332, text))
            }
            _ if personal_only => {
                let text = format!(
                    "Application '{client_id}' ({}) is configured for use by Microsoft Account users only. Please \
                     use the /consumers endpoint to serve this request.",
                    app.name
                );
                Err(Refusal::new("invalid_request", 9_002_331, text))
            }
            Segment::One(_) => Err(unknown()),
            Segment::Organizations | Segment::Common if app.tenants.len() == 1 => {
                let text = format!(
                    "Application '{client_id}' ({}) is not configured as a multi-tenant application. Usage of the \
                     /common endpoint is not supported for such apps created after '10/15/2018'. Use a \
                     tenant-specific endpoint or configure the application to be multi-tenant.",
                    app.name
                );
                Err(Refusal::new("invalid_request", 50_194, text))
            }
            Segment::Organizations | Segment::Common => Ok(app),
        }
    }

    /// The person with this name, and the tenant in which they are signed in here.
    pub fn admit_user(
        self,
        username: &str,
        app: &App,
        world: &World,
    ) -> Result<(&'static User, &'static Tenant), Refusal> {
        let absent = |place: &str| {
            let text = format!(
                "The user account {username} does not exist in the {place} directory. To sign into this \
                 application, the account must be added to the directory."
            );
            Refusal::new("invalid_grant", 50_034, text)
        };
        let user = world.user(username).ok_or_else(|| absent("Microsoft"))?;
        let tenant = match self {
            Segment::One(tenant) => tenant,
            Segment::Organizations if user.is_personal() => {
                let text =
                    format!("The domain '{}' is not a valid login domain for the account type.", PERSONAL.domain);
                return Err(Refusal::new("invalid_request", 500_208, text));
            }
            Segment::Organizations | Segment::Common => user.home,
        };
        if user.oid_in(tenant).is_some() {
            Segment::One(tenant).admit_app(app.id, world)?;
            return Ok((user, tenant));
        }
        if *tenant == PERSONAL {
            return Err(absent(tenant.name));
        }
        let issuer = if user.is_personal() {
            "live.com".to_owned()
        } else {
            format!("https://sts.windows.net/{}/", user.home.id)
        };
        let text = format!(
            "User account '{username}' from identity provider '{issuer}' does not exist in tenant '{}' and cannot \
             access the application '{}'({}) in that tenant. The account needs to be added as an external user in \
             the tenant first. Sign out and sign in again with a different Azure Active Directory user account.",
            tenant.name, app.id, app.name
        );
        Err(Refusal::new("invalid_grant", 50_020, text))
    }

    /// Whether a grant made in `tenant` may be redeemed through this segment.
    pub fn leads_to(self, tenant: &Tenant) -> bool {
        match self {
            Segment::One(one) => one == tenant,
            Segment::Organizations => *tenant != PERSONAL,
            Segment::Common => true,
        }
    }
}

fn looks_like_tenant(text: &str) -> bool {
    let guid = text.len() == 36
        && text.char_indices().all(|(index, c)| match index {
            8 | 13 | 18 | 23 => c == '-',
            _ => c.is_ascii_hexdigit(),
        });
    let domain = text.contains('.')
        && text.split('.').all(|label| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-'));
    guid || domain
}
