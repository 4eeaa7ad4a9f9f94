//! What a person needs to sign in on any machine: the address to open and the code to type there.

use crate::model::account::Label;
use crate::render::Style;
use crate::render::columns::paragraph;
use crate::render::paint::{Ink, Text};

/// Whose sign-in it is, where it takes place, and the code that is typed there.
pub fn sign_in(account: &Label, user: Option<&str>, address: &str, code: Option<&str>, style: &Style) -> String {
    let whose = user.map_or_else(|| "Sign in".to_owned(), |user| format!("Sign in as {user}"));
    let request = format!("{whose}; use a private window if another account is signed in");
    let step = |name: &str, what: Text| paragraph(Text::new(&format!("  {name}  "), Ink::Dim), what, style);
    paragraph(style.tag(account).with(": ", Ink::Plain), Text::new(&request, Ink::Plain), style)
        + &step("Open", Text::new(address, Ink::Plain).leading_to(Some(address)))
        + &code.map(|code| step("Code", Text::new(code, Ink::Bold))).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::samples::{label, style};

    const ADDRESS: &str = "https://microsoft.com/devicelogin";

    #[test]
    fn the_address_and_the_code_stand_alone_on_their_lines() {
        let shown = |user, style| sign_in(&label("xebia"), user, ADDRESS, Some("A1B2C3D4E"), &style);
        assert_eq!(
            shown(Some("me@xebia.com\u{1b}[2J"), style(false, None)),
            "\
xebia: Sign in as me@xebia.com; use a private window if another account is signed in
  Open  https://microsoft.com/devicelogin
  Code  A1B2C3D4E
"
        );
        assert_eq!(
            shown(None, style(false, Some(40))),
            "\
xebia: Sign in; use a private window if
       another account is signed in
  Open  https://microsoft.com/devicelogin
  Code  A1B2C3D4E
"
        );
    }

    #[test]
    fn on_a_terminal_the_code_is_bold_and_the_address_a_link() {
        let style = Style { hyperlinks: true, ..style(true, Some(100)) };
        let shown = sign_in(&label("xebia"), None, ADDRESS, Some("A1B2C3D4E"), &style);
        assert!(shown.contains("\u{1b}[1mA1B2C3D4E\u{1b}[0m"), "{shown:?}");
        assert!(shown.contains("\u{1b}]8;;https://microsoft.com/devicelogin\u{1b}\\https://"), "{shown:?}");
    }
}
