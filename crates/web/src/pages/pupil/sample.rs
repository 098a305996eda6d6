//! The invented Ellis Hargreaves's header, for the samples of every tab.

use domain::{id::PupilId, permission::Role};

use super::*;
use crate::frame::{self, Frame, Section};

/// The frame of a page about Ellis.
pub fn frame(title: &str) -> Frame {
    frame::sample(title, Section::Pupils, Role::AttendanceLead).wide()
}

/// The header of Ellis's page at `tab`.
pub fn header(tab: Tab) -> Header {
    let ellis = PupilId(4);
    Header {
        back: Link::new("Today", urls::today()),
        name: "Ellis Hargreaves".into(),
        forename: "Ellis".into(),
        particulars: "Year 5 Hazel, Miss Hartley. Born 3 May 2017. UPN J888240117036. SEN support, free school meals, \
                      has a social worker."
            .into(),
        standing: standing(ellis),
        next: Some(Button::open("Find out about 9 March", "", urls::board_pupil(ellis))),
        links: vec![
            Link::new("Record a contact", urls::board_pupil(ellis)),
            Link::new("Write a letter", urls::letter(ellis, "lancashire", "attendance-letter")),
        ],
        around: around(),
        tabs: tabs(ellis, tab),
    }
}

fn standing(ellis: PupilId) -> Standing {
    Standing {
        missed: "17 days missed, 85.5%".into(),
        counted: "34 of 234 possible sessions".into(),
        sessions: urls::sessions(ellis, "missed"),
        bands: vec![Band {
            name: "Improvement pathway".into(),
            shade: "2",
            since: "since Thursday 4 March".into(),
            receipt: Some(urls::receipt(ellis, "lancashire", "improvement-pathway")),
        }],
        notes: vec![
            Note {
                text: "Persistent absence since Monday 19 October.".into(),
                why: Some(Link::new("Why", urls::receipt(ellis, "england", "persistent-absence"))),
            },
            Note { text: "39 days more and Targeted begins.".into(), why: None },
        ],
    }
}

fn around() -> Around {
    let contact = |name: &str, detail: &str, phone: &str, protected: &str| Contact {
        name: name.into(),
        detail: detail.into(),
        phone: phone.into(),
        protected: protected.into(),
    };
    Around {
        contacts: vec![
            contact("Dawn Hargreaves", "mother, lives with. Rings first:", "07700 900112", ""),
            contact("Mark Hargreaves", "father.", "07700 900640", "Address protected: never to Dawn Hargreaves"),
        ],
        others: vec![Other { name: "Miss Hartley".into(), detail: "class teacher".into() }],
        siblings: vec![Sibling {
            relation: "Brother".into(),
            who: Link::new("Alfie, Year 2 Alder", urls::pupil(PupilId(5))),
            missed: "9 days missed".into(),
        }],
        nobody: String::new(),
    }
}
