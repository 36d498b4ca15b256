//! Tab-separated lines whose fields hold no tab and no line break.

/// Appends a line. White space of any kind inside a field becomes a single space.
pub(super) fn line<'f>(out: &mut String, fields: impl IntoIterator<Item = &'f str>) {
    for (i, field) in fields.into_iter().enumerate() {
        if i > 0 {
            out.push('\t');
        }
        push(out, field);
    }
    out.push('\n');
}

fn push(out: &mut String, field: &str) {
    for (i, word) in
        field.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).enumerate()
    {
        if i > 0 {
            out.push(' ');
        }
        out.push_str(word);
    }
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn no_field_breaks_the_line() {
        let mut out = String::new();
        line(&mut out, ["a\tb", " c\r\nd ", "", "e\u{0}f"]);
        assert_eq!(out, "a b\tc d\t\te f\n");
    }
}
