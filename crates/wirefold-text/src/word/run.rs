//! How far a run of letters and digits goes, with what joins them.

fn is_wordy(c: char) -> bool {
    c.is_alphanumeric()
        || c == '_'
        || matches!(c, '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}' | '\u{ad}' | '\u{fe0f}' | '\u{feff}')
}

/// Length in bytes of the letters and digits, with what joins them, that `rest`
/// begins with.
pub(super) fn length(rest: &str) -> usize {
    if rest.starts_with("__") {
        return 0;
    }
    let mut chars = rest.char_indices().peekable();
    let mut before = None;
    while let Some((at, c)) = chars.next() {
        let mut joins = || {
            let ahead = chars.peek().map(|&(_, next)| next);
            before.zip(ahead).is_some_and(|(b, a)| joins(rest, at, b, c, a))
        };
        if !is_wordy(c) && !joins() {
            return at;
        }
        before = Some(c);
    }
    rest.len()
}

/// Whether `joint` holds the characters around it together.
fn joins(rest: &str, at: usize, before: char, joint: char, after: char) -> bool {
    match joint {
        '\'' | '’' | 'ʼ' => before.is_alphanumeric() && after.is_alphabetic(),
        ',' | ':' => before.is_ascii_digit() && after.is_ascii_digit(),
        '.' => before.is_alphanumeric() && after.is_alphanumeric() && !is_joined_sentence(rest, at),
        '-' | '\u{2011}' | '/' | '&' => before.is_alphanumeric() && after.is_alphanumeric(),
        '*' => before.is_alphabetic() && after.is_alphabetic(),
        _ => false,
    }
}

/// "…visit.Later": the white space between two sentences got lost. Told by two
/// small letters before the stop and a capital with a small letter behind it.
fn is_joined_sentence(rest: &str, stop: usize) -> bool {
    let mut back = rest[..stop].chars().rev();
    let small = back.next().is_some_and(char::is_lowercase) && back.next().is_some_and(char::is_lowercase);
    let mut ahead = rest[stop + 1..].chars();
    let capital = ahead.next().is_some_and(char::is_uppercase);
    small && capital && ahead.next().is_none_or(|c| c.is_lowercase() || c == ' ')
}
