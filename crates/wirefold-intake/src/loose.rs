//! JSON that is nearly such.
//!
//! Some writers put line ends, tabs or other control characters into strings as they are, and cut a text between the
//! two halves of a character past U+FFFF ("\ud83d"), which is then no character. Everybody else's reader gives such a
//! line back as it was meant, and so does this one.

use std::borrow::Cow;

/// What was put right, or that nothing was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Loose {
    /// Halves of characters that stand alone: each is U+FFFD now, one character as it was before.
    pub(crate) halves: usize,
    /// Control characters that should have been escaped.
    pub(crate) controls: usize,
}

impl Loose {
    /// What a reader should know of it.
    pub(crate) fn remark(self) -> Option<String> {
        let halves = self.halves;
        (halves > 0)
            .then(|| format!("{halves} half character(s) (\\ud800 to \\udfff) were replaced by U+FFFD"))
    }
}

/// JSON whose strings hold no half characters and no control characters as they are. Takes time linear in its length.
pub(crate) fn mended(json: &str) -> (Cow<'_, str>, Loose) {
    put_right(json, true)
}

/// JSON whose strings hold no half characters; a string that is never closed does no harm to what follows.
pub(crate) fn whole_characters(json: &str) -> (Cow<'_, str>, Loose) {
    put_right(json, false)
}

fn put_right(json: &str, controls: bool) -> (Cow<'_, str>, Loose) {
    let bytes = json.as_bytes();
    let (mut out, mut copied, mut at) = (String::new(), 0, 0);
    let mut found = Loose::default();
    let mut in_string = false;
    while let Some(&byte) = bytes.get(at) {
        let (length, instead) = match byte {
            b'"' => {
                in_string = !in_string;
                (1, None)
            }
            b'\\' if in_string || !controls => escape(&bytes[at..], &mut found),
            0..0x20 if in_string && controls => {
                found.controls += 1;
                (1, Some(format!("\\u{byte:04x}")))
            }
            _ => (1, None),
        };
        if let Some(instead) = instead {
            out.push_str(&json[copied..at]);
            out.push_str(&instead);
            copied = at + length;
        }
        at += length;
    }
    if found == Loose::default() {
        return (Cow::Borrowed(json), found);
    }
    out.push_str(&json[copied..]);
    (Cow::Owned(out), found)
}

/// How long an escape is, and what should stand there instead.
fn escape(bytes: &[u8], found: &mut Loose) -> (usize, Option<String>) {
    const LENGTH: usize = 6;
    match unit(bytes) {
        Some(0xd800..0xdc00) if unit(&bytes[LENGTH..]).is_some_and(|low| (0xdc00..0xe000).contains(&low)) => {
            (2 * LENGTH, None)
        }
        Some(0xd800..0xe000) => {
            found.halves += 1;
            (LENGTH, Some("\\ufffd".to_owned()))
        }
        // What is escaped may be a quotation mark; nothing but ASCII is passed over.
        _ => (if bytes.get(1).is_some_and(u8::is_ascii_graphic) { 2 } else { 1 }, None),
    }
}

/// The UTF-16 code unit that an escape at the start of some bytes names.
fn unit(bytes: &[u8]) -> Option<u16> {
    let digits = bytes.strip_prefix(b"\\u")?.get(..4)?;
    let is_hex = digits.iter().all(u8::is_ascii_hexdigit);
    u16::from_str_radix(str::from_utf8(digits).ok().filter(|_| is_hex)?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::mended;

    #[test]
    fn halves_and_control_characters_are_put_right() {
        for (json, want) in [
            (r#"{"text":"Rain \ud83d"}"#, Some("Rain \u{fffd}")),
            (r#"{"text":"Rain \ude00\ud83d\ude00 fell"}"#, Some("Rain \u{fffd}😀 fell")),
            (r#"{"text":"a \\ud800 \"b"}"#, Some("a \\ud800 \"b")),
            (r#"{"text":"\ud83d\ud83d\ude00"}"#, Some("\u{fffd}😀")),
            ("{\n\"text\":\t\"one\ttwo\0three\"}", Some("one\ttwo\0three")),
            ("{\"text\":\"é\\é\"}", None),
            (r#"{"text":"\u12"}"#, None),
            (r#"{"text":"never closed \"#, None),
        ] {
            let read = serde_json::from_str::<serde_json::Value>(&mended(json).0).ok();
            let text = read.as_ref().and_then(|value| value["text"].as_str());
            assert_eq!(text, want, "{json}");
        }
    }

    #[test]
    fn what_was_put_right_is_counted() {
        let found = mended("{\"text\":\"\\ud800\\udfff \\udc00 \\ud800 \n\"}").1;
        assert_eq!((found.halves, found.controls), (2, 1));
        assert!(found.remark().expect("two are lost").starts_with("2 half character"));
        assert_eq!(mended("{\"text\":\"Rain.\"}").1.remark(), None);
    }
}
