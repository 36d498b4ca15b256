//! Files that are not text, told by their first bytes (`data/magic.tsv`).

/// What a file is whose first bytes are known not to begin a text: one line for
/// the reader, with what to do where there is something to do.
pub(crate) fn not_text(bytes: &[u8]) -> Option<String> {
    table().find(|entry| entry.matches(bytes)).map(Entry::reason)
}

struct Entry<'a> {
    offset: usize,
    hex: &'a str,
    what: &'a str,
    advice: &'a str,
}

impl Entry<'_> {
    fn matches(&self, bytes: &[u8]) -> bool {
        let rest = bytes.get(self.offset..).unwrap_or_default();
        let wanted = self.hex.len() / 2;
        rest.len() >= wanted && (0..wanted).all(|i| byte_at(self.hex, i) == Some(rest[i]))
    }

    fn reason(self) -> String {
        let sep = if self.advice.is_empty() { "" } else { "; " };
        format!("not text: looks like {}{sep}{}", self.what, self.advice)
    }
}

fn byte_at(hex: &str, index: usize) -> Option<u8> {
    u8::from_str_radix(hex.get(2 * index..2 * index + 2)?, 16).ok()
}

fn table() -> impl Iterator<Item = Entry<'static>> {
    include_str!("../data/magic.tsv").lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut fields = line.split('\t');
        Some(Entry {
            offset: fields.next()?.parse().ok()?,
            hex: fields.next()?,
            what: fields.next()?,
            advice: fields.next().unwrap_or_default(),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::{not_text, table};

    #[test]
    fn every_line_of_the_table_is_read() {
        let lines = include_str!("../data/magic.tsv").lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(table().count(), lines);
        for entry in table() {
            assert!(
                entry.hex.len() % 2 == 0 && entry.hex.bytes().all(|b| b.is_ascii_hexdigit()),
                "{}",
                entry.what
            );
        }
    }

    #[test]
    fn known_files_are_named() {
        let said = not_text(b"%PDF-1.7\nrest").expect("a PDF");
        assert_eq!(said, "not text: looks like a PDF; convert it to text first");
        assert_eq!(not_text(b"\0\0\0\x18ftypmp42").as_deref(), Some("not text: looks like an MP4 video"));
        assert_eq!(not_text(b"PDF files were leaked on Monday."), None);
        assert_eq!(not_text(b""), None);
    }
}
