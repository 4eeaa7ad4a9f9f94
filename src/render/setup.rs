//! How an application is registered, in words for people.

use crate::model::registration::Registration;

/// The commands for a POSIX shell, and the one that comes after them.
pub fn commands(registration: &Registration, next: &str) -> String {
    let commands = registration.commands().into_iter().map(|command| command.to_string());
    commands.chain([next.to_owned()]).collect::<Vec<_>>().join("\n") + "\n"
}

/// The steps in the portal, numbered.
pub fn portal_steps(registration: &Registration) -> String {
    let steps = registration.portal_steps();
    let numbered = steps.iter().zip(1..).map(|(step, number)| format!("{number}. {step}"));
    numbered.collect::<Vec<_>>().join("\n") + "\n"
}
