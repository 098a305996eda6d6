//! In which letters a file is written.

/// The encoding that a file turned out to have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, which spreadsheets call "Unicode text".
    Utf16,
    /// Windows-1252, which older systems write.
    Windows1252,
}

impl Encoding {
    /// Its name, for a page.
    pub const fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf16 => "UTF-16",
            Encoding::Windows1252 => "Windows-1252",
        }
    }
}

/// Reads bytes as text: as their byte order mark says, else as UTF-8 if they are that, else as Windows-1252, in which every
/// byte is some letter.
pub fn decode(bytes: &[u8]) -> (String, Encoding) {
    if let Some((encoding, length)) = encoding_rs::Encoding::for_bom(bytes)
        && encoding != encoding_rs::UTF_8
    {
        return (encoding.decode_without_bom_handling(&bytes[length..]).0.into_owned(), Encoding::Utf16);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => (text.to_owned(), Encoding::Utf8),
        Err(_) => {
            let text = encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0;
            (text.into_owned(), Encoding::Windows1252)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_right_in_whatever_encoding_they_come() {
        let name = "Zoë O’Brien";
        let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(name.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(decode(name.as_bytes()), (name.to_owned(), Encoding::Utf8));
        assert_eq!(decode(&[b"\xef\xbb\xbf", name.as_bytes()].concat()), (name.to_owned(), Encoding::Utf8));
        assert_eq!(decode(b"Zo\xeb O\x92Brien"), (name.to_owned(), Encoding::Windows1252));
        assert_eq!(decode(&utf16), (name.to_owned(), Encoding::Utf16));
    }
}
