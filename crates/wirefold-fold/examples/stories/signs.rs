//! The signs of pairs of reports that tell one event or do not, to learn `src/story/likeness.tsv` from.

use std::io::{BufWriter, Write};

use wirefold_fold::{SIGNS, Stories, Window, in_order};
use wirefold_report::Report;

use crate::Failure;
use crate::sets::{self, Set};

/// How much a pair of a case counts: there are few of them.
const CASE: u32 = 5;

/// Each set is streamed several times: as it is and with something missing, whole and in parts, so that what is learnt
/// holds in all of these.
pub(crate) fn print(folder: &str, pairs: &[&str]) -> Result<(), Failure> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    writeln!(out, "weight\tsame\t{}", SIGNS.join("\t"))?;
    for case in sets::cases(folder)?.iter().filter(|case| !case.is_kept()) {
        write(&mut out, CASE, &case.set)?;
    }
    for pair in pairs.chunks_exact(2) {
        let set = sets::read(pair[0], pair[1])?;
        for part in sets::variants(&set).iter().flat_map(sets::parts) {
            write(&mut out, 1, &part)?;
        }
    }
    Ok(out.flush()?)
}

fn write(out: &mut impl Write, weight: u32, set: &Set) -> Result<(), Failure> {
    let order = in_order(&set.reports);
    let ordered: Vec<&Report> = order.iter().map(|&i| &set.reports[i]).collect();
    let placed = Stories::new(Window::default()).add(ordered.as_slice(), &vec![Vec::new(); order.len()]);
    for (b, one) in placed.iter().enumerate() {
        for compared in &one.compared {
            let same = set.story[order[compared.report]] == set.story[order[b]];
            let signs: Vec<String> = compared.signs.iter().map(|sign| format!("{sign:.4}")).collect();
            writeln!(out, "{weight}\t{}\t{}", u8::from(same), signs.join("\t"))?;
        }
    }
    Ok(())
}
