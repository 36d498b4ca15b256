//! Markup that is nearly well-formed.

/// References that XML knows without a declaration.
const KNOWN: [&str; 5] = ["amp", "lt", "gt", "quot", "apos"];

/// The text with `&amp;` for every `&` that begins no reference which XML knows, but in CDATA: "AT&T", and `&nbsp;`
/// which only HTML declares. What reads the content as HTML finds the latter again.
pub(crate) fn mended(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        if from.starts_with("<![CDATA[") {
            let end = from.find("]]>").map_or(from.len(), |end| end + 3);
            out.push_str(&from[..end]);
            rest = &from[end..];
        } else {
            out.push_str(if from.starts_with('&') && !is_reference(from) { "&amp;" } else { &from[..1] });
            rest = &from[1..];
        }
    }
    out + rest
}

fn is_reference(text: &str) -> bool {
    const LONGEST: usize = 10;
    let near = &text[1..text.floor_char_boundary(LONGEST + 2)];
    let Some((name, _)) = near.split_once(';') else {
        return false;
    };
    match name.strip_prefix('#') {
        Some(number) => match number.strip_prefix('x') {
            Some(hex) => !hex.is_empty() && hex.bytes().all(|b| b.is_ascii_hexdigit()),
            None => !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()),
        },
        None => KNOWN.contains(&name),
    }
}

#[cfg(test)]
mod tests {
    use super::mended;

    #[test]
    fn only_what_xml_does_not_know_is_escaped() {
        let cases = [
            (
                "<a>AT&T &amp; B&nbsp;C &#8217; &#xe9; &</a>",
                "<a>AT&amp;T &amp; B&amp;nbsp;C &#8217; &#xe9; &amp;</a>",
            ),
            ("<a><![CDATA[x & y]]> & z</a>", "<a><![CDATA[x & y]]> &amp; z</a>"),
            ("<![CDATA[open & é", "<![CDATA[open & é"),
            ("&#;&#x;&é;", "&amp;#;&amp;#x;&amp;é;"),
        ];
        for (text, wanted) in cases {
            assert_eq!(mended(text), wanted);
        }
    }
}
