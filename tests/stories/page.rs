//! An answer of the application, read as a browser and a person would.

/// An answer.
#[derive(Debug)]
pub struct Page {
    pub status: u16,
    /// Where a redirection goes; empty for a page.
    pub location: String,
    pub bytes: Vec<u8>,
}

/// The fields of a form, in order.
pub type Fields = Vec<(String, String)>;

impl Page {
    /// The text of the answer.
    pub fn html(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The words of the page without its markup, blanks collapsed.
    pub fn words(&self) -> String {
        let mut words = String::new();
        let html = self.html();
        let main = html.split_once("<main").map_or(html.as_str(), |(_, main)| main);
        for part in main.split('<') {
            let text = part.split_once('>').map_or(part, |(_, text)| text);
            words.push_str(text);
            words.push(' ');
        }
        unescape(&words).split_whitespace().collect::<Vec<&str>>().join(" ").replace(" .", ".").replace(" ,", ",")
    }

    /// Whether the page says so.
    pub fn says(&self, words: &str) -> bool {
        self.words().contains(words)
    }

    /// Fails the story unless the page says so.
    pub fn must_say(&self, words: &str) {
        assert!(self.says(words), "the page does not say `{words}`: {} {}", self.status, self.words());
    }

    /// Fails the story if the page says so.
    pub fn must_not_say(&self, words: &str) {
        assert!(!self.says(words), "the page says `{words}`: {}", self.words());
    }

    /// Every address that the page links to.
    pub fn links(&self) -> Vec<String> {
        tags(&self.html()).filter(|tag| tag.name == "a").map(|tag| tag.attribute("href")).collect()
    }

    /// Every `id` of the page.
    pub fn ids(&self) -> Vec<String> {
        tags(&self.html()).map(|tag| tag.attribute("id")).filter(|id| !id.is_empty()).collect()
    }

    /// The proof that every form of the page carries.
    pub fn token(&self) -> String {
        let html = self.html();
        let found = tags(&html).find(|tag| tag.attribute("name") == "csrf");
        found.map(|tag| tag.attribute("value")).unwrap_or_default()
    }

    /// Every form that goes to `action`, each with what a browser would send without touching it.
    pub fn forms(&self, action: &str) -> Vec<Fields> {
        let html = self.html();
        let forms = html.split("<form").skip(1).filter_map(|rest| rest.split_once("</form>"));
        let goes_there = |form: &&str| {
            let opening = Tag { name: String::from("form"), rest: form.split('>').next().unwrap_or_default().into() };
            opening.attribute("action") == action
        };
        forms.map(|(form, _)| form).filter(goes_there).map(fields).collect()
    }

    /// The first form that goes to `action`.
    pub fn form(&self, action: &str) -> Fields {
        let form = self.forms(action).into_iter().next();
        form.unwrap_or_else(|| panic!("there is no form to {action} on this page: {} {}", self.status, self.words()))
    }
}

/// What a browser would send of the controls in `html`.
fn fields(html: &str) -> Fields {
    let mut fields = Fields::new();
    let mut select: Option<(String, Option<String>)> = None;
    for (at, tag) in positions(html) {
        let (name, value) = (tag.attribute("name"), tag.attribute("value"));
        match tag.name.as_str() {
            "input" if !name.is_empty() => {
                let is_choice = matches!(tag.attribute("type").as_str(), "radio" | "checkbox");
                if !is_choice || tag.has("checked") {
                    fields.push((name, value));
                }
            }
            "textarea" => {
                let text = html[at..].split_once('>').and_then(|(_, rest)| rest.split_once('<'));
                fields.push((name, unescape(text.map_or("", |(text, _)| text))));
            }
            "select" => select = Some((name, None)),
            "option" => {
                if let Some((_, chosen)) = &mut select
                    && (chosen.is_none() || tag.has("selected"))
                {
                    *chosen = Some(value);
                }
            }
            "/select" => {
                if let Some((name, chosen)) = select.take() {
                    fields.push((name, chosen.unwrap_or_default()));
                }
            }
            _ => {}
        }
    }
    fields
}

struct Tag {
    name: String,
    rest: String,
}

impl Tag {
    fn attribute(&self, name: &str) -> String {
        let found = self.rest.split_once(&format!(" {name}=\"")).and_then(|(_, rest)| rest.split_once('"'));
        unescape(found.map_or("", |(value, _)| value))
    }

    fn has(&self, name: &str) -> bool {
        self.rest.split_whitespace().any(|word| word == name || word.starts_with(&format!("{name}=")))
    }
}

fn positions(html: &str) -> impl Iterator<Item = (usize, Tag)> {
    html.match_indices('<').filter_map(|(at, _)| {
        let inside = html[at + 1..].split_once('>')?.0;
        let name = inside.split([' ', '\n', '/']).next().filter(|name| !name.is_empty());
        let name = name.map_or_else(|| inside.to_owned(), str::to_owned);
        Some((at, Tag { rest: inside[name.len().min(inside.len())..].to_owned(), name }))
    })
}

fn tags(html: &str) -> impl Iterator<Item = Tag> {
    positions(html).map(|(_, tag)| tag)
}

fn unescape(text: &str) -> String {
    text.replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&nbsp;", " ")
        .replace("&amp;", "&")
}
