//! A place in the text of a condition, moving to the right.

/// The text and how far it has been read.
#[derive(Debug, Clone)]
pub(super) struct Scan<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scan<'a> {
    pub(super) fn new(text: &'a str) -> Scan<'a> {
        Scan { text, at: 0 }
    }

    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn rest(&self) -> &'a str {
        self.text[self.at..].trim_start()
    }

    /// The byte where the next word begins, and its length in characters.
    pub(super) fn place(&self) -> (usize, usize) {
        let start = self.text.len() - self.rest().len();
        (start, self.rest().split(' ').next().unwrap_or("").chars().count())
    }

    /// Whether `word` comes next. One that ends with a space has to be a whole word.
    pub(super) fn sees(&self, word: &str) -> bool {
        let trimmed = word.trim_end();
        let is_end = |after: &str| after.is_empty() || after.starts_with([' ', ')', ';', ',']);
        self.rest().strip_prefix(trimmed).is_some_and(|after| trimmed.len() == word.len() || is_end(after))
    }

    /// Moves behind `word` if it comes next.
    pub(super) fn take(&mut self, word: &str) -> bool {
        let sees = self.sees(word);
        if sees {
            self.at = self.text.len() - self.rest().len() + word.trim_end().len();
        }
        sees
    }

    /// Moves behind a comma if it comes next.
    pub(super) fn take_comma(&mut self) -> bool {
        let sees = self.rest().starts_with(',');
        if sees {
            self.at = self.text.len() - self.rest().len() + 1;
        }
        sees
    }

    pub(super) fn word(&mut self) -> &'a str {
        let start = self.text.len() - self.rest().len();
        let word = self.text[start..].split(' ').next().unwrap_or("");
        self.at = start + word.len();
        word
    }

    pub(super) fn bracketed(&mut self) -> Option<String> {
        let name = self.rest().strip_prefix('[')?.split_once(']')?.0;
        self.at = self.text.len() - self.rest().len() + name.len() + 2;
        Some(name.to_owned())
    }

    pub(super) fn quoted(&mut self) -> Option<String> {
        let value = self.rest().strip_prefix('"')?.split_once('"')?.0;
        self.at = self.text.len() - self.rest().len() + value.len() + 2;
        Some(value.to_owned())
    }

    /// A range goes on over `and` only when another edge follows.
    pub(super) fn until_join(&mut self) -> &'a str {
        let start = self.text.len() - self.rest().len();
        let text = &self.text[start..];
        let mut end = text.find([')', ';']).unwrap_or(text.len());
        if let Some(at) = text[..end].find(" or ") {
            end = at;
        }
        let mut from = 0;
        while let Some(at) = text[from..end].find(" and ") {
            let next = from + at;
            if crate::words::side(&text[next + 5..end]).is_none() {
                end = next;
                break;
            }
            from = next + 5;
        }
        self.at = start + end;
        &text[..end]
    }
}
