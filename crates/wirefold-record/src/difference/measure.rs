//! One measure in other units: four metres are thirteen feet.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use wirefold_report::Quantity;

/// Writers round when they convert.
const ROUNDING: f64 = 0.06;

static UNITS: LazyLock<BTreeMap<&'static str, (&'static str, f64)>> = LazyLock::new(|| {
    let rows = include_str!("units.tsv").lines().filter(|line| !line.starts_with('#'));
    let row = |line: &'static str| {
        let mut cells = line.split('\t');
        Some((cells.next()?, (cells.next()?, cells.next()?.parse().ok()?)))
    };
    rows.filter_map(row).collect()
});

/// Whether two quantities in different units measure the same, as nearly as a
/// conversion that was rounded does.
pub(super) fn converted(one: &Quantity, other: &Quantity) -> bool {
    let (Some(a), Some(b)) = (in_first_unit(one), in_first_unit(other)) else { return false };
    !is_one_unit(one, other) && a.0 == b.0 && (a.1 - b.1).abs() <= ROUNDING * a.1.abs().max(b.1.abs())
}

/// Whether two quantities have one unit, however it is spelled.
pub(super) fn is_one_unit(one: &Quantity, other: &Quantity) -> bool {
    let unit = |q: &Quantity| q.measure().and_then(|u| UNITS.get(u));
    one.measure() == other.measure() || (unit(one).is_some() && unit(one) == unit(other))
}

/// What a unit measures: "length".
pub(super) fn dimension(unit: &str) -> Option<&'static str> {
    UNITS.get(unit).map(|(dimension, _)| *dimension)
}

/// A unit without the time that a rate is of: "cubic metre per year".
pub(super) fn without_period(unit: &str) -> &str {
    const PERIODS: [&str; 4] = [" per year", " per month", " per week", " per day"];
    PERIODS.iter().find_map(|period| unit.strip_suffix(period)).unwrap_or(unit)
}

/// Whether values of two quantities can be held against each other as they are.
pub(super) fn is_one_scale(one: &Quantity, other: &Quantity) -> bool {
    let unit = |q: &Quantity| q.measure().map(without_period).map(str::to_owned);
    is_one_unit(one, other) || unit(one) == unit(other)
}

fn in_first_unit(quantity: &Quantity) -> Option<(&'static str, f64)> {
    let (measure, factor) = UNITS.get(quantity.measure()?)?;
    Some((*measure, quantity.value * *factor))
}

#[cfg(test)]
mod tests {
    use super::{UNITS, converted};
    use wirefold_report::{Bound, Quantity, Span};

    fn quantity(value: f64, unit: &str) -> Quantity {
        let (span, unit) = (Span::new(0, 1), Some(unit.to_owned()));
        let (currency, counted, of) = (None, None, None);
        Quantity { span, value, high: None, bound: Bound::Exact, change: None, unit, currency, counted, of }
    }

    #[test]
    fn conversions_are_recognised() {
        assert!(UNITS.len() > 30, "every row has three cells");
        for (a, unit, b, other, expected) in [
            (4.0, "metre", 13.0, "foot", true),
            (45.0, "kilometre", 28.0, "mile", true),
            (45.0, "kilometre", 45.0, "mile", false),
            (4.0, "metre", 4.0, "kilogram", false),
            (4.0, "metre", 4.0, "metre", false),
            (4.0, "EUR", 13.0, "USD", false),
            (4.0, "metre", 4.0, "meter", false),
        ] {
            assert_eq!(
                converted(&quantity(a, unit), &quantity(b, other)),
                expected,
                "{a} {unit} / {b} {other}"
            );
        }
    }
}
