//! `group` on a terminal.

use wirefold::contract::{GroupLine, WhyOut};

/// One line a report: story, id, how it relates; below it, if that was asked for, why it is there.
pub(crate) fn table(lines: &[GroupLine]) -> String {
    let mut rows = Vec::new();
    for line in lines {
        let relation = match (&line.relation, &line.copy_of) {
            (Some(relation), Some(of)) => format!("{relation} of {of}"),
            _ => String::new(),
        };
        rows.push([line.story.clone(), line.id.clone(), line.origin.clone().unwrap_or_default(), relation]);
    }
    let width = |column: usize, least: usize| {
        rows.iter().map(|r| r[column].chars().count()).max().unwrap_or(0).max(least)
    };
    let widths = [width(0, 5), width(1, 6), width(2, 6)];
    let mut text = String::new();
    let head = ["story", "report", "origin", "relation"].map(str::to_owned);
    let whys = std::iter::once(None).chain(lines.iter().map(|line| line.why.as_ref()));
    for (row, why) in std::iter::once(&head).chain(&rows).zip(whys) {
        let [story, id, origin, relation] = row;
        let line = format!(
            "{story:a$}  {id:b$}  {origin:c$}  {relation}",
            a = widths[0],
            b = widths[1],
            c = widths[2]
        );
        text.push_str(line.trim_end());
        text.push('\n');
        for line in why.iter().flat_map(|why| reasons(why)) {
            text.push_str(&format!("    {line}\n"));
        }
    }
    text
}

/// Why a report is where it is, in lines.
fn reasons(why: &WhyOut) -> Vec<String> {
    let mut lines = vec![match (why.reason.as_str(), &why.with) {
        (_, Some(with)) => format!("shares its text with {with}"),
        ("alike", _) => format!("tells the event of the reports there ({:+.1} is asked for)", why.asked),
        _ => format!("opened a story: none was like it enough ({:+.1} is asked for)", why.asked),
    }];
    for one in &why.considered {
        let shared =
            if one.shared.is_empty() { String::new() } else { format!(": {}", one.shared.join(", ")) };
        lines.push(format!("{:+.1} {}, nearest {}{shared}", one.likeness, one.story, one.nearest));
    }
    for line in &why.log {
        match (line.change.as_str(), &line.into, &line.from, &line.moved) {
            ("merged", Some(into), ..) => {
                lines.push(format!("{} merged {} into {into}", line.report, line.story));
            }
            ("split", _, Some(from), _) => {
                lines.push(format!("{} split {} off {from}", line.report, line.story));
            }
            ("moved", .., Some(moved)) => {
                lines.push(format!("{} moved {moved} to {}", line.report, line.story));
            }
            _ => {}
        }
    }
    lines
}
