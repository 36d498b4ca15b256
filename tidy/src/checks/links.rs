//! Relative links in Markdown lead to a file, and their anchors to a heading.

use crate::finding::Finding;
use crate::tree::{File, Tree};
use std::collections::BTreeMap;

/// Checks every Markdown file.
pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let pages = tree.texts().filter(|(file, _)| file.ending() == "md");
    pages.flat_map(|(file, text)| check_page(tree, file, text)).collect()
}

fn check_page(tree: &Tree, file: &File, text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (line, prose) in prose(text) {
        for target in targets(&prose) {
            if let Some(wrong) = check_target(tree, file, text, target) {
                findings.push(Finding::violation(&file.path, line, wrong));
            }
        }
    }
    findings
}

fn check_target(tree: &Tree, file: &File, text: &str, target: &str) -> Option<String> {
    if target.contains("://") || target.starts_with("mailto:") {
        return None;
    }
    let (path, anchor) = target.split_once('#').map_or((target, None), |(path, anchor)| (path, Some(anchor)));
    let page = if path.is_empty() { file.path.clone() } else { resolve(file.folder(), path)? };
    if !tree.has(&page) {
        return Some(format!("the link to {target} leads nowhere: there is no {page}"));
    }
    let anchor = anchor.filter(|anchor| !anchor.is_empty())?;
    let there = if path.is_empty() { text } else { tree.file(&page)?.text.as_deref()? };
    let known = !page.ends_with(".md") || anchors(there).iter().any(|known| known == anchor);
    (!known).then(|| format!("the link to {target} leads nowhere: {page} has no heading #{anchor}"))
}

/// The path that a link means; one that leaves the repository stays as written,
/// so that it is not found. `None` if there is nothing to look for.
fn resolve(folder: &str, path: &str) -> Option<String> {
    if path.starts_with('/') {
        return Some(path.to_owned());
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.pop().is_none() => return Some(path.to_owned()),
            ".." => {}
            _ => parts.push(part),
        }
    }
    Some(parts.join("/").replace("%20", " "))
}

/// Lines outside code blocks, numbered, with inline code blanked out.
fn prose(text: &str) -> Vec<(usize, String)> {
    let mut fence: Option<&str> = None;
    let mut lines = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let mark = ["```", "~~~"].into_iter().find(|mark| line.trim_start().starts_with(mark));
        match (fence, mark) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            (None, None) if !line.starts_with("    ") => lines.push((at + 1, without_code(line))),
            _ => {}
        }
    }
    lines
}

fn without_code(line: &str) -> String {
    let parts: Vec<&str> = line.split('`').collect();
    // Code stands between an odd and the next backtick; a lone one opens nothing.
    let last = parts.len() - 1;
    let kept = parts.iter().enumerate().filter(|(at, _)| at % 2 == 0 || *at == last).map(|(_, part)| *part);
    kept.collect()
}

/// What the links of a line point to: `[text](target)` and `[name]: target`.
fn targets(line: &str) -> Vec<&str> {
    let mut found: Vec<&str> =
        line.split("](").skip(1).filter_map(|rest| rest.split([')', ' ']).next()).collect();
    let definition = line.strip_prefix('[').and_then(|rest| rest.split_once("]: "));
    if let Some((_, target)) = definition.filter(|(name, _)| !name.contains(['[', ']', '^'])) {
        found.extend(target.split_whitespace().next());
    }
    found
        .into_iter()
        .map(|target| target.trim_matches(['<', '>']))
        .filter(|target| !target.is_empty())
        .collect()
}

/// The anchors of a page's headings, made as GitHub makes them.
fn anchors(text: &str) -> Vec<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let headings = headings(text);
    let slugs = headings.iter().map(|heading| slug(heading));
    slugs
        .map(|slug| {
            let times = seen.entry(slug.clone()).or_default();
            *times += 1;
            if *times == 1 { slug } else { format!("{slug}-{}", *times - 1) }
        })
        .collect()
}

fn headings(text: &str) -> Vec<String> {
    let mut fenced = false;
    let mut found = Vec::new();
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        }
        let title = line.trim_start_matches('#');
        let level = line.len() - title.len();
        if !fenced && (1..=6).contains(&level) && title.starts_with(' ') {
            found.push(title.trim().to_owned());
        }
    }
    found
}

fn slug(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.flat_map(char::to_lowercase).map(|c| if c == ' ' { '-' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::checks::testing::said;

    #[test]
    fn links_that_lead_somewhere_are_silent() {
        let page = "# A page: its `code`\n\n[self](#a-page-its-code) [up](../README.md#use) [site](https://a.example/b)\n\
                    [folder](sub/) ![picture](sub/b.png \"title\") `[not](a-link)` [ref]\n\n```\n[x](nowhere)\n```\n\n[ref]: sub/b.png\n";
        let files =
            [("docs/a.md", page), ("README.md", "## Use\n## Use\n[twice](#use-1)"), ("docs/sub/b.png", "")];
        assert_eq!(said(check, &files), Vec::<String>::new());
    }

    #[test]
    fn links_that_do_not_are_named() {
        let page =
            "[a](gone.md) and\n[b](#gone)\n[c](../../outside.md)\n[d](/etc/hosts)\n\n[e]: missing/x.md\n";
        assert_eq!(
            said(check, &[("docs/a.md", page)]),
            [
                "docs/a.md:1: the link to gone.md leads nowhere: there is no docs/gone.md",
                "docs/a.md:2: the link to #gone leads nowhere: docs/a.md has no heading #gone",
                "docs/a.md:3: the link to ../../outside.md leads nowhere: there is no ../../outside.md",
                "docs/a.md:4: the link to /etc/hosts leads nowhere: there is no /etc/hosts",
                "docs/a.md:6: the link to missing/x.md leads nowhere: there is no docs/missing/x.md",
            ]
        );
    }
}
