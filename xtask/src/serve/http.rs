//! The little of HTTP that a server for one visitor needs: a thread a connection, a reply a
//! connection. (A pool of threads would let an idle connection of a browser hold up a busy one.)

use anyhow::{Context, Result, bail};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// More than any browser sends as the head of a request.
const MOST: usize = 64 * 1024;

/// What is sent back.
pub(super) struct Reply {
    status: u16,
    headers: Vec<(String, String)>,
    content: Vec<u8>,
}

impl Reply {
    pub(super) fn new(status: u16, content: impl Into<Vec<u8>>) -> Reply {
        Reply {
            status,
            headers: Vec::new(),
            content: content.into(),
        }
    }

    pub(super) fn with(mut self, headers: Vec<(String, String)>) -> Reply {
        self.headers = headers;
        self
    }
}

/// Reads one request, and writes what `reply` says to its address.
pub(super) fn answer(mut visitor: TcpStream, reply: impl Fn(&str) -> Result<Reply>) -> Result<()> {
    visitor.set_read_timeout(Some(Duration::from_mins(1)))?;
    let head = head(&mut visitor)?;
    let mut space = [httparse::EMPTY_HEADER; 64];
    let mut request = httparse::Request::new(&mut space);
    request.parse(&head)?;
    let (method, url) = (
        request.method.unwrap_or_default(),
        request.path.unwrap_or("/"),
    );
    let reply = match method {
        "GET" | "HEAD" => reply(url).unwrap_or_else(|error| Reply::new(500, error.to_string())),
        _ => Reply::new(405, "only GET"),
    };
    let mut head = format!("HTTP/1.1 {} \r\nConnection: close\r\n", reply.status);
    head += &format!("Content-Length: {}\r\n", reply.content.len());
    for (name, value) in &reply.headers {
        head += &format!("{name}: {value}\r\n");
    }
    visitor.write_all((head + "\r\n").as_bytes())?;
    if method != "HEAD" {
        visitor.write_all(&reply.content)?;
    }
    visitor.flush().context("the visitor went away")
}

/// The bytes up to the empty line.
fn head(visitor: &mut TcpStream) -> Result<Vec<u8>> {
    let mut head = Vec::new();
    let mut part = [0; 4096];
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        let read = visitor.read(&mut part)?;
        if read == 0 || head.len() > MOST {
            bail!("no request");
        }
        head.extend_from_slice(part.get(..read).unwrap_or_default());
    }
    Ok(head)
}
