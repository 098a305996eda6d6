//! Chapters of examples outside any pack: a story that somebody writes to see what a handbook makes of it.

use domain::rule::{PackHead, Setting, slug};

use crate::{
    Fault, File, Pack,
    build::build,
    register::Register,
    text::{Block, Chapter, Entry, chapter},
    words,
};

/// Whether `files` hold examples and no pack.
pub fn is_loose(files: &[File<'_>]) -> bool {
    let kinds = |wanted: &str| {
        files.iter().any(|file| chapter(*file).0.entries().any(|entry| entry.kind.text.trim_end_matches('s') == wanted))
    };
    kinds("Example") && !kinds("Pack")
}

/// The examples of `files`, as a layer over each pack that they are about: its folder and the layer. An example says so with
/// `- pack: [Name]`, or else by the first row that it cites. `packs` are known by folder, with their name and settings.
pub fn read(
    files: &[File<'_>],
    packs: &[(&str, &str, &[Setting])],
    register: &Register,
) -> Result<Vec<(String, Pack)>, Vec<Fault>> {
    let (mut faults, mut layers): (Vec<Fault>, Vec<(String, Vec<Chapter>)>) = (Vec::new(), Vec::new());
    for file in files {
        let (mut whole, mut found) = chapter(*file);
        faults.append(&mut found);
        for block in std::mem::take(&mut whole.blocks) {
            let Block::Entry(entry) = block else { continue };
            if entry.name.text.is_empty() && entry.blocks.is_empty() {
                // The title of the chapter.
                continue;
            }
            match about(&entry, packs, register) {
                Err((what, help)) => faults.push(Fault::new(file.path, entry.name.span, what, help)),
                Ok(folder) => add(&mut layers, folder, &whole, without_pack(entry)),
            }
        }
    }
    let mut read = Vec::new();
    for (folder, chapters) in layers {
        let known = packs.iter().find(|(known, ..)| *known == folder);
        let Some(&(_, name, settings)) = known else { continue };
        match build(head(name), chapters, settings, Vec::new()) {
            Ok(pack) => read.push((folder, pack)),
            Err(found) => faults.extend(found),
        }
    }
    if faults.is_empty() { Ok(read) } else { Err(faults) }
}

fn head(below: &str) -> PackHead {
    let name = format!("Examples for {below}");
    PackHead {
        slug: slug(&name),
        name,
        kind: String::from("school"),
        extends: vec![below.to_owned()],
        edition: String::new(),
        document: String::new(),
        from: None,
        until: None,
        checked: None,
        issued: None,
    }
}

/// The folder of the pack that an example is about.
fn about(entry: &Entry, packs: &[(&str, &str, &[Setting])], register: &Register) -> Result<String, (String, String)> {
    let names = || packs.iter().map(|(_, name, _)| *name).collect::<Vec<&str>>().join(", ");
    if entry.kind.text != "Example" {
        let what = format!("`{}` is no example", entry.name.text);
        return Err((what, String::from("keep rules in a pack of their own, which begins with `# Pack: Name`")));
    }
    if let Some(point) = entry.points().find(|point| point.key.text == "pack") {
        let wanted = words::names(&point.value.text).pop().unwrap_or_else(|| point.value.text.clone());
        let found = packs.iter().find(|(_, name, _)| *name == wanted);
        return found
            .map(|(folder, ..)| (*folder).to_owned())
            .ok_or_else(|| (format!("there is no pack `{wanted}`"), format!("the packs are {}", names())));
    }
    let citation = entry.citation.as_ref().map_or("", |citation| citation.text.as_str());
    let ids = citation.split([' ', ',', ';', '.']);
    let row = ids.into_iter().find_map(|id| register.row(id));
    row.map(|row| row.pack.clone()).filter(|folder| packs.iter().any(|(known, ..)| known == folder)).ok_or_else(|| {
        let help = format!("write `- pack: [Name]` under it, with one of {}", names());
        (String::from("nothing says which handbook this example is about"), help)
    })
}

fn without_pack(mut entry: Entry) -> Entry {
    for block in &mut entry.blocks {
        if let Block::Points(points) = block {
            points.retain(|point| point.key.text != "pack");
        }
    }
    entry
}

fn add(layers: &mut Vec<(String, Vec<Chapter>)>, folder: String, whole: &Chapter, entry: Entry) {
    let at = layers.iter().position(|(known, _)| *known == folder).unwrap_or_else(|| {
        layers.push((folder, Vec::new()));
        layers.len() - 1
    });
    let chapters = &mut layers[at].1;
    let same = chapters.iter().position(|chapter| chapter.path == whole.path).unwrap_or_else(|| {
        chapters.push(whole.clone());
        chapters.len() - 1
    });
    chapters[same].blocks.push(Block::Entry(entry));
}
