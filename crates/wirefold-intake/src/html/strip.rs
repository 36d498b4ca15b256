//! The text of a page without a tree: for pages that are not safe to parse.

use super::blocks::{BLOCKS, Builder, HIDDEN};
use super::tags::tags;

/// Hidden elements without an end tag, or whose end tag is often left out.
const EMPTY: [&str; 5] = ["embed", "head", "input", "source", "track"];

/// The visible text, as far as tags alone tell: block elements part paragraphs,
/// hidden elements are left out up to their end tag.
pub(crate) fn strip(html: &str) -> String {
    let mut text = Builder::default();
    let mut at = 0;
    let mut hidden: Option<(String, usize)> = None;
    for tag in tags(html) {
        if hidden.is_none() {
            text.push(&unescape(&html[at..tag.start]));
        }
        at = tag.end;
        let name = tag.name.to_ascii_lowercase();
        match &mut hidden {
            Some((open, depth)) if *open == name => {
                *depth = if tag.closing { *depth - 1 } else { *depth + 1 };
                if *depth == 0 {
                    hidden = None;
                }
            }
            Some(_) => {}
            None if name == "br" => text.line(),
            None if HIDDEN.contains(&name.as_str()) => {
                text.paragraph();
                let opens = !tag.closing && !tag.self_closing && !tag.raw && !EMPTY.contains(&name.as_str());
                hidden = opens.then_some((name, 1));
            }
            None if BLOCKS.contains(&name.as_str()) => text.paragraph(),
            None => {}
        }
    }
    if hidden.is_none() {
        text.push(&unescape(&html[at..]));
    }
    text.finish()
}

/// Replaces the character references that texts use.
fn unescape(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(12).position(|b| b == b';');
        let (replacement, length) =
            end.and_then(|end| Some((reference(&rest[1..end])?, end + 1))).unwrap_or(('&', 1));
        out.push(replacement);
        rest = &rest[length..];
    }
    out.push_str(rest);
    out
}

fn reference(name: &str) -> Option<char> {
    const NAMED: [(&str, char); 15] = [
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", ' '),
        ("ndash", '–'),
        ("mdash", '—'),
        ("lsquo", '‘'),
        ("rsquo", '’'),
        ("ldquo", '“'),
        ("rdquo", '”'),
        ("laquo", '«'),
        ("raquo", '»'),
        ("hellip", '…'),
    ];
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|c| !c.is_control());
    }
    NAMED.iter().find(|(known, _)| *known == name).map(|(_, c)| *c)
}

#[cfg(test)]
mod tests {
    use super::strip;

    #[test]
    fn blocks_part_paragraphs_and_hidden_elements_are_left_out() {
        let html = "<title>T</title><nav>Home<nav>More</nav>Menu</nav><div>A &amp; B<p>C<br>D <b>e</b>f</div>\
                    <script>x<p>y</script><figure>pic</figure>G &#8220;h&rdquo; &bogus; 1&2";
        assert_eq!(strip(html), "A & B\n\nC\nD ef\n\nG “h” &bogus; 1&2");
    }

    #[test]
    fn a_hundred_thousand_levels_cost_nothing() {
        let html = format!("{}deep{}", "<div>".repeat(100_000), "</div>".repeat(100_000));
        assert_eq!(strip(&html), "deep");
    }
}
