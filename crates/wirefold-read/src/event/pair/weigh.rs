//! The head's figures and the lexicon's word put together.

use super::shares::{Root, Shares};

/// How far the head's figures are flattened, and what a type gains that the lexicon tells as well (or its quad), in
/// natural logarithms. The file says where they come from.
struct Scale {
    sharpness: f64,
    told: f64,
    told_quad: f64,
    /// How often the lexicon alone is right.
    alone: f64,
}

fn scale() -> &'static Scale {
    static SCALE: std::sync::LazyLock<Scale> = std::sync::LazyLock::new(|| {
        let data = include_str!("../../../data/event/pairs.tsv");
        let value = |name: &str| {
            let line = data.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('\t'));
            line.and_then(|value| value.trim().parse().ok()).expect("pairs.tsv has every weight")
        };
        Scale {
            sharpness: value("sharpness"),
            told: value("told"),
            told_quad: value("told_quad"),
            alone: value("alone"),
        }
    });
    &SCALE
}

/// The type that head and lexicon agree on best, and how probable it is; `told` is what the lexicon says.
pub(crate) fn weigh(shares: &Shares, told: Option<Root>) -> (Root, f64) {
    weigh_beside(shares, told, |_| 1.0)
}

/// The same, where something else speaks for types as well: as much as `beside` says.
pub(crate) fn weigh_beside(shares: &Shares, told: Option<Root>, beside: impl Fn(Root) -> f64) -> (Root, f64) {
    let weight = |root: Root| weight(shares, told, root) * beside(root);
    let heavier = |a: Root, b: Root| if weight(b) > weight(a) { b } else { a };
    let best = Root::all().reduce(heavier).expect("there are types");
    (best, weight(best) / Root::all().map(weight).sum::<f64>())
}

fn weight(shares: &Shares, told: Option<Root>, root: Root) -> f64 {
    let scale = scale();
    let quad = told.is_some_and(|told| told.quad() == root.quad());
    let gain = scale.told * f64::from(told == Some(root)) + scale.told_quad * f64::from(quad);
    (scale.sharpness * shares.of(root).max(1e-6).ln() + gain).exp()
}

/// How probable it is that the lexicon is right where the encoder was not asked.
pub(crate) fn alone() -> f64 {
    scale().alone
}
