//! Words in the sense of Universal Dependencies, as the English treebanks EWT
//! and GUM (version 2.15) cut them: clitics apart, hyphenated compounds in
//! parts, addresses and numbers whole.

mod address;
mod apart;
mod chunk;
mod clitic;
mod compound;
mod lexer;
pub(crate) mod lexicon;
pub(crate) mod lists;
mod number;
mod plain;
mod run;
mod stop;
mod token;

pub(crate) use chunk::chunks;
pub(crate) use token::{Kind, Token};

use wirefold_report::Span;

/// The tokens of `block`, in order.
pub(crate) fn tokens(text: &str, block: Span) -> Vec<Token> {
    let mut tokens = lexer::lex(text, block.range());
    apart::join_apart(text, &mut tokens);
    tokens
}
