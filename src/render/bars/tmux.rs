//! tmux reads what a program prints as a format, and then draws the result, in which `#[` begins a style: it is read twice.
//!
//! The first time `##` becomes `#`, unless `[` follows; the second time `##` does in any case. An odd number of `#` after the first
//! time is more than its own trimming bargains for: a subject with `###` in it could crash tmux 3.3a.
//! Source: tmux 3.3a, `format_expand1`, `format_leading_hashes` and `format_trim_left` in format.c and format-draw.c.

/// Text that tmux shows as it is.
pub(super) fn escaped(text: &str) -> String {
    let (mut escaped, mut rest) = (String::new(), text);
    while let Some((before, from)) = rest.find('#').map(|at| rest.split_at(at)) {
        let after = from.trim_start_matches('#');
        let each = if after.starts_with('[') { 2 } else { 4 };
        escaped += before;
        escaped += &"#".repeat(each * (from.len() - after.len()));
        rest = after;
    }
    escaped + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What tmux makes of a text when it reads it as a format, and when it draws it.
    fn shown(text: &str) -> String {
        halved(&halved(text, false), true)
    }

    fn halved(text: &str, before_brackets_too: bool) -> String {
        let (mut shown, mut rest) = (String::new(), text);
        while let Some((before, from)) = rest.find('#').map(|at| rest.split_at(at)) {
            let after = from.trim_start_matches('#');
            let count = from.len() - after.len();
            assert_eq!(count % 2, 0, "{text:?}");
            let kept = if after.starts_with('[') && !before_brackets_too { count } else { count / 2 };
            shown = shown + before + &"#".repeat(kept);
            rest = after;
        }
        shown + rest
    }

    #[test]
    fn formats_styles_and_commands_are_text() {
        assert_eq!(escaped("#[fg=red]#(reboot) C##"), "##[fg=red]####(reboot) C########");
        assert_eq!(escaped("no signs, 50% [x]"), "no signs, 50% [x]");
    }

    proptest! {
        #[test]
        fn tmux_shows_what_was_there(text in "[#\\[(a{]{0,24}") {
            prop_assert_eq!(shown(&escaped(&text)), text);
        }
    }
}
