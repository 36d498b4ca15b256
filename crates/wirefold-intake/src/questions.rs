//! Lines of JSON that are no reports: what `code` and `similar` are asked.

use crate::{decode, gzip, loose};
use std::borrow::Cow;
use std::io::{self, BufRead, BufReader, Cursor, Read};

/// Bytes by which a packing and an encoding are told.
const HEAD: usize = 4096;

/// The lines of an input as they are or, where it is packed with gzip or written in UTF-16, unpacked and in UTF-8; a
/// byte order mark is left out.
///
/// # Errors
/// If the input can't be read.
pub fn plain_lines(input: impl Read + 'static) -> io::Result<Box<dyn BufRead>> {
    let mut input = gzip::opened(input);
    let mut head = Vec::with_capacity(HEAD);
    // An error is told behind the lines before it.
    let broken = input.by_ref().take(HEAD as u64).read_to_end(&mut head).err();
    let mut rest = Rest { input, broken };
    if let Some((encoding, mark)) = decode::wide(&head) {
        rest.read_to_end(&mut head)?;
        let (text, _) = encoding.decode_without_bom_handling(&head[mark..]);
        return Ok(Box::new(Cursor::new(text.into_owned().into_bytes())));
    }
    let mark = if head.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
    head.drain(..mark);
    Ok(Box::new(BufReader::new(Cursor::new(head).chain(rest))))
}

/// What follows the head of an input, or the error that it ended with.
struct Rest {
    input: Box<dyn Read>,
    broken: Option<io::Error>,
}

impl Read for Rest {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.broken.take().map_or_else(|| self.input.read(buffer), Err)
    }
}

/// A line that is no JSON as it was meant, where that can be told: in UTF-8, without half characters ("\ud83d"), control
/// characters escaped; and a remark where something was lost. `None` if it stays what it was.
///
/// ```
/// let (line, remark) = wirefold_intake::meant(br#"{"a":"Rain \ud83d"}"#).unwrap();
/// assert_eq!(line, r#"{"a":"Rain \ufffd"}"#);
/// assert!(remark.unwrap().starts_with("1 half character"));
/// assert_eq!(wirefold_intake::meant(b"{broken"), None);
/// ```
#[must_use]
pub fn meant(line: &[u8]) -> Option<(String, Option<String>)> {
    let text = match str::from_utf8(line) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => decode::encoding(line).decode_without_bom_handling(line).0,
    };
    let (mended, found) = loose::mended(&text);
    (mended.as_bytes() != line).then(|| (mended.into_owned(), found.remark()))
}

#[cfg(test)]
mod tests {
    use super::plain_lines;
    use std::io::{Cursor, Read as _, Write as _};

    fn check(bytes: Vec<u8>) {
        let mut text = String::new();
        plain_lines(Cursor::new(bytes)).expect("readable").read_to_string(&mut text).expect("UTF-8");
        assert_eq!(text, "{\"a\":\"Čad\"}\n{\"a\":\"Rain\"}\n");
    }

    #[test]
    fn all_packings_and_encodings_are_the_same_lines() {
        let lines = "{\"a\":\"Čad\"}\n{\"a\":\"Rain\"}\n";
        let marked = format!("\u{feff}{lines}");
        let packed = |bytes: &[u8]| {
            let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
            packer.write_all(bytes).expect("memory can be written");
            packer.finish().expect("memory can be written")
        };
        for text in [lines, &marked] {
            let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
            for bytes in [text.as_bytes().to_vec(), little, big] {
                check(packed(&bytes));
                check(bytes);
            }
        }
    }
}
