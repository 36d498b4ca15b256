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
    let mut at = 0;
    loop {
        at += letters(&rest.as_bytes()[at..]);
        let mut ahead = rest[at..].chars();
        let Some(c) = ahead.next() else { return at };
        let mut joined = || {
            let around = rest[..at].chars().next_back().zip(ahead.next());
            around.is_some_and(|(before, after)| joins(rest, at, before, c, after))
        };
        if !is_wordy(c) && !joined() {
            return at;
        }
        at += c.len_utf8();
    }
}

/// How many bytes at the start are letters and digits of ASCII.
fn letters(bytes: &[u8]) -> usize {
    bytes.iter().position(|b| !b.is_ascii_alphanumeric()).unwrap_or(bytes.len())
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
