//! What a server answered, as archives keep it.

use std::io::Read;

use flate2::read::{MultiGzDecoder, ZlibDecoder};

/// An answer's status and what it carried.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// The kind of content in small letters, without parameters.
    pub(crate) kind: String,
    pub(crate) body: Vec<u8>,
}

/// Reads an answer (RFC 9112), its body unpacked up to `limit` bytes.
///
/// # Errors
/// What is wrong with it, in words.
pub(crate) fn answer(bytes: &[u8], limit: u64) -> Result<Answer, String> {
    let (head, body) = parted(bytes).ok_or("an answer without an end of its head")?;
    let head = String::from_utf8_lossy(head);
    let mut lines = head.lines();
    let status = lines
        .next()
        .filter(|line| line.starts_with("HTTP/"))
        .and_then(|line| line.split(' ').nth(1)?.parse().ok());
    let status = status.ok_or("an answer without a status")?;
    let (mut kind, mut packed, mut chunked) = (String::new(), String::new(), false);
    for (name, value) in lines.filter_map(|line| line.split_once(':')) {
        let value = value.trim().to_ascii_lowercase();
        match name.trim().to_ascii_lowercase().as_str() {
            "content-type" => value.split(';').next().unwrap_or_default().trim().clone_into(&mut kind),
            "content-encoding" => packed = value,
            "transfer-encoding" => chunked = value.contains("chunked"),
            _ => {}
        }
    }
    // Archives often keep the head of a body that they have unpacked themselves.
    let joined = if chunked { joined(body) } else { None };
    let body = unpacked(joined.as_deref().unwrap_or(body), &packed, limit)?;
    Ok(Answer { status, kind, body })
}

/// Head and body, parted by the first empty line.
fn parted(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let long = memchr::memmem::find(bytes, b"\r\n\r\n").map(|at| (at, 4));
    let short = memchr::memmem::find(bytes, b"\n\n").map(|at| (at, 2));
    let (at, length) = [long, short].into_iter().flatten().min()?;
    Some((&bytes[..at], &bytes[at + length..]))
}

/// A body sent in chunks; `None` if it is not.
fn joined(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::with_capacity(rest.len());
    loop {
        let end = memchr::memchr(b'\n', rest)?;
        let line = str::from_utf8(rest[..end].trim_ascii()).ok()?;
        let size = usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?;
        rest = &rest[end + 1..];
        if size == 0 {
            return Some(body);
        }
        // What was cut off in the last chunk is missing, and the rest is there.
        body.extend_from_slice(&rest[..size.min(rest.len())]);
        match rest.get(size..).map(<[u8]>::trim_ascii_start) {
            None | Some([]) => return Some(body),
            Some(next) => rest = next,
        }
    }
}

fn unpacked(body: &[u8], packed: &str, limit: u64) -> Result<Vec<u8>, String> {
    let mut out = Vec::new();
    match packed {
        "gzip" | "x-gzip" if crate::gzip::is_gzip(body) => {
            // What came before a broken place is kept.
            let _ = MultiGzDecoder::new(body).take(limit).read_to_end(&mut out);
        }
        "deflate" => {
            if ZlibDecoder::new(body).take(limit).read_to_end(&mut out).is_err() && out.is_empty() {
                out = body.to_vec();
            }
        }
        "" | "identity" | "gzip" | "x-gzip" => out = body.to_vec(),
        other => return Err(format!("packed with {other}, which this version does not unpack")),
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::{Answer, answer};

    fn body(head: &str, body: &[u8]) -> Result<Answer, String> {
        answer(&[head.as_bytes(), b"\r\n\r\n", body].concat(), 1 << 20)
    }

    #[test]
    fn bodies_come_whole_chunked_and_packed() {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        packer.write_all(b"<p>Rain").expect("memory can be written to");
        let packed = packer.finish().expect("memory can be written to");
        let head = "HTTP/1.1 200 OK\r\nContent-Type: Text/HTML; charset=x\r\n";
        let cases: [(&str, &[u8], &[u8]); 6] = [
            ("X: y", b"<p>Rain", b"<p>Rain"),
            ("Transfer-Encoding: chunked", b"3\r\n<p>\r\n4;a=b\r\nRain\r\n0\r\n\r\n", b"<p>Rain"),
            ("Transfer-Encoding: chunked", b"<p>Rain", b"<p>Rain"),
            ("transfer-encoding: chunked", b"3\r\n<p>\r\nfff\r\nRain", b"<p>Rain"),
            ("Content-Encoding: gzip", &packed, b"<p>Rain"),
            ("Content-Encoding: gzip", b"<p>Rain", b"<p>Rain"),
        ];
        for (line, sent, wanted) in cases {
            let found = body(&format!("{head}{line}"), sent).expect("it is an answer");
            assert_eq!(
                (found.status, found.kind.as_str(), found.body.as_slice()),
                (200, "text/html", wanted),
                "{line}"
            );
        }
    }

    #[test]
    fn what_is_no_answer_is_told() {
        assert!(answer(b"HTTP/1.1 200 OK", 9).is_err());
        assert!(body("GET / HTTP/1.1", b"").is_err());
        assert!(
            body("HTTP/1.1 200 OK\r\nContent-Encoding: br", b"").is_err_and(|error| error.contains("br"))
        );
        assert_eq!(body("HTTP/1.0 404", b"x").map(|found| found.status), Ok(404));
    }
}
