//! calcli: one agenda of all your Microsoft 365 and Outlook.com accounts, with every token kept apart.
//!
//! # The map
//!
//! ```text
//!  4  main · cli                                  doors: turn a request into a call, a value into output
//!  ──────────────────────────────────────────
//!  3  app                                         what calcli can do; never prints, never parses flags
//!  ──────────────────────────────────────────
//!  2  provider auth vault config render sandbox   rooms: siblings that never meet
//!  ──────────────────────────────────────────
//!  1  base                                        the machine: HTTP, clock, environment, paths, files, locks
//!  ──────────────────────────────────────────
//!  0  model                                       nouns and pure functions: no I/O, no clock, no environment
//! ```
//!
//! Import from any lower floor and from the own folder; never up, never sideways between rooms. What two rooms share is a
//! noun, so it lives in `model`. `tests/architecture.rs` holds this map against the code.
//!
//! # The road of `calcli events --today`
//!
//! 1. `main` hands arguments and environment to [`cli::run`].
//! 2. `cli` parses (help and version stop here: nothing was opened), resolves the settings and opens the [`app::App`].
//! 3. `cli/events` turns the words and the clock into a [`model::range::TimeRange`] and asks [`app::App::agenda`].
//! 4. `app/agenda` asks every account at once, each within its own time.
//! 5. `app/session` loads the account's record; if its token has ended: lock, load again, `auth/refresh`, save.
//! 6. `provider/microsoft` reads the calendars, all pages, or answers that the token was refused; then step 5 once more.
//! 7. [`model::agenda::merge`] sorts, and shows a meeting that is in several mailboxes once.
//! 8. `render` draws the answer, `cli/ui` prints it; who is missing is told on stderr, and by the exit code.

pub mod app;
pub mod auth;
pub mod base;
pub mod cli;
pub mod config;
#[cfg(any(test, fuzzing))]
pub mod fuzz;
pub mod model;
pub mod provider;
pub mod render;
pub mod sandbox;
pub mod vault;
