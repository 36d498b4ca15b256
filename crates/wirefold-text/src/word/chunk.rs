//! What stands between white space, and what can be in it.

use crate::window::Window;

/// A stretch without white space.
#[derive(Clone, Copy, Default)]
pub(super) struct Chunk {
    /// One past its last byte.
    pub(super) end: usize,
    /// One past its last sign that makes an address.
    signs: usize,
}

impl Chunk {
    /// From `start`, which is no white space, to the next white space before `end`.
    pub(super) fn of(text: &str, start: usize, end: usize) -> Self {
        let bytes = text.as_bytes();
        let mut at = start;
        let mut signs = start;
        while at < end {
            match bytes[at] {
                b' ' | b'\t'..=b'\r' => break,
                b'.' | b':' | b'@' | b'#' => {
                    at += 1;
                    signs = at;
                }
                0..0x80 => at += 1,
                _ => match text[at..].chars().next().filter(|c| !c.is_whitespace()) {
                    Some(c) => at += c.len_utf8(),
                    None => break,
                },
            }
        }
        Self { end: at, signs: if signs == at { without_last(bytes, start, at) } else { signs } }
    }

    /// Whether an address may begin at `at`.
    pub(super) fn may_hold_address(self, at: usize) -> bool {
        at < self.signs
    }
}

/// A chunk's last byte makes no address, but for "www.".
fn without_last(bytes: &[u8], start: usize, end: usize) -> usize {
    let chunk = &bytes[start..end];
    let Some(last) = chunk.len().checked_sub(1) else { return start };
    let www = last.checked_sub(1).is_some_and(|before| chunk[before].eq_ignore_ascii_case(&b'w'));
    let sign = |b: &u8| matches!(b, b'.' | b':' | b'@' | b'#');
    if www { end } else { start + chunk[..last].iter().rposition(sign).map_or(0, |at| at + 1) }
}

/// What stands between white space, in order.
pub(crate) fn chunks(text: &str) -> impl Iterator<Item = &str> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + space(&text[at..]);
        at = chunk_end(text, start);
        (start < at).then(|| &text[start..at])
    })
}

/// Where white space follows at or after `start`.
fn chunk_end(text: &str, start: usize) -> usize {
    let mut at = start + Window::at(text.as_bytes(), start).letters();
    loop {
        let rest = &text.as_bytes()[at..];
        at += rest.iter().position(|b| !b.is_ascii_graphic()).unwrap_or(rest.len());
        match text[at..].chars().next() {
            Some(c) if !c.is_whitespace() => at += c.len_utf8(),
            _ => return at,
        }
    }
}

/// Length in bytes of the white space that `rest` begins with.
pub(super) fn space(rest: &str) -> usize {
    match rest.as_bytes() {
        [b' ', next, ..] if next.is_ascii_graphic() => 1,
        [first, ..] if first.is_ascii_graphic() => 0,
        _ => rest.len() - rest.trim_start().len(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Chunk, space};

    #[test]
    fn chunks_end_at_white_space() {
        for (text, end) in
            [("a b", 1), ("a", 1), ("\u{e9}t\u{e9}\u{a0}b", 5), ("a\u{2003}", 1), ("a\u{1c}b\tc", 3)]
        {
            assert_eq!(Chunk::of(text, 0, text.len()).end, end, "{text:?}");
        }
        for (text, length) in
            [("a", 0), (" a", 1), ("  a", 2), (" \u{a0}a", 3), ("\u{e9}", 0), ("\0", 0), ("", 0)]
        {
            assert_eq!(space(text), length, "{text:?}");
        }
    }

    #[test]
    fn addresses_need_a_sign() {
        for text in ["a.b", "@a", "http://a", "www.", "#a", "a.b."] {
            assert!(Chunk::of(text, 0, text.len()).may_hold_address(0), "{text}");
        }
        for text in ["said.", "said:", "it's", "\u{2014}", "a@"] {
            assert!(!Chunk::of(text, 0, text.len()).may_hold_address(0), "{text}");
        }
    }
}
