//! What a person at the terminal sees of a sign-in: what to open and to type, and keys that do it.

use super::opener::{Screen, open};
use super::ui::Ui;
use crate::app::sign_in::{Invitation, SignIn};
use crate::base::env::Env;
use crate::model::account::Account;
use crate::model::error::Result;
use crate::model::flow::Flow;
use crate::model::zone::Zone;
use crate::render::{self, Style, clean, json};

/// A sign-in as it is shown.
pub struct Shown<'a> {
    account: &'a Account,
    invitation: Invitation,
    /// Where a browser would open; not looked at where the user forbade to open one.
    screen: Option<Screen>,
}

impl<'a> Shown<'a> {
    /// The sign-in of an account; `screen` is where a browser may be opened.
    pub fn new(account: &'a Account, sign_in: &SignIn, screen: Option<Screen>) -> Self {
        Self { account, invitation: sign_in.invitation(), screen }
    }

    /// Shows what to do, as a line of JSON and as a text.
    pub fn show(&self, person: Option<&str>, style: &Style, ui: &mut Ui) -> Result<()> {
        if ui.is_json() {
            ui.answer(&self.event())?;
        }
        ui.tell(&self.text(person, style));
        Ok(())
    }

    fn event(&self) -> String {
        match &self.invitation {
            Invitation::Browser { url, .. } => json::browser(&self.account.label, url),
            Invitation::DeviceCode { verification_uri, user_code, expires_at } => {
                json::device_code(&self.account.label, verification_uri, user_code, *expires_at)
            }
        }
    }

    fn text(&self, person: Option<&str>, style: &Style) -> String {
        let label = &self.account.label;
        match &self.invitation {
            Invitation::DeviceCode { verification_uri, user_code, .. } => {
                render::sign_in(label, person, verification_uri, Some(user_code), style)
            }
            Invitation::Browser { url, port } => {
                render::sign_in(label, person, url, None, style) + &self.way_back(*port)
            }
        }
    }

    /// How a browser that is not on this machine finds back to it.
    fn way_back(&self, port: u16) -> String {
        let why = match self.screen {
            Some(Screen::Here) | None => return String::new(),
            Some(Screen::Remote) => "This terminal is on another machine than your browser.",
            Some(Screen::None) => "No browser can be opened on this machine.",
        };
        format!(
            "{why} In a terminal beside your browser, forward the port first, HOST being this machine:\n  \
             ssh -L {port}:localhost:{port} HOST\n\
             or sign in by a code:\n  {}",
            Flow::DeviceCode.login_command(self.account)
        )
    }

    /// What is waited for.
    pub fn waiting(&self, zone: &Zone) -> String {
        match &self.invitation {
            Invitation::Browser { .. } => "Waiting for the browser to come back".to_owned(),
            Invitation::DeviceCode { expires_at, .. } => {
                format!("Waiting for the sign-in; the code ends at {}", zone.local(*expires_at).format("%H:%M"))
            }
        }
    }

    /// Offers to copy what has to be typed and to open what has to be opened, where someone can press a key. Where nobody can and no
    /// program reads along either, a browser opens by itself.
    pub async fn offer(&self, env: &Env, ui: &mut Ui) {
        let opens = self.screen == Some(Screen::Here);
        let (question, copied, address) = match &self.invitation {
            Invitation::Browser { url, .. } if opens => {
                ("Press Enter to open it in the browser… ".to_owned(), None, url)
            }
            Invitation::Browser { url, .. } => ("Press Enter to copy the address… ".to_owned(), Some(url), url),
            Invitation::DeviceCode { verification_uri: uri, user_code, .. } => {
                let and_open = if opens { format!(" and open {}", clean(uri)) } else { String::new() };
                (format!("Press Enter to copy the code{and_open}… "), Some(user_code), uri)
            }
        };
        let by_itself = opens && !ui.is_json() && matches!(self.invitation, Invitation::Browser { .. });
        if ui.can_ask() {
            ui.enter(&question).await;
            if let Some(text) = copied {
                ui.copy(text);
            }
        } else if !by_itself {
            return;
        }
        if opens && !open(address, env).await {
            ui.tell("No browser took the address; open it yourself.");
        }
    }
}
