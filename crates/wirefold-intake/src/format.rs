//! What a text is: told by its content, with the name's ending as a hint.

/// The formats that are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Plain,
    Html,
    /// An object a line.
    JsonLines,
    /// One array, or one object over several lines.
    Json,
    /// XML that is not XHTML.
    Xml,
    /// Columns under a line that names them.
    Table,
}

/// Tags that a page or a saved piece of one begins with. `<b>` or `<3` at the
/// start of a text do not make it a page.
const PAGE_TAGS: [&str; 16] = [
    "!doctype html",
    "html",
    "head",
    "body",
    "meta",
    "title",
    "article",
    "section",
    "main",
    "div",
    "h1",
    "h2",
    "p",
    "script",
    "link",
    "header",
];

/// Roots of the XML kinds that newsrooms use.
const XML_ROOTS: [&str; 8] =
    ["rss", "rdf:rdf", "feed", "newsitem", "newsmessage", "nitf", "sitemapindex", "urlset"];

/// Tells the format of a text.
pub(crate) fn of(name: &str, text: &str) -> Format {
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    match start.as_bytes().first() {
        Some(b'{' | b'[') => json(name, start),
        Some(b'<') => markup(start),
        _ if has_ending(name, &[".jsonl", ".ndjson"]) => Format::JsonLines,
        _ if has_ending(name, &[".html", ".htm", ".xhtml"]) && start.contains("</") => Format::Html,
        _ if is_table(start, has_ending(name, &[".csv", ".tsv"])) => Format::Table,
        _ => Format::Plain,
    }
}

/// Names of columns that hold reports.
const TEXT_COLUMNS: [&str; 5] = ["text", "body", "content", "article", "full_text"];

/// Whether the first line names columns, and the next has as many or more, as texts have commas of their own. Without
/// an ending that says so, one of the columns must be called as texts are, and the two rows below must have as many.
fn is_table(start: &str, is_called_so: bool) -> bool {
    let mut lines = start.lines();
    let (Some(head), row) = (lines.next(), lines.next().unwrap_or_default()) else { return false };
    let is_name = |name: &str| (1..=30).contains(&name.len()) && !name.contains([' ', '.']);
    [',', '\t', ';', '|'].iter().any(|mark| {
        let named: Vec<&str> = head.split(*mark).collect();
        let names: Vec<&str> = named.iter().map(|name| name.trim().trim_matches('"')).collect();
        let is_text = |name: &&str| TEXT_COLUMNS.contains(&name.to_ascii_lowercase().as_str());
        let has_text = names.iter().any(is_text) && names.iter().all(|name| is_name(name));
        let columns = names.len() - 1;
        let is_filled = row.matches(*mark).count() >= columns || has_text && row.starts_with('"');
        match (is_called_so, columns) {
            (true, 0) => has_text,
            (true, _) => is_filled && !head.contains(". "),
            (false, 0) => false,
            (false, _) => {
                has_text
                    && !named.iter().any(|name| name.starts_with(' '))
                    && has_rows(start, *mark, columns + 1)
            }
        }
    })
}

/// Whether a text has a line of names and two rows, all with so many columns. What stands in quotation marks has marks
/// and line ends of its own.
fn has_rows(start: &str, mark: char, columns: usize) -> bool {
    const ROWS: usize = 3;
    let (mut rows, mut found, mut is_quoted, mut is_empty) = (0, 1, false, true);
    for c in start.chars().chain(['\n']) {
        match c {
            '"' => is_quoted = !is_quoted,
            '\n' if !is_quoted && is_empty => {}
            '\n' if !is_quoted => {
                if found != columns {
                    return false;
                }
                (rows, found, is_empty) = (rows + 1, 1, true);
                if rows == ROWS {
                    return true;
                }
                continue;
            }
            c if c == mark && !is_quoted => found += 1,
            _ => {}
        }
        is_empty &= c.is_whitespace();
    }
    false
}

/// Whether the first bytes of a file are UTF-8, up to a character that they cut, and begin with an object a line.
pub(crate) fn begins_lines(name: &str, head: &[u8]) -> bool {
    let text = match str::from_utf8(head) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => {
            str::from_utf8(&head[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return false,
    };
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    let first = text.split_once('\n').map_or("", |(first, _)| first);
    first.starts_with('{') && first.trim_end().ends_with('}') && of(name, first) == Format::JsonLines
}

/// Whether a name (less a final `.gz`) ends so, in upper or lower case.
pub(crate) fn has_ending(name: &str, endings: &[&str]) -> bool {
    let lower = name.to_ascii_lowercase();
    let bare = lower.strip_suffix(".gz").unwrap_or(&lower);
    endings.iter().any(|ending| bare.ends_with(ending))
}

fn json(name: &str, start: &str) -> Format {
    let named_json = has_ending(name, &[".json", ".jsonl", ".ndjson"]);
    let inside = start[1..].trim_start().as_bytes().first();
    match (start.as_bytes()[0], inside) {
        (b'[', Some(b'{' | b']')) => Format::Json,
        (b'[', _) if named_json => Format::Json,
        (b'{', Some(b'"' | b'}')) => object(start),
        (b'{', _) if named_json => Format::JsonLines,
        _ => Format::Plain,
    }
}

/// Objects over several lines, or an object a line? In the second case the first line is complete, or the next begins
/// an object as well.
fn object(start: &str) -> Format {
    let mut lines = start.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.next().unwrap_or_default();
    let next = lines.next();
    let is_line = first.ends_with('}') || next.is_none_or(|next| next.starts_with('{'));
    let is_whole = || serde_json::from_str::<serde::de::IgnoredAny>(start).is_ok();
    if is_line && (first.ends_with('}') || !is_whole()) { Format::JsonLines } else { Format::Json }
}

fn markup(start: &str) -> Format {
    let Some(tag) = first_tag(start) else { return Format::Plain };
    if PAGE_TAGS.iter().any(|page| begins_with_word(tag, page)) {
        return Format::Html;
    }
    let is_xml = start.starts_with("<?xml") || XML_ROOTS.iter().any(|root| begins_with_word(tag, root));
    if is_xml { Format::Xml } else { Format::Plain }
}

/// What stands after the first `<` that opens neither a comment nor a processing
/// instruction nor a document type other than HTML's.
fn first_tag(mut rest: &str) -> Option<&str> {
    loop {
        rest = rest.trim_start().strip_prefix('<')?;
        let end = if rest.starts_with("!--") {
            "-->"
        } else if rest.starts_with('?') || (rest.starts_with('!') && !begins_with_word(rest, "!doctype html"))
        {
            // A document type may declare things of its own, in brackets.
            if rest.find(['[', '>']).is_some_and(|at| rest[at..].starts_with('[')) { "]>" } else { ">" }
        } else {
            return Some(rest);
        };
        rest = &rest[rest.find(end)? + end.len()..];
    }
}

fn begins_with_word(text: &str, word: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= word.len()
        && bytes[..word.len()].eq_ignore_ascii_case(word.as_bytes())
        && bytes.get(word.len()).is_none_or(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/'))
}

#[cfg(test)]
mod tests {
    use super::{Format, begins_lines, of};

    #[test]
    fn a_head_of_lines_is_known_though_it_is_cut() {
        let cut = "{\"text\": \"x\"}\n{\"text\": \"é".as_bytes();
        assert!(begins_lines("a", cut) && begins_lines("a", &cut[..cut.len() - 1]));
        for other in
            [&b"{\"text\": \"\xe9\"}\n"[..], b"{\n\"text\": \"x\"}\n", b"{\"text\": \"x\"}", b"[{}]\n"]
        {
            assert!(!begins_lines("a", other));
        }
    }

    #[test]
    fn content_decides() {
        let cases = [
            ("a.txt", "Ministers met.", Format::Plain),
            ("a.txt", "[UPDATE] Ministers met.", Format::Plain),
            ("a.txt", "{Corrects name} Ministers met.", Format::Plain),
            ("a.txt", "<3 said the mayor", Format::Plain),
            ("a", " \n{\"id\": 1, \"text\": \"x\"}\n{\"id\"", Format::JsonLines),
            ("a", "{\n \"text\": \"x\"\n}\n", Format::Json),
            ("a", "{\"text\": \"x\",\n \"id\": {}}\n", Format::Json),
            ("a", "{\"text\": broken\n{\"text\": \"x\"}", Format::JsonLines),
            ("a", "[ {\"text\": \"x\"} ]", Format::Json),
            ("a.json", "[1]", Format::Json),
            ("a.jsonl", "oops\n{\"text\": \"x\"}", Format::JsonLines),
            ("a.JSONL.gz", "oops", Format::JsonLines),
            ("a.txt", "\u{FEFF}<!-- saved --><!DOCTYPE html><p>x", Format::Html),
            ("a.txt", "<?xml version='1.0'?><html xmlns='x'><p>x", Format::Html),
            ("a.txt", "<ARTICLE class=x><p>x", Format::Html),
            ("a.html", "Saved page <p>x</p>", Format::Html),
            ("a.html", "Not a page at all.", Format::Plain),
            ("a.csv", "id,text\n1,\"Rain fell, and fell.\"", Format::Table),
            ("a.tsv.gz", "id\ttext\n1\tRain fell.", Format::Table),
            ("a.csv", "In Oslo, rain fell.\nIt stopped.", Format::Plain),
            ("a.txt", "id,text\n1,Rain\n2,Snow", Format::Table),
            ("stdin", "\"id\";\"Body\"\n\"1\";\"Rain;\nsnow\"\n\"2\";\"Hail\"", Format::Table),
            ("a.txt", "id,text\n1,Rain", Format::Plain),
            (
                "a.txt",
                "Body, text\nThe body of a man was found, police said.\nIt was his, they said.",
                Format::Plain,
            ),
            (
                "a.txt",
                "Body,text\nThe body of a man was found, police said, in Oslo.\nNo name.",
                Format::Plain,
            ),
            ("a.csv", "text\n\"Rain fell.\"", Format::Table),
            ("a.txt", "Text, they say\nRain, they say", Format::Plain),
            ("a.txt", "text\nRain fell.", Format::Plain),
            ("a.txt", "id,text\nRain fell.", Format::Plain),
            ("a", "{\n\"text\": \"x\"\n}\n{\n\"text\": \"y\"\n}", Format::Json),
            ("a", "{\n \"text\": \"it breaks o", Format::Json),
            ("a", "{\"text\": \"it breaks o", Format::JsonLines),
            ("a.html", "<?xml version='1.0'?><rss version='2.0'>", Format::Xml),
            ("a", "<!DOCTYPE nitf SYSTEM 'x'><nitf>", Format::Xml),
            ("a", "<!DOCTYPE rss [<!ENTITY x 'y'>]>\n<rss>", Format::Xml),
            ("a", "<?xml version='1.0'?><x/>", Format::Xml),
            ("a", "<!-- never closed", Format::Plain),
        ];
        for (name, text, format) in cases {
            assert_eq!(of(name, text), format, "{name}: {text:?}");
        }
    }
}
