//! PLOVER's own rules on what a told event counts as.

use super::status::Standing;
use wirefold_report::{EventType, Status};

/// PLOVER's own reading of what is still ahead or refused.
pub(super) fn shift(
    kind: EventType,
    mode: Option<&str>,
    standing: Standing,
) -> (EventType, Option<&str>, Status) {
    use EventType::{
        Agree, Aid, Assault, Coerce, Concede, Consult, Cooperate, Mobilize, Protest, Reject, Retreat,
        Sanction, Support, Threaten,
    };
    let status = standing.status;
    if standing.unwilling && status == Status::Denied {
        let mode = match kind {
            Consult => "meet",
            Aid | Cooperate | Agree | Support => "assist",
            Retreat | Concede => "yield",
            _ => return (kind, mode, status),
        };
        return (Reject, Some(mode), Status::Happened);
    }
    if status != Status::Future {
        return (kind, mode, status);
    }
    match kind {
        Consult | Support | Cooperate | Aid => (Agree, None, status),
        Retreat => (Concede, None, status),
        Assault | Mobilize | Sanction | Coerce | Protest => (Threaten, threatened(kind, mode), status),
        _ => (kind, mode, status),
    }
}

/// The mode of a threat to do something of that type and mode.
pub(super) fn threatened(kind: EventType, mode: Option<&str>) -> Option<&'static str> {
    match (kind, mode) {
        (_, Some("expel" | "deport")) => Some("expel"),
        (_, Some("arrest")) => Some("arrest"),
        (EventType::Assault | EventType::Mobilize, _) => Some("violence"),
        (EventType::Sanction, _) => Some("relations"),
        (EventType::Coerce, _) => Some("restrict"),
        _ => None,
    }
}
