//! Probabilities of PLOVER's types, as far as the head tells them apart.

use wirefold_report::EventType;

/// The types that the head knows: `YIELD`, which PLOVER has split since, stands for `CONCEDE` and `RETREAT`.
const ROOTS: [Option<EventType>; 15] = [
    Some(EventType::Agree),
    Some(EventType::Consult),
    Some(EventType::Support),
    None,
    Some(EventType::Cooperate),
    Some(EventType::Aid),
    Some(EventType::Request),
    Some(EventType::Accuse),
    Some(EventType::Reject),
    Some(EventType::Threaten),
    Some(EventType::Protest),
    Some(EventType::Sanction),
    Some(EventType::Mobilize),
    Some(EventType::Coerce),
    Some(EventType::Assault),
];

/// How probable each type is; together they are certain.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shares([f32; ROOTS.len()]);

/// A type that the head knows, by its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Root(usize);

impl Root {
    /// All of them.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        (0..ROOTS.len()).map(Self)
    }

    /// What the head calls a type.
    pub(crate) fn of(kind: EventType) -> Self {
        let known = Some(kind).filter(|kind| !matches!(kind, EventType::Concede | EventType::Retreat));
        Self(ROOTS.iter().position(|&root| root == known).expect("every type has its root"))
    }

    /// The type it is; none for the one that stands for two.
    pub(crate) fn kind(self) -> Option<EventType> {
        ROOTS[self.0]
    }

    /// Its name among the encoder's labels.
    fn name(self) -> &'static str {
        self.kind().map_or("YIELD", EventType::name)
    }

    /// PLOVER's quad; yielding counts as material cooperation, as it was coded.
    pub(crate) fn quad(self) -> u8 {
        self.kind().map_or(2, EventType::quad)
    }
}

impl Shares {
    /// From the encoder's figures in the order of its labels; nothing where these are no types of PLOVER.
    #[must_use]
    pub fn new(labels: &[&str], figures: &[f32]) -> Option<Self> {
        let mut shares = [0.0; ROOTS.len()];
        for (share, root) in shares.iter_mut().zip(Root::all()) {
            *share = *figures.get(labels.iter().position(|&label| label == root.name())?)?;
        }
        Some(Self(shares))
    }

    pub(crate) fn of(&self, root: Root) -> f64 {
        f64::from(self.0[root.0])
    }

    /// The mean of some; none of none.
    pub(crate) fn mean<'a>(all: impl Iterator<Item = &'a Self>) -> Option<Self> {
        let (mut sum, mut count) = ([0.0; ROOTS.len()], 0.0);
        for Self(shares) in all {
            sum.iter_mut().zip(shares).for_each(|(sum, share)| *sum += share);
            count += 1.0;
        }
        (count > 0.0).then(|| Self(sum.map(|sum| sum / count)))
    }

    /// How probable each type is, by its name.
    pub fn named(&self) -> impl Iterator<Item = (&'static str, f32)> + '_ {
        Root::all().map(Root::name).zip(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{Root, Shares};
    use wirefold_report::EventType;

    #[test]
    fn the_encoders_order_is_read_by_its_labels() {
        let mut labels: Vec<&str> = Root::all().map(Root::name).collect();
        labels.reverse();
        let figures: Vec<f32> = (0..15u8).map(f32::from).collect();
        let shares = Shares::new(&labels, &figures).unwrap();
        assert!((shares.of(Root::of(EventType::Agree)) - 14.0).abs() < 1e-6);
        assert!(Shares::new(&["AGREE"], &[1.0]).is_none());
    }

    #[test]
    fn both_ways_to_yield_are_one_root() {
        let root = Root::of(EventType::Retreat);
        assert_eq!((root, root.kind(), root.quad()), (Root::of(EventType::Concede), None, 2));
    }
}
