//! "OSLO (AP) — ": place, agency and dash before a report's first sentence.

use crate::word::{Kind, Token, lists};

/// A dateline has at most so many tokens before its dash.
const LONGEST: usize = 16;

/// How many tokens at the start of a block are a dateline, its dash included.
pub(super) fn length(text: &str, tokens: &[Token]) -> usize {
    let head = &tokens[..tokens.len().min(LONGEST)];
    let closes = |t: &Token| is_dash(t.of(text)) || t.of(text) == ":";
    let end = match head.iter().position(closes) {
        Some(dash) if is_apart(tokens, dash) && is_dateline(text, &tokens[..dash]) => dash + 1,
        _ => undashed(text, head).or_else(|| slashed(text, head)).unwrap_or(0),
    };
    let text_follows = tokens.len() >= end + 2 && begins(text, &tokens[end..]);
    if text_follows { end } else { 0 }
}

/// "Oslo (CNN) The …": no dash, but a known agency in brackets.
fn undashed(text: &str, head: &[Token]) -> Option<usize> {
    let open = head.iter().position(|t| t.kind == Kind::Open)?;
    let [_, name, close] = head.get(open..open + 3)? else { return None };
    let agency = close.kind == Kind::Close && lists::is_agency(name.of(text));
    let place = head[..open].iter().all(|t| is_proper(t.of(text)));
    (agency && place && open <= 6).then_some(open + 3)
}

/// "OSLO, May 3. /TASS/. The …".
fn slashed(text: &str, head: &[Token]) -> Option<usize> {
    let form = |t: &Token| t.of(text).to_owned();
    let open = head.iter().position(|t| form(t) == "/")?;
    let [_, name, close, stop] = head.get(open..open + 4)? else { return None };
    let agency = form(close) == "/" && form(stop) == "." && lists::is_agency(name.of(text));
    let place = head[..open].iter().all(|t| is_proper(t.of(text)));
    (agency && place && open > 0 && is_shouted(head[0].of(text))).then_some(open + 4)
}

fn is_apart(tokens: &[Token], dash: usize) -> bool {
    dash > 0 && tokens.get(dash + 1).is_some_and(|next| next.gap || tokens[dash].gap)
}

/// A sentence begins here.
fn begins(text: &str, tokens: &[Token]) -> bool {
    let first = tokens.iter().take(3).find(|t| !t.is_mark());
    first.is_some_and(|t| !t.first(text).is_lowercase())
}

fn is_dash(form: &str) -> bool {
    matches!(form, "—" | "–" | "-" | "--" | "―" | "_")
}

/// Place names, then an agency in brackets or nothing; all words capitalised,
/// the first in capitals unless brackets follow ("Oslo (Reuters)").
fn is_dateline(text: &str, tokens: &[Token]) -> bool {
    let bracket = tokens.iter().position(|t| t.kind == Kind::Open);
    // "OSLO (AP) *May 3, 2031* —".
    let close = tokens.iter().rposition(|t| t.kind == Kind::Close).map(|close| close + 1);
    let dated = close.filter(|&close| is_date(text, &tokens[close..])).unwrap_or(tokens.len());
    let agency = bracket.is_some_and(|open| open < dated && is_agency(text, &tokens[open..dated]));
    if bracket.is_some() && !agency {
        return false;
    }
    let place = &tokens[..bracket.unwrap_or(tokens.len())];
    if place.is_empty() {
        return agency;
    }
    let proper = place.iter().all(|t| is_proper(t.of(text)));
    proper && (agency || is_shouted(place[0].of(text)))
}

/// "May 3, 2031".
fn is_date(text: &str, tokens: &[Token]) -> bool {
    let [month, rest @ ..] = tokens else { return false };
    let number =
        |t: &Token| t.of(text).bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.'));
    month.first(text).is_uppercase() && !rest.is_empty() && rest.iter().all(number)
}

/// "(AP)", "(Agence France-Presse)", "(Reuters, 2 May)", "(dpa/lsw)".
fn is_agency(text: &str, tokens: &[Token]) -> bool {
    let closed = tokens.last().is_some_and(|t| t.kind == Kind::Close);
    let known = |form: &str| lists::is_agency(form.split(['/', '-']).next().unwrap_or(form));
    let name = tokens.get(1).is_some_and(|t| t.first(text).is_uppercase() || known(t.of(text)));
    closed && name && tokens.len() <= 9
}

fn is_proper(form: &str) -> bool {
    let small =
        matches!(form, "of" | "de" | "del" | "la" | "al" | "and" | "upon" | "near" | "aboard" | "the");
    small || form.starts_with(|c: char| c.is_uppercase() || !c.is_alphabetic())
}

fn is_shouted(form: &str) -> bool {
    form.chars().filter(|c| c.is_alphabetic()).count() >= 3 && !form.chars().any(char::is_lowercase)
}
