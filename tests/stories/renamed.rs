//! An entry of the handbook that is called something else from a day on: what was done under its old name counts on.

use jiff::civil::date;
use service::{account::Account, proposal};
use web::urls;

use crate::{
    hillside::{ADMINISTRATOR, ELLIS, LEAD, PASSWORD},
    house::{House, on_both},
    visitor::{Visitor, filled_in},
};

const SECOND: &str = "penhallow@fellshire.example";
const OLD: &str = "Formal intervention";
const NEW: &str = "Formal help";

fn chapter(house: &House, name: &str) -> String {
    house.app.packs().text(&format!("lancashire/{name}.md")).expect("it stands there").to_owned()
}

/// The chapter with the task called something else, and a column that says what it was called.
fn renamed(text: &str) -> String {
    let (mut lines, mut is_among_tasks) = (Vec::new(), false);
    for line in text.lines() {
        is_among_tasks =
            line.starts_with("| task | when | due | overdue when") || (is_among_tasks && line.starts_with('|'));
        lines.push(match line {
            line if !is_among_tasks => line.to_owned(),
            line if line.starts_with("| task |") => format!("{line} formerly |"),
            line if line.starts_with("|---") => format!("{line}---|"),
            line if line.starts_with(&format!("| {OLD} |")) => {
                format!("{} \"{OLD}\" |", line.replacen(OLD, NEW, 1))
            }
            line => format!("{line} – |"),
        });
    }
    lines.join("\n") + "\n"
}

/// Proposes the new name with the chapters whose examples say it, and approves it as somebody else.
fn rename(house: &House, (first, second): (&Visitor<'_>, &Visitor<'_>)) {
    let form = urls::propose("lancashire", "1-pathway");
    let text = renamed(&chapter(house, "1-pathway"));
    let filled = [("text", text.as_str()), ("from", "2026-11-25"), ("reason", "Plain words"), ("do", "propose")];
    let mut fields = filled_in(first.page(&form).form(&form), &filled);
    for name in ["9-examples", "90-examples-pathway", "98-examples-of-second-times"] {
        let said = chapter(house, name);
        fields.push(("beside".into(), name.into()));
        fields.push((format!("text-{name}"), said.replace(&format!("[{OLD}]"), &format!("[{NEW}]"))));
        let begun = proposal::hash(&proposal::plain(&said)).iter().map(|byte| format!("{byte:02x}")).collect();
        fields.push((format!("begun-{name}"), begun));
    }
    let page = first.post(&form, &fields);
    assert_eq!(page.status, 303, "{}", page.words());
    let address = page.location.clone();
    let page = second.page(&address);
    page.must_say(&format!("Renamed: Task {OLD} is now Task {NEW}"));
    let page = second.submit(&page, &address, &[("answer", "approved"), ("reason", "Agreed")]);
    assert_eq!(page.status, 303, "{}", page.words());
}

#[test]
fn what_was_done_under_the_old_name_stays_done_and_its_links_still_open() {
    on_both(|house| {
        let account = Account {
            email: SECOND.into(),
            name: "Idris Penhallow".into(),
            role: "administrator".into(),
            urn: None,
            classes: Vec::new(),
        };
        service::account::add(&house.store(), &account, PASSWORD).expect("there is room for a second");
        let (tasks, link) = (urls::tasks(ELLIS), urls::receipt(ELLIS, "lancashire", "formal-intervention"));
        let offers = |lead: &Visitor<'_>, name: &str| {
            let forms = lead.page(&urls::pathway(ELLIS)).forms(&tasks);
            forms.into_iter().find(|form| form.contains(&("task".into(), name.into())))
        };
        let lead = house.signed_in(LEAD);
        lead.page(&link).must_say(OLD);
        let form = offers(&lead, OLD).expect("ten days and more are missed");
        let done = lead.post(&tasks, &filled_in(form, &[("note", "Met Rowan Hargreaves")]));
        lead.follow(&done).must_say("Recorded as done.");
        rename(house, (&house.signed_in(ADMINISTRATOR), &house.signed_in(SECOND)));

        house.at(date(2026, 11, 25), "08:55");
        let lead = house.signed_in(LEAD);
        assert!(offers(&lead, NEW).is_none(), "it was done, by whatever name");
        let receipt = lead.page(&link);
        receipt.must_say(NEW);
        assert_eq!(receipt.status, 200);
        let handbook = lead.page("/handbook/lancashire/1-pathway");
        assert!(handbook.ids().contains(&"formal-intervention".to_owned()), "an old link leads to the entry");
        lead.page(&urls::pathway(ELLIS)).must_say(&format!("Done: {OLD}: Met Rowan Hargreaves"));
    });
}
