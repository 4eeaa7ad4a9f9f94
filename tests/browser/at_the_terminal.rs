//! What a person at a terminal is offered: keys that copy and open, and the other way where a policy blocks the first.

use crate::support::World;
use crate::terminal::{Terminal, has, plain};
use crate::visitor::{Browser, address, with_browser};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use calcli::sandbox::world::{ALICE_XEBIA, SHARED_APP};
use calcli::sandbox::{Endpoint, Fault, FaultKind, Place};

fn world() -> Option<World> {
    let world = World::new();
    world.add("xebia", "xebia.com", &SHARED_APP);
    has("script", &["--version"]).then_some(world)
}

/// The address that the screen tells to open.
fn shown(screen: &str) -> String {
    plain(screen).rsplit_once("Open  ").unwrap().1.lines().next().unwrap().to_owned()
}

#[test]
fn enter_copies_the_code_also_over_ssh() {
    let Some(world) = world() else { return };
    let world = world.env("SSH_TTY", "/dev/pts/7").env("DISPLAY", ":10");
    let mut terminal = Terminal::start(&world, 100, "calcli login --account xebia");
    terminal.answer("Press Enter to copy the code… ", "");
    let code = world.sandbox.pending_codes().remove(0);
    let copied = format!("\u{1b}]52;c;{}\u{7}", STANDARD.encode(&code));
    assert!(plain(&terminal.shows(&copied).replace(&copied, "")).contains(&format!("Code  {code}")));
    world.sandbox.approve(&code, ALICE_XEBIA.username).unwrap();
    let (exit, screen) = terminal.finish();
    assert!(exit == 0 && screen.ends_with("xebia: signed in as alice@xebia.com\n"), "{screen}");
}

#[test]
fn nobody_has_to_press_anything() {
    let Some(world) = world() else { return };
    let mut terminal = Terminal::start(&world, 100, "calcli login --account xebia");
    terminal.shows("Press Enter");
    world.sandbox.approve(&world.sandbox.pending_codes()[0], ALICE_XEBIA.username).unwrap();
    let (exit, screen) = terminal.finish();
    assert!(exit == 0 && screen.ends_with("… \nxebia: signed in as alice@xebia.com\n"), "{screen:?}");
}

#[test]
fn where_a_browser_can_open_it_is_the_way_and_enter_opens_it() {
    let Some(world) = world() else { return };
    let (world, opened) = with_browser(world);
    let mut terminal = Terminal::start(&world, 100, "calcli login --account xebia");
    let url = shown(&terminal.shows("Press Enter to open it in the browser… "));
    assert!(!opened.exists());
    terminal.answer("Press Enter", "");
    assert_eq!(address(&opened), url);
    Browser::new().sign_in(&url, &ALICE_XEBIA);
    let (exit, screen) = terminal.finish();
    assert!(exit == 0 && screen.ends_with("xebia: signed in as alice@xebia.com\n"), "{screen}");
    assert!(!screen.contains("noise") && !screen.contains("\u{1b}]52"), "{screen:?}");
}

#[test]
fn what_may_not_be_opened_can_still_be_copied() {
    let Some(world) = world() else { return };
    let (world, opened) = with_browser(world);
    let mut terminal = Terminal::start(&world, 100, "calcli login --account xebia --browser --no-open");
    let url = shown(&terminal.shows("Press Enter to copy the address… "));
    terminal.answer("Press Enter", "");
    terminal.shows(&format!("\u{1b}]52;c;{}\u{7}", STANDARD.encode(&url)));
    Browser::new().sign_in(&url, &ALICE_XEBIA);
    assert!(terminal.finish().0 == 0 && !opened.exists());
}

#[test]
fn a_blocked_code_is_continued_in_the_browser_after_a_yes() {
    let Some(world) = world() else { return };
    world.sandbox.inject(Fault::new(FaultKind::PolicyBlocked).at(Place::At(Endpoint::Poll)));
    let mut terminal = Terminal::start(&world, 100, "calcli login --account xebia --device-code");
    terminal.answer("Continue in the browser? [Y/n] ", "");
    let url = shown(&terminal.shows("Press Enter to copy the address… "));
    Browser::new().sign_in(&url, &ALICE_XEBIA);
    let (exit, screen) = terminal.finish();
    assert!(exit == 0 && screen.contains("(AADSTS53003)"), "{screen}");

    let mut terminal = Terminal::start(&world, 100, "calcli login --account xebia --device-code");
    terminal.answer("Continue in the browser? [Y/n] ", "n");
    let (exit, screen) = terminal.finish();
    assert!(exit == 1 && screen.contains("calcli login --account xebia --browser"), "{screen}");
}

#[test]
fn a_blocked_browser_is_continued_with_a_code() {
    let Some(world) = world() else { return };
    world.sandbox.inject(Fault::new(FaultKind::PolicyBlocked).at(Place::At(Endpoint::Redeem)));
    let mut terminal = Terminal::start(&world, 100, "calcli login --account xebia --browser");
    let url = shown(&terminal.shows("Press Enter"));
    assert!(Browser::new().sign_in(&url, &ALICE_XEBIA).text.contains("Not signed in"));
    terminal.answer("Continue with a code? [Y/n] ", "yes");
    terminal.shows("Press Enter to copy the code… ");
    world.sandbox.approve(&world.sandbox.pending_codes()[0], ALICE_XEBIA.username).unwrap();
    assert_eq!(terminal.finish().0, 0);
}
