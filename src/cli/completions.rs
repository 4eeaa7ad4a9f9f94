//! `calcli completions`: what a shell needs to complete calcli's command lines.

use super::completing::VARIABLE;
use super::exit::Exit;
use super::ui::Ui;
use crate::model::error::{Error, Kind, Result};
use clap_complete::Shell;
use clap_complete::env::Shells;

/// Print the completions for a shell
///
/// The script asks calcli itself what may come next, so that names of accounts and ids of meetings are completed too: the ids of
/// today and the next seven days, if the accounts answer within three seconds.
#[derive(Debug, clap::Args)]
#[command(after_long_help = PLACES)]
pub struct Args {
    /// The shell
    shell: Shell,
}

const PLACES: &str = "\
Where to put it:
  bash        echo 'source <(calcli completions bash)' >> ~/.bashrc
  zsh         echo 'source <(calcli completions zsh)' >> ~/.zshrc     (after compinit)
  fish        calcli completions fish > ~/.config/fish/completions/calcli.fish
  powershell  calcli completions powershell | Out-String | Invoke-Expression     (in $PROFILE)
  elvish      eval (calcli completions elvish | slurp)                           (in rc.elv)";

impl Args {
    /// Prints the script.
    pub fn run(self, ui: &mut Ui) -> Result<Exit> {
        let script = String::from_utf8(script(self.shell))
            .map_err(|error| Error::new(Kind::Internal, "not_text", error.to_string()))?;
        ui.answer(&script).map(|()| Exit::Done)
    }
}

/// The script of a shell, which runs the calcli that is found on the `PATH`.
pub fn script(shell: Shell) -> Vec<u8> {
    let mut script = Vec::new();
    let shells = Shells::builtins();
    if let Some(known) = shells.completer(&shell.to_string()) {
        let written = known.write_registration(VARIABLE, "calcli", "calcli", "calcli", &mut script);
        debug_assert!(written.is_ok(), "memory does not fail");
    }
    if shell == Shell::Zsh {
        // A file in `fpath` is run in the place of the function that it is named after, and has to complete at once.
        script.extend_from_slice(b"\nif [ \"$funcstack[1]\" = _calcli ]; then _clap_dynamic_completer_calcli; fi\n");
    }
    script
}
