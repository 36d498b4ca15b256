//! Tile instructions (AMX), which Linux grants to a process that asks.

use std::arch::asm;
use std::arch::x86_64::__cpuid_count;
use std::sync::OnceLock;

use super::GROUP;
use crate::network::packed::{BLOCK, PAIR};

/// `ldtilecfg`'s operand: all eight tiles have 16 rows of 64 bytes.
#[repr(C, align(64))]
struct Shape {
    palette: u8,
    start: u8,
    reserved: [u8; 14],
    bytes: [u16; 16],
    rows: [u8; 16],
}

static SHAPE: Shape = Shape {
    palette: 1,
    start: 0,
    reserved: [0; 14],
    bytes: [64, 64, 64, 64, 64, 64, 64, 64, 0, 0, 0, 0, 0, 0, 0, 0],
    rows: [16, 16, 16, 16, 16, 16, 16, 16, 0, 0, 0, 0, 0, 0, 0, 0],
};

/// Whether the processor has 8-bit tiles and the system lets this process use them; asked once.
pub(super) fn granted() -> bool {
    static GRANTED: OnceLock<bool> = OnceLock::new();
    *GRANTED.get_or_init(|| {
        const AMX_TILE_AND_INT8: u32 = 3 << 24;
        __cpuid_count(0, 0).eax >= 7
            && __cpuid_count(7, 0).edx & AMX_TILE_AND_INT8 == AMX_TILE_AND_INT8
            && ask()
    })
}

/// `arch_prctl(ARCH_REQ_XCOMP_PERM, XFEATURE_XTILEDATA)`: Linux 5.16 and later.
#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
fn ask() -> bool {
    const ARCH_PRCTL: i64 = 158;
    const ARCH_REQ_XCOMP_PERM: i64 = 0x1023;
    const XFEATURE_XTILEDATA: i64 = 18;
    let answer: i64;
    // SAFETY: this call changes nothing but what the process may use, and takes no pointer.
    unsafe {
        asm!("syscall", inlateout("rax") ARCH_PRCTL => answer, in("rdi") ARCH_REQ_XCOMP_PERM,
            in("rsi") XFEATURE_XTILEDATA, lateout("rcx") _, lateout("r11") _, options(nostack));
    }
    answer == 0
}

#[cfg(not(all(target_os = "linux", target_pointer_width = "64")))]
fn ask() -> bool {
    false
}

/// # Safety
/// The bounds that [`Processor::product`](super::Processor::product) asserts, and tiles granted.
pub(super) unsafe fn product(rows: &[u8], weights: &[i8], depth: usize, width: usize, sums: &mut [i32]) {
    // SAFETY: the operand is a whole, aligned and valid shape.
    unsafe { asm!("ldtilecfg [{}]", in(reg) &raw const SHAPE, options(nostack, readonly)) };
    let groups = rows.len() / (GROUP * depth);
    for at in 0..width / PAIR {
        for group in (0..groups).step_by(2) {
            // The last group of an odd number is multiplied with itself twice.
            let other = if group + 1 < groups { GROUP } else { 0 };
            let (row, sum) = (group * GROUP * depth, group * GROUP * width + at * PAIR);
            // SAFETY: 32 rows of `depth` bytes from `row` (or 16, read twice), 32 columns from `at * PAIR`,
            // and as many sums: all within the bounds that the caller asserts.
            unsafe {
                square(
                    [rows.as_ptr().add(row), rows.as_ptr().add(row + other * depth)],
                    weights.as_ptr().add(at * PAIR * depth),
                    depth,
                    [sums.as_mut_ptr().add(sum), sums.as_mut_ptr().add(sum + other * width)],
                    width,
                );
            }
        }
    }
    // SAFETY: no tile is needed any more.
    unsafe { asm!("tilerelease", options(nostack, nomem)) };
}

/// Twice 16 rows by twice 16 columns.
///
/// # Safety
/// Tiles are configured; each of `rows` has 16 rows of `depth` bytes, `weights` two blocks of that depth, and
/// each of `sums` 16 rows of 32, `width` apart.
#[inline(always)]
unsafe fn square(rows: [*const u8; 2], weights: *const i8, depth: usize, sums: [*mut i32; 2], width: usize) {
    // SAFETY: the caller's.
    unsafe {
        asm!(
            "tilezero tmm0", "tilezero tmm1", "tilezero tmm2", "tilezero tmm3",
            "2:",
            "tileloadd tmm4, [{upper} + {depth}*1]",
            "tileloadd tmm6, [{left} + {line}*1]",
            "tileloadd tmm7, [{right} + {line}*1]",
            "tdpbusd tmm0, tmm4, tmm6",
            "tileloadd tmm5, [{lower} + {depth}*1]",
            "tdpbusd tmm1, tmm4, tmm7",
            "tdpbusd tmm2, tmm5, tmm6",
            "tdpbusd tmm3, tmm5, tmm7",
            "add {upper}, 64", "add {lower}, 64", "add {left}, 1024", "add {right}, 1024",
            "dec {steps}",
            "jnz 2b",
            "tilestored [{first} + {apart}*1], tmm0",
            "tilestored [{first} + {apart}*1 + 64], tmm1",
            "tilestored [{second} + {apart}*1], tmm2",
            "tilestored [{second} + {apart}*1 + 64], tmm3",
            upper = inout(reg) rows[0] => _, lower = inout(reg) rows[1] => _, depth = in(reg) depth,
            left = inout(reg) weights => _, right = inout(reg) weights.add(BLOCK * depth) => _,
            line = in(reg) 64usize, steps = inout(reg) depth / 64 => _,
            first = in(reg) sums[0], second = in(reg) sums[1], apart = in(reg) width * 4,
            out("tmm0") _, out("tmm1") _, out("tmm2") _, out("tmm3") _,
            out("tmm4") _, out("tmm5") _, out("tmm6") _, out("tmm7") _,
            options(nostack)
        );
    }
}
