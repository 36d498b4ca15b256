//! The signs of pairs of reports that tell one event or do not, to learn `few` and `many` of `src/story` from.

use std::io::{BufWriter, Write};

use wirefold_fold::{SIGNS, Stories, in_order};
use wirefold_report::Report;

use crate::series::Series;
use crate::sets::{self, Case, Set};
use crate::{Failure, linked};

/// So many of the variants of a set are learnt from: what briefs teach is no good to whole reports.
const LEARNT: usize = 6;
/// So many collections of ours are also taken together.
const TOGETHER: usize = 4;

/// Each set is streamed several times: as it is and with something missing, whole and in parts, so that what is learnt
/// holds in all of these.
pub(crate) fn print(folder: &str, series: &str, linked: &str, pairs: &[&str]) -> Result<(), Failure> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    writeln!(out, "set\tform\tsame\tlater\tearlier\t{}", SIGNS.join("\t"))?;
    for (at, case) in sets::cases(folder)?.iter().enumerate() {
        if !case.is_kept() {
            write(&mut out, &format!("case{at}\t0"), &case.set)?;
        }
    }
    for (at, set) in Series::read(series)?.sets().iter().enumerate() {
        write(&mut out, &format!("series{at}\t0"), set)?;
    }
    for (at, set) in linked::sets(linked)?.iter().enumerate() {
        write(&mut out, &format!("small{at}\t0"), set)?;
    }
    let (contrasts, small): (Vec<Case>, Vec<Case>) = sets::cases(&format!("{series}/small"))?
        .into_iter()
        .partition(|case| case.file.starts_with("contrast"));
    for (at, case) in small.iter().enumerate() {
        for (form, set) in sets::variants(&case.set).iter().take(LEARNT).enumerate() {
            write(&mut out, &format!("small{at}\t{form}"), set)?;
        }
    }
    for (at, cases) in contrasts.chunks(TOGETHER).enumerate() {
        for (form, set) in sets::together(cases).iter().flat_map(sets::variants).enumerate() {
            if form % sets::VARIANTS.len() < LEARNT {
                write(&mut out, &format!("contrast{at}\t{form}"), &set)?;
            }
        }
    }
    for (at, pair) in pairs.chunks_exact(2).enumerate() {
        let set = sets::read(pair[0], pair[1])?;
        for (form, part) in sets::variants(&set).iter().take(LEARNT).flat_map(sets::parts).enumerate() {
            write(&mut out, &format!("set{at}\t{form}"), &part)?;
        }
    }
    Ok(out.flush()?)
}

fn write(out: &mut impl Write, name: &str, set: &Set) -> Result<(), Failure> {
    let order = in_order(&set.reports);
    let ordered: Vec<&Report> = order.iter().map(|&i| &set.reports[i]).collect();
    let told: Vec<usize> = order.iter().map(|&i| set.story[i]).collect();
    for (b, compared) in Stories::compared_as_told(ordered.as_slice(), &told).iter().enumerate() {
        for compared in compared {
            let (earlier, later) = (set.story[order[compared.report]], set.story[order[b]]);
            let signs: Vec<String> = compared.signs.iter().map(|sign| format!("{sign:.4}")).collect();
            writeln!(
                out,
                "{name}\t{}\t{later}\t{earlier}\t{}",
                u8::from(earlier == later),
                signs.join("\t")
            )?;
        }
    }
    Ok(())
}
