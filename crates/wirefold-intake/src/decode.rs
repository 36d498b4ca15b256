//! Bytes to text: which encoding, and whether it is text at all.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use rayon::prelude::*;
use std::borrow::Cow;

/// Decoded bytes, and a remark where some of them could not be decoded.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Decoded<'a> {
    pub(crate) text: Cow<'a, str>,
    pub(crate) remark: Option<String>,
}

/// How far the encoding is looked for in a document's head.
const HEAD: usize = 2048;
/// How much of the input the detector reads; more does not change its mind.
const DETECTED: usize = 256 * 1024;

/// Decodes text of unknown encoding, or says why the bytes are not text.
///
/// A byte order mark decides; then valid (or nearly valid) UTF-8; then UTF-16
/// without a mark; then the encoding that an HTML head names; then what `chardetng`
/// makes of the bytes, as browsers do.
pub(crate) fn decode(bytes: &[u8]) -> Result<Decoded<'_>, String> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return with(encoding, &bytes[length..]);
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return with(encoding, bytes);
    }
    if str::from_utf8(bytes).is_ok() || mostly_utf8(bytes) {
        return with(UTF_8, bytes);
    }
    with(named_in_head(bytes).unwrap_or_else(|| detected(bytes)), bytes)
}

/// The UTF-16 that a file begins with, and the length of its mark.
pub(crate) fn wide(head: &[u8]) -> Option<(&'static Encoding, usize)> {
    let marked = Encoding::for_bom(head).filter(|(encoding, _)| *encoding != UTF_8);
    marked.or_else(|| Some((utf16_without_mark(head)?, 0)))
}

/// The encoding of a part of a file of lines, by its bytes that are not ASCII.
pub(crate) fn encoding(bytes: &[u8]) -> &'static Encoding {
    if str::from_utf8(bytes).is_ok() || mostly_utf8(bytes) { UTF_8 } else { detected(bytes) }
}

fn with<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Result<Decoded<'a>, String> {
    let (text, lossy) = encoding.decode_without_bom_handling(bytes);
    if let Some(reason) = binary(&text, lossy) {
        return Err(reason);
    }
    let remark = lossy.then(|| {
        let lost = text.matches('\u{FFFD}').count();
        format!("{lost} character(s) are not valid {} and were replaced by U+FFFD", encoding.name())
    });
    Ok(Decoded { text, remark })
}

/// A reason to hold decoded bytes for something else than text. Where nothing was lost in decoding, a U+FFFD is the text's own.
fn binary(text: &str, lossy: bool) -> Option<String> {
    const PART: usize = 1 << 20;
    let add = |a: [usize; 3], b: [usize; 3]| [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
    let parts = text.as_bytes().par_chunks(PART);
    let [all, control, perhaps_lost] = parts.map(counted).reduce(|| [0; 3], add);
    let lost = if lossy && perhaps_lost * 10 > all { text.matches('\u{FFFD}').count() } else { 0 };
    // Real text has next to none of either; random bytes have a tenth.
    let share = |n: usize| n * 100 / all.max(1);
    if control * 50 > all {
        return Some(format!("not text: {} % of its characters are control characters", share(control)));
    }
    (lost * 10 > all).then(|| format!("not text: {} % of its characters cannot be decoded", share(lost)))
}

/// Characters, control characters, and bytes that a U+FFFD may begin with.
fn counted(bytes: &[u8]) -> [usize; 3] {
    let mut sums = [0; 3];
    // So few that a byte holds their number: then many are counted at once.
    for block in bytes.chunks(usize::from(u8::MAX)) {
        let (mut all, mut control, mut lost) = (0_u8, 0_u8, 0_u8);
        for &b in block {
            all += u8::from(b & 0xC0 != 0x80);
            // Tab to carriage return and escape stand in texts.
            control += u8::from(b < b' ') & u8::from(b.wrapping_sub(b'\t') > 4) & u8::from(b != 0x1b);
            lost += u8::from(b == 0xEF);
        }
        sums = [sums[0] + usize::from(all), sums[1] + usize::from(control), sums[2] + usize::from(lost)];
    }
    sums
}

/// UTF-16 shows in the places of its zero bytes, as long as most of the text is
/// Latin (spaces, digits and line ends are in any language).
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(HEAD) & !1];
    if head.len() < 8 {
        return None;
    }
    let zeros = |parity: usize| head.iter().skip(parity).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), head.len() / 2);
    // A few characters have their zero on the other side ("\u{100}", half of an emoji).
    match (even * 10 > pairs * 3, odd * 10 > pairs * 3) {
        (true, false) if odd * 10 < even => Some(UTF_16BE),
        (false, true) if even * 10 < odd => Some(UTF_16LE),
        _ => None,
    }
}

/// UTF-8 with few broken places among many good ones (a cut last
/// character, one pasted byte).
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    broken == 0 || good >= 8 * broken
}

/// The encoding that the head of an HTML or XML document names.
fn named_in_head(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(HEAD)].to_ascii_lowercase();
    let after = |word: &[u8]| Some(memchr::memmem::find(&head, word)? + word.len());
    let declared = || after(b"encoding=").filter(|_| head.trim_ascii_start().starts_with(b"<?xml"));
    let at = after(b"charset=").or_else(declared)?;
    let rest =
        head[at..].strip_prefix(b"\"").or_else(|| head[at..].strip_prefix(b"'")).unwrap_or(&head[at..]);
    let length =
        rest.iter().position(|&b| !b.is_ascii_alphanumeric() && !b"-_:.".contains(&b)).unwrap_or(rest.len());
    // A page that reached us as bytes of one kind cannot be UTF-16 and say so in ASCII.
    Encoding::for_label_no_replacement(&rest[..length])
        .filter(|e| *e != UTF_8 && *e != UTF_16LE && *e != UTF_16BE)
}

fn detected(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    let head = &bytes[..bytes.len().min(DETECTED)];
    detector.feed(head, head.len() == bytes.len());
    detector.guess(None, Utf8Detection::Deny)
}

#[cfg(test)]
mod tests {
    use super::decode;

    fn text(bytes: &[u8]) -> String {
        decode(bytes).expect("text").text.into_owned()
    }

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn marks_and_their_absence() {
        let line = "The ferry left Żerań at noon.";
        assert_eq!(text(&[b"\xEF\xBB\xBF", line.as_bytes()].concat()), line);
        assert_eq!(text(&[b"\xFF\xFE".to_vec(), utf16(line, u16::to_le_bytes)].concat()), line);
        assert_eq!(text(&utf16(line, u16::to_be_bytes)), line);
        let smiling = "The ferry left at noon \u{1F600}, for \u{100}bo.";
        assert_eq!(text(&utf16(smiling, u16::to_be_bytes)), smiling);
        assert_eq!(text(&utf16(line, u16::to_le_bytes)), line);
    }

    #[test]
    fn old_encodings_are_told_by_head_or_by_habit() {
        let western = b"Le pr\xE9sident a \xE9t\xE9 re\xE7u \xE0 l'\xC9lys\xE9e, o\xF9 il a d\xE9jeun\xE9.";
        assert_eq!(text(western), "Le président a été reçu à l'Élysée, où il a déjeuné.");
        let page = b"<html><head><meta charset=\"windows-1251\"></head><p>\xCC\xEE\xF1\xEA\xE2\xE0</p>";
        assert!(text(page).contains("Москва"));
    }

    #[test]
    fn a_broken_place_does_not_change_the_encoding() {
        let mut bytes = "Émeutes à Évry : trois blessés, dit-on à la préfecture.".repeat(3).into_bytes();
        bytes.extend(b"\xE2\x80");
        let decoded = decode(&bytes).expect("text");
        assert!(decoded.text.starts_with("Émeutes à Évry"));
        let remark = decoded.remark.expect("one character is lost");
        assert!(remark.starts_with("1 character(s) are not valid UTF-8"), "{remark}");
    }

    #[test]
    fn junk_is_not_text() {
        let junk: Vec<u8> = (0..4000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        assert!(decode(&junk).expect_err("junk").starts_with("not text: "));
        assert!(decode(b"\0\0\0\0").is_err());
    }
}
