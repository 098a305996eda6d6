//! Elements of XML that is written.

/// Writes one element on a line of its own. The characters that XML cannot hold are left out of its text.
pub(crate) fn element(xml: &mut String, indent: usize, name: &str, text: &str) {
    xml.extend(std::iter::repeat_n(' ', indent));
    xml.push_str(&format!("<{name}>"));
    for letter in text.chars() {
        match letter {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '\r' => xml.push_str("&#13;"),
            '\t' | '\n' => xml.push(letter),
            '\u{fffe}' | '\u{ffff}' | '\0'..='\u{1f}' => {}
            _ => xml.push(letter),
        }
    }
    xml.push_str(&format!("</{name}>\n"));
}
