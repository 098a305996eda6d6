//! The handbook as pages.

use std::collections::BTreeSet;

use crate::{
    hillside::{ADMINISTRATOR, GOVERNOR, LEAD},
    house::on_both,
};

#[test]
fn every_chapter_is_a_page_and_every_link_inside_it_leads_somewhere() {
    on_both(|house| {
        let reader = house.signed_in(ADMINISTRATOR);
        let index = reader.page("/handbook");
        let chapters: Vec<String> = index.links().into_iter().filter(|link| is_chapter(link)).collect();
        let known: usize = house.app.packs().packs.values().map(|pack| pack.chapters.len()).sum();
        assert_eq!(chapters.len(), known, "{chapters:?}");
        let indexes: Vec<String> =
            house.app.packs().packs.keys().map(|pack| format!("/handbook/{pack}/index")).collect();
        let linked = indexes.iter().flat_map(|index| reader.page(index).links());
        let mut links: BTreeSet<String> = linked.filter(|link| link.starts_with('/')).collect();
        let mut places = BTreeSet::new();
        for chapter in &chapters {
            let page = reader.page(chapter);
            places.insert(chapter.clone());
            places.extend(page.ids().into_iter().map(|id| format!("{chapter}#{id}")));
            let inside = page.links().into_iter().filter(|link| link.starts_with(['#', '/']));
            links.extend(inside.map(|link| if link.starts_with('#') { format!("{chapter}{link}") } else { link }));
        }
        let into = |link: &&String| is_chapter(link) || link.contains('#') && link.starts_with("/handbook/");
        let lost: Vec<&String> = links.iter().filter(into).filter(|link| !places.contains(*link)).collect();
        assert!(lost.is_empty(), "these links lead nowhere: {lost:#?}");
        assert!(links.iter().filter(into).count() > 100, "chapters link their names");
        for link in links.iter().filter(|link| !into(link)) {
            let status = reader.get(link).status;
            assert!(matches!(status, 200 | 403), "{link}: {status}");
        }
    });
}

/// Whether an address is a whole chapter's.
fn is_chapter(link: &str) -> bool {
    link.starts_with("/handbook/") && !link.contains('#') && !link.ends_with("/index") && !link.ends_with("/propose")
}

#[test]
fn the_index_of_a_handbook_is_searched_by_name_kind_and_heading() {
    on_both(|house| {
        let reader = house.signed_in(GOVERNOR);
        let all = reader.page("/handbook/lancashire/index");
        all.must_say("Formal intervention");
        all.must_say("Bands");
        let found = reader.page("/handbook/lancashire/index?q=formal%20task");
        found.must_say("Formal intervention");
        found.must_not_say("Significant persistent absence");
        reader.page("/handbook/lancashire/index?q=LAN-120").must_say("Significant persistent absence");
        reader.page("/handbook/lancashire/index?q=zzz").must_say("Nothing here has all of these words");
    });
}

#[test]
fn stages_are_drawn_with_what_leads_from_one_to_the_next() {
    on_both(|house| {
        let page = house.signed_in(ADMINISTRATOR).page("/handbook/knowsley/1-levels");
        assert!(page.html().contains("Level: Level 1, then Level 2, then Level 3, then Level 4</title>"));
        house.signed_in(LEAD).page("/handbook/england/1-base").must_say("National layer");
    });
}

#[test]
fn the_pack_of_the_reader_s_school_stands_first_with_what_it_rests_on() {
    on_both(|house| {
        let index = house.signed_in(LEAD).page("/handbook");
        let words = index.words();
        assert!(words.find("Lancashire") < words.find("England"), "{words}");
        index.must_say("edition 2025-28, in force since 1 September 2025 until 31 August 2028");
        index.must_say("Rests on England.");
        index.must_not_say("Lady Boswell");
    });
}

#[test]
fn the_pathway_stands_to_scale_with_the_readings_that_settle_its_edges() {
    on_both(|house| {
        let page = house.signed_in(GOVERNOR).page("/handbook/lancashire/1-pathway");
        page.must_say("Days missed in the school year, to scale: 190 days.");
        assert!(page.html().contains("Improvement 15 to 55½"), "the picture names its bands");
        assert!(page.html().contains("Day 5: Start support for a vulnerable pupil (expected)"));
        assert!(page.html().contains("Days 10 to 14: Formal intervention (expected)"));
        assert!(page.ids().contains(&String::from("c-lan-06")));
        page.must_say("worked examples run against this page");
    });
}

#[test]
fn a_chapter_that_is_not_there_is_no_page() {
    on_both(|house| {
        let reader = house.signed_in(LEAD);
        assert_eq!(reader.get("/handbook/lancashire/0-nothing").status, 404);
        assert_eq!(reader.get("/handbook/atlantis/1-pathway").status, 404);
    });
}

#[test]
fn the_first_chapter_says_in_words_what_the_pack_is() {
    on_both(|house| {
        let page = house.signed_in(LEAD).page("/handbook/lancashire/1-pathway");
        page.must_say("Binds The schools of one authority");
        page.must_say("Rests on England");
        page.must_say("In force From 1 September 2025 until 31 August 2028");
        page.must_say("Last held against it 22 November 2026");
        for raw in ["extends", "in force:", "kind:", "checked:"] {
            page.must_not_say(raw);
        }
        house.signed_in(LEAD).page("/handbook/lancashire/2-casework").must_not_say("Binds");
    });
}
