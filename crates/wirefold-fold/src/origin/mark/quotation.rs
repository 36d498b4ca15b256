//! Whether something stands within a quotation.

/// How far back an opening quotation mark is looked for.
const REACH: usize = 300;

/// Whether a quotation is open at the end of this text, within its last line.
pub(super) fn is_open(before: &str) -> bool {
    let start = before.floor_char_boundary(before.len().saturating_sub(REACH));
    let near = &before[start..];
    let near = near.rfind('\n').map_or(near, |at| &near[at + 1..]);
    let Some((at, mark)) =
        near.char_indices().rev().find(|(_, c)| matches!(c, '"' | '“' | '”' | '„' | '«' | '»'))
    else {
        return false;
    };
    match mark {
        '“' | '„' | '«' => true,
        '"' => {
            let opens =
                near[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '['));
            opens && near[at + 1..].starts_with(char::is_alphanumeric)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_open;

    #[test]
    fn the_nearest_mark_tells() {
        assert!(is_open("He wrote: “I told "));
        assert!(is_open("He wrote: \"I told "));
        assert!(!is_open("“We wait,” he told "));
        assert!(!is_open("\"We wait,\" he told "));
        assert!(!is_open("“We wait.\nHe told "));
    }
}
