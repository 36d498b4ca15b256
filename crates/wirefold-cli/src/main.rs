//! The wirefold command: results on stdout, everything else on stderr.

mod args;
mod bar;
mod clash;
mod grow;
mod index;
mod input;
mod output;
mod small;
mod table;
mod verbs;

use args::{Typed, Verb};
use clap::Parser as _;
use mimalloc::MiMalloc;
use output::Outcome;
use std::process::ExitCode;

/// Reports are many pieces that one thread makes and another gives back.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    let typed = Typed::parse();
    if let Some(reason) = typed.verb.clash() {
        output::complain(&reason);
        return Outcome::Misused.into();
    }
    let done = match &typed.verb {
        Verb::Read(args) => verbs::read(args, typed.quiet),
        Verb::Group(args) => verbs::group(args, typed.quiet),
        Verb::Annotate(args) => verbs::annotate(args, typed.quiet),
        Verb::Compare(args) => verbs::compare(args, typed.quiet),
        Verb::Code(args) => small::code(args),
        Verb::Similar(args) => small::similar(args),
    };
    match done {
        Ok(outcome) => outcome.into(),
        Err(error) if output::is_closed_pipe(&error) => Outcome::Done.into(),
        Err(error) => {
            output::complain(&format!("{error:#}"));
            Outcome::Failed.into()
        }
    }
}
