//! What families read without signing in, who helps, and a handbook that is older than the law.

use domain::id::SchoolId;
use web::urls;

use crate::{
    hillside::{ELLIS, LEAD, TEACHER},
    house::on_both,
};

#[test]
fn a_parent_finds_the_pages_from_the_sign_in_page_and_reads_them_in_plain_words() {
    on_both(|house| {
        let parent = house.visitor();
        assert!(parent.page(&urls::sign_in()).links().contains(&urls::for_parents()), "the foot leads there");
        let list = parent.page(&urls::for_parents());
        let page = urls::for_parents_page("lancashire", "when-your-child-cannot-come");
        assert!(list.links().contains(&page), "{:?}", list.links());
        assert!(parent.page(&urls::for_parents_of("lancashire")).links().contains(&page));
        let read = parent.page(&page);
        read.must_say("If your child is ill, keep in touch.");
        read.must_say("In our words, from: Lancashire Attendance Handbook");
        assert!(!read.html().contains('['), "no bracket of a chapter is left");
        for hidden in ["what-this-handbook-rests-on", "nothing-like-that"] {
            assert_eq!(parent.get(&urls::for_parents_page("lancashire", hidden)).status, 404, "{hidden}");
        }
        assert_eq!(parent.get(&urls::for_parents_of("atlantis")).status, 404);
    });
}

#[test]
fn a_reader_finds_the_pages_for_everybody_and_the_directory_in_the_handbook() {
    on_both(|house| {
        let teacher = house.signed_in(TEACHER);
        let handbook = teacher.page(&urls::handbook());
        handbook.must_say("Pages for you");
        handbook.must_say("What this handbook rests on");
        handbook.must_not_say("Young carers at school Who to ask");
        let directory = teacher.page(&urls::services(SchoolId(1)));
        directory.must_say("SEND statutory service");
        directory.must_say("Listed when the pupil is EHC plan");
    });
}

#[test]
fn a_child_s_pathway_lists_the_services_that_are_for_them() {
    on_both(|house| {
        let lead = house.signed_in(LEAD);
        let pathway = lead.page(&urls::pathway(ELLIS));
        pathway.must_say("Who else helps");
        pathway.must_say("Attendance support for schools");
        pathway.must_not_say("SEND statutory service");
        assert!(pathway.links().contains(&urls::action(ELLIS, "lancashire", "question-to-the-attendance-team")));
    });
}

/// C-G-15.
#[test]
fn a_handbook_that_is_older_than_the_law_says_so_wherever_it_speaks() {
    const OLDER: &str = "was issued before 19 August 2024";
    on_both(|house| {
        let lead = house.signed_in(LEAD);
        lead.page(&urls::pathway(ELLIS)).must_not_say(OLDER);
        house.follow("lincolnshire");
        let lead = house.signed_in(LEAD);
        let pathway = lead.page(&urls::pathway(ELLIS));
        pathway.must_say(OLDER);
        pathway.must_say("(England)");
        lead.page(&urls::chapter("lincolnshire", "1-categories")).must_say(OLDER);
        lead.page(&urls::chapter("england", "1-base")).must_not_say(OLDER);
        let receipt = pathway.links().into_iter().find(|link| link.contains("/receipts/lincolnshire/"));
        lead.page(&receipt.expect("a band has its receipt")).must_say(OLDER);
    });
}
