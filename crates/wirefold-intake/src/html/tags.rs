//! The tags of a page, one after the other, without building a tree.

/// A start or end tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tag<'a> {
    /// As written.
    pub(crate) name: &'a str,
    pub(crate) closing: bool,
    pub(crate) self_closing: bool,
    /// Whether `end` lies past an element's content that is not markup.
    pub(crate) raw: bool,
    /// Byte of its `<`.
    pub(crate) start: usize,
    /// One past its `>`; for an element whose content is not markup, one past
    /// that content.
    pub(crate) end: usize,
}

/// Elements whose content holds no tags.
const RAW: [&str; 8] = ["script", "style", "textarea", "title", "noscript", "iframe", "xmp", "noembed"];

/// All tags, in order. Comments, declarations and raw content (scripts, styles)
/// are passed over. Takes time linear in the length of the page.
pub(crate) fn tags(html: &str) -> impl Iterator<Item = Tag<'_>> {
    let mut at = 0;
    let mut unclosed = Vec::new();
    std::iter::from_fn(move || {
        loop {
            let start = at + html.get(at..)?.find('<')?;
            let rest = &html[start + 1..];
            if rest.starts_with("!--") {
                at = after(html, start + 4, "-->", &mut unclosed)?;
                continue;
            }
            if rest.starts_with(['!', '?']) {
                at = after(html, start + 1, ">", &mut unclosed)?;
                continue;
            }
            let closing = rest.starts_with('/');
            let name_start = start + 1 + usize::from(closing);
            let name = name_at(html, name_start);
            if name.is_empty() {
                at = start + 1;
                continue;
            }
            let close = tag_end(html, name_start + name.len());
            let self_closing = html[..close].ends_with("/>");
            let raw = if closing { None } else { raw_end(html, name, close, &mut unclosed) };
            at = raw.unwrap_or(close);
            return Some(Tag { name, closing, self_closing, raw: raw.is_some(), start, end: at });
        }
    })
}

fn name_at(html: &str, start: usize) -> &str {
    let rest = &html.as_bytes()[start..];
    if !rest.first().is_some_and(u8::is_ascii_alphabetic) {
        return "";
    }
    let length =
        rest.iter().position(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/')).unwrap_or(rest.len());
    html.get(start..start + length).unwrap_or_default()
}

/// One past the `>` that ends the tag, which quoted attribute values may not.
fn tag_end(html: &str, from: usize) -> usize {
    let bytes = html.as_bytes();
    let mut quote = None;
    let mut after_equals = false;
    for (at, &byte) in bytes.iter().enumerate().skip(from) {
        match (quote, byte) {
            (Some(q), b) if b == q => quote = None,
            (None, b'"' | b'\'') if after_equals => quote = Some(byte),
            (None, b'>') => return at + 1,
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            after_equals = byte == b'=' && quote.is_none();
        }
    }
    bytes.len()
}

/// Where the raw content of an element ends; `None` for all other elements.
fn raw_end(html: &str, name: &str, from: usize, unclosed: &mut Vec<String>) -> Option<usize> {
    let raw = RAW.iter().find(|raw| name.eq_ignore_ascii_case(raw))?;
    if unclosed.iter().any(|known| known == raw) {
        return Some(html.len());
    }
    let bytes = html.as_bytes();
    let mut at = from;
    while let Some(found) = html.get(at..).and_then(|rest| rest.find("</")) {
        at += found;
        let word = bytes.get(at + 2..at + 2 + raw.len());
        if word.is_some_and(|word| word.eq_ignore_ascii_case(raw.as_bytes())) {
            return Some(tag_end(html, at + 2 + raw.len()));
        }
        at += 2;
    }
    unclosed.push((*raw).to_owned());
    Some(html.len())
}

/// One past the next `mark`. Without one, the rest of the page is a comment.
fn after(html: &str, from: usize, mark: &str, unclosed: &mut Vec<String>) -> Option<usize> {
    if unclosed.iter().any(|known| known == mark) {
        return None;
    }
    let Some(found) = html.get(from..).and_then(|rest| rest.find(mark)) else {
        unclosed.push(mark.to_owned());
        return None;
    };
    Some(from + found + mark.len())
}

#[cfg(test)]
mod tests {
    use super::tags;

    fn names(html: &str) -> Vec<String> {
        tags(html).map(|t| format!("{}{}", if t.closing { "/" } else { "" }, t.name)).collect()
    }

    #[test]
    fn tags_and_what_only_looks_like_one() {
        assert_eq!(names("<p class='a>b'>1 < 2</p><br/>"), ["p", "/p", "br"]);
        assert_eq!(names("<!-- <b> --><!doctype html><i>"), ["i"]);
        assert_eq!(names("<script>if (a<b) x('</p>')</script><p>"), ["script", "p"]);
        assert_eq!(names("<STYLE>p>a{}</StYlE ><p>"), ["STYLE", "p"]);
        assert_eq!(names("<p title=it's>x<b>"), ["p", "b"]);
        assert_eq!(names("<script>never closed <p>"), ["script"]);
        assert_eq!(names("<!-- never closed <p>"), Vec::<String>::new());
        assert_eq!(names("é<é><a"), ["a"]);
    }
}
