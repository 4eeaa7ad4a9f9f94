//! The process: arguments and environment in, exit code out.

use calcli::base::env::Env;
use std::process::ExitCode;

fn main() -> ExitCode {
    calcli::cli::run(std::env::args_os(), &Env::system())
}
