//! `calcli account set`: change keys of an account in the config file.

use super::fields::Fields;
use crate::app::App;
use crate::cli::completing;
use crate::cli::exit::Exit;
use crate::cli::ui::Ui;
use crate::model::account::Label;
use crate::model::error::{Error, Result};

/// Change an account
///
/// A new tenant, application or cloud forgets the tokens, since they are not valid there. An empty text removes a setting.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The account
    #[arg(add = completing::accounts())]
    name: Label,
    #[command(flatten)]
    fields: Fields,
}

impl Args {
    /// Writes the changes.
    pub async fn run(self, app: &App, ui: &mut Ui) -> Result<Exit> {
        let before = app.settings.account(&self.name)?;
        if self.fields.is_empty() {
            return Err(Error::usage("nothing_to_set", "Say what to change, such as `--username me@xebia.com`.")
                .hint("calcli account set --help"));
        }
        let account = app.set_account(&self.name, self.fields.changes()).await?;
        let exit = super::print(app, &account, &format!("{}: changed", account.label), ui).await?;
        if let Some(username) = account.username.as_ref().filter(|name| before.username.as_ref() != Some(name))
            && account.signs_in_like(before)
            && app.status(before).await.state != app.status(&account).await.state
        {
            ui.note(&format!("{username} is not who signed in; sign in again: {}", account.login_command()));
            return Ok(exit);
        }
        if account.brings_own_token() || (account.signs_in_like(before) && account.access == before.access) {
            return Ok(exit);
        }
        let what = if account.signs_in_like(before) { "It asks for other permissions now" } else { "It is signed out" };
        ui.note(&format!("{what}; sign in again: {}", account.login_command()));
        Ok(exit)
    }
}
