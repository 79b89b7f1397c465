//! `mdbook build` starts this program as a preprocessor; see `book.toml`.

use mdbook_preprocessor::{Preprocessor, parse_input};
use std::io;
use std::process::ExitCode;
use yb_book::Preprocess;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let result = match (arguments.next().as_deref(), arguments.next()) {
        (Some("supports"), Some(renderer)) => Preprocess.supports_renderer(&renderer).map(|yes| {
            if yes {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            }
        }),
        _ => process().map(|()| ExitCode::SUCCESS),
    };
    result.unwrap_or_else(|error| {
        eprintln!("{error:#}");
        ExitCode::FAILURE
    })
}

fn process() -> mdbook_preprocessor::errors::Result<()> {
    let (context, book) = parse_input(io::stdin())?;
    let book = Preprocess.run(&context, book)?;
    serde_json::to_writer(io::stdout(), &book)?;
    Ok(())
}
