//! NITF (IPTC): one report with its head.

use roxmltree::Node;
use wirefold_report::Report;

use super::element::{at, attribute, line, paragraphs};
use crate::parse_published;
use crate::withdrawn::withdrawn;

/// The document's report, called `name` where it states no id.
pub(super) fn report(name: &str, root: Node<'_, '_>) -> Result<Report, String> {
    let of = |path: &[&'static str], name: &str| at(root, path).and_then(|node| attribute(node, name));
    let words = |path: &[&'static str]| at(root, path).and_then(line);
    if let Some(reason) = of(&["head", "docdata"], "management-status").as_deref().and_then(withdrawn) {
        return Err(reason);
    }
    let text = at(root, &["body", "body.content"]).or_else(|| at(root, &["body"])).map(paragraphs);
    let text = text.filter(|text| !text.is_empty()).ok_or("no text in this item")?;
    let id = of(&["head", "docdata", "doc-id"], "id-string").unwrap_or_else(|| name.to_owned());
    let dates = [
        of(&["head", "docdata", "date.issue"], "norm"),
        of(&["head", "docdata", "date.release"], "norm"),
        of(&["head", "pubdata"], "date.publication"),
    ];
    Ok(Report {
        title: words(&["body", "body.head", "hedline", "hl1"]).or_else(|| words(&["head", "title"])),
        outlet: of(&["head", "pubdata"], "name")
            .or_else(|| of(&["head", "docdata", "doc.copyright"], "holder")),
        published: dates.into_iter().flatten().find_map(|date| parse_published(&date)),
        credit: words(&["body", "body.head", "distributor"])
            .or_else(|| words(&["body", "body.head", "byline"])),
        ..Report::new(id, text)
    })
}
