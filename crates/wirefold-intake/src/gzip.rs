//! Unpacking `.gz`, with several members and a limit.

use flate2::bufread::MultiGzDecoder;
use std::io::{BufRead, BufReader, Read};

/// Whether the bytes begin a gzip member.
pub(crate) fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x1f, 0x8b, 0x08])
}

/// How an input begins, unpacked if it is packed.
pub(crate) fn beginning(bytes: &[u8]) -> Vec<u8> {
    const ENOUGH: u64 = 16;
    let mut start = Vec::new();
    // Where it breaks off, what came before is its beginning.
    let _ = opened(bytes).take(ENOUGH).read_to_end(&mut start);
    start
}

/// The input, unpacked as it is read if it is packed.
pub(crate) fn opened<'r>(input: impl Read + 'r) -> Box<dyn Read + 'r> {
    let mut input = BufReader::new(input);
    match input.fill_buf() {
        Ok(bytes) if is_gzip(bytes) => Box::new(MultiGzDecoder::new(input)),
        // An error comes again when it is read.
        _ => Box::new(input),
    }
}

/// Unpacks all members, up to `limit` bytes. What came before a broken place is
/// kept; the second value says what is missing.
pub(crate) fn unpack(bytes: &[u8], limit: u64) -> (Vec<u8>, Option<String>) {
    let mut out = Vec::with_capacity(bytes.len().saturating_mul(3).min(64 << 20));
    let outcome = MultiGzDecoder::new(bytes).take(limit.saturating_add(1)).read_to_end(&mut out);
    let problem = match outcome {
        Err(error) => Some(format!("gzip data breaks off after {} bytes of text: {error}", out.len())),
        Ok(length) if length as u64 > limit => {
            Some(format!("only the first {limit} unpacked bytes were read"))
        }
        Ok(_) => None,
    };
    out.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    (out, problem)
}

#[cfg(test)]
mod tests {
    use super::unpack;
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write;

    fn pack(text: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn members_follow_one_another() {
        let both = [pack(b"one, "), pack(b"two")].concat();
        assert_eq!(unpack(&both, 100), (b"one, two".to_vec(), None));
    }

    #[test]
    fn a_bomb_stops_at_the_limit() {
        let (out, problem) = unpack(&pack(&vec![b'a'; 1 << 20]), 1000);
        assert_eq!(out.len(), 1000);
        assert!(problem.is_some_and(|p| p.contains("first 1000")));
    }

    #[test]
    fn what_came_before_the_break_is_kept() {
        let whole = pack(&(0..9000).flat_map(|i| format!("line {i}\n").into_bytes()).collect::<Vec<u8>>());
        let (out, problem) = unpack(&whole[..whole.len() / 2], 1 << 20);
        assert!(out.starts_with(b"line 0\n"));
        assert!(problem.is_some_and(|p| p.starts_with("gzip data breaks off")));
    }
}
