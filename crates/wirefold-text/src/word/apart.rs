//! Texts that were cut into words before and joined with blanks again.

use super::lists::{self, Abbreviation};
use super::stop::is_dotted;
use super::token::{Kind, Token};

/// Some sources set every mark apart ("committee ’ s", "Gov . Smith"): makes such
/// clitics and abbreviations one word again.
pub(super) fn join_apart(text: &str, tokens: &mut Vec<Token>) {
    if !tokens.iter().any(may_be_lone) {
        return;
    }
    let mut kept: usize = 0;
    let mut i = 0;
    while i < tokens.len() {
        let mut token = tokens[i];
        let ahead = tokens.get(i + 1).copied();
        match kept.checked_sub(1).map(|before| &mut tokens[before]) {
            Some(before) if is_lone_stop(text, before, &token, ahead) => {
                let word = before.of(text);
                before.end = token.end;
                let title = lists::abbreviation(word) == Some(Abbreviation::Title);
                before.kind = if title { Kind::TitleAbbreviation } else { Kind::Abbreviation };
                i += 1;
                continue;
            }
            Some(before) if is_lone_clitic(text, before, &token, ahead) => {
                token.end = ahead.map_or(token.end, |tail| tail.end);
                token.kind = Kind::Word;
                let word = before.of(text);
                if text[token.start..token.end].ends_with('t') && word.len() > 1 && word.ends_with(['n', 'N'])
                {
                    before.end -= 1;
                    token.start = before.end;
                    token.gap = false;
                }
                i += 1;
            }
            _ => {}
        }
        tokens[kept] = token;
        kept += 1;
        i += 1;
    }
    tokens.truncate(kept);
}

/// A full stop or an apostrophe with white space before it.
fn may_be_lone(token: &Token) -> bool {
    token.gap && matches!(token.kind, Kind::Stop | Kind::OpenQuote | Kind::CloseQuote)
}

/// "’" before "s", with white space on both sides.
fn is_lone_clitic(text: &str, before: &Token, mark: &Token, tail: Option<Token>) -> bool {
    const TAILS: [&str; 7] = ["s", "t", "m", "d", "re", "ve", "ll"];
    let lone = mark.gap && matches!(mark.of(text), "’" | "'");
    lone && before.kind == Kind::Word
        && tail.is_some_and(|t| t.gap && t.kind == Kind::Word && TAILS.contains(&t.of(text)))
}

/// A full stop set apart from the abbreviation that it belongs to.
fn is_lone_stop(text: &str, before: &Token, stop: &Token, ahead: Option<Token>) -> bool {
    if stop.kind != Kind::Stop || !stop.gap || before.kind != Kind::Word {
        return false;
    }
    let Some(ahead) = ahead else { return false };
    let word = before.of(text);
    let upper = word.starts_with(char::is_uppercase);
    let name = ahead.first(text).is_uppercase() && !lists::is_starter(ahead.of(text));
    let goes_on = ahead.first(text).is_lowercase() || matches!(ahead.kind, Kind::Mark | Kind::Close);
    match lists::abbreviation(word) {
        Some(Abbreviation::Title) => upper && name,
        Some(Abbreviation::Plain | Abbreviation::State) => upper && goes_on,
        Some(Abbreviation::Link) => name || goes_on,
        Some(Abbreviation::Number) => false,
        None => is_dotted(word) && (name || goes_on),
    }
}
