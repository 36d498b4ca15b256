//! Web and mail addresses, handles and hashtags: one word each.

use super::lists;

/// Length in bytes of the address that `rest` (up to the next white space)
/// begins with.
pub(crate) fn length(rest: &str) -> Option<usize> {
    scheme(rest).or_else(|| handle(rest)).or_else(|| mail(rest)).or_else(|| domain(rest))
}

fn scheme(rest: &str) -> Option<usize> {
    let head: String = rest.chars().take(8).flat_map(char::to_lowercase).collect();
    let known = ["http://", "https://", "ftp://", "www."].iter().any(|scheme| head.starts_with(scheme));
    known.then(|| trimmed(rest))
}

/// Without the punctuation of the sentence that the address stands in.
fn trimmed(rest: &str) -> usize {
    let whole = rest.find(['“', '”', '"', '<', '>', '«', '»']).unwrap_or(rest.len());
    let brackets = rest[..whole].contains('(');
    let core = rest[..whole].trim_end_matches(|c: char| {
        matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '’' | ']' | '}' | '…')
            || (c == ')' && !brackets)
    });
    core.len().max(rest.chars().next().map_or(0, char::len_utf8))
}

fn handle(rest: &str) -> Option<usize> {
    let name = rest.strip_prefix(['@', '#'])?;
    if !name.starts_with(char::is_alphabetic) {
        return None;
    }
    let end = name.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(name.len());
    Some(1 + end)
}

fn is_atom(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '%')
}

fn mail(rest: &str) -> Option<usize> {
    let at = rest.find(|c: char| !is_atom(c)).filter(|&at| at > 0 && rest[at..].starts_with('@'))?;
    let host = &rest[at + 1..];
    let end = host.find(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '-')).unwrap_or(host.len());
    let host = host[..end].trim_end_matches(['.', '-']);
    (!host.is_empty()).then_some(at + 1 + host.len())
}

fn domain(rest: &str) -> Option<usize> {
    let end =
        rest.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '.' | '-')).unwrap_or(rest.len());
    let host = rest[..end].trim_end_matches(['.', '-']);
    let (name, last) = host.rsplit_once('.')?;
    let path = rest[host.len()..].starts_with('/');
    let label = name.rsplit('.').next().unwrap_or(name);
    let small = label.contains(|c: char| c.is_ascii_lowercase());
    if !lists::is_domain(last) || !small || (label.len() < 3 && !path) {
        return None;
    }
    Some(if path { trimmed(rest) } else { host.len() })
}

#[cfg(test)]
mod tests {
    use super::length;

    #[test]
    fn addresses_end_before_the_sentence_does() {
        let cases = [
            ("https://example.org/a?b=c).", "https://example.org/a?b=c"),
            ("www.example.org,", "www.example.org"),
            ("desk@example.co.uk.", "desk@example.co.uk"),
            ("example.com's", "example.com"),
            ("example.org/news/2.", "example.org/news/2"),
            ("@some_desk:", "@some_desk"),
            ("#vote2030!", "#vote2030"),
        ];
        for (rest, want) in cases {
            assert_eq!(length(rest).map(|n| &rest[..n]), Some(want), "{rest}");
        }
        for rest in ["word", "U.S.", "3.5", "visit.Later", "@", "#1", "p.m.", "a.m.in"] {
            assert_eq!(length(rest), None, "{rest}");
        }
    }
}
