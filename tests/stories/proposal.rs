//! Changing a handbook in the application: proposed by one administrator, approved by another.

use domain::{
    id::{ProposalId, SchoolId},
    proposal::Answer,
};
use jiff::civil::date;
use service::{account::Account, standing};
use store::{Engine, StoreError, verify};
use web::urls;

use crate::{
    hillside::{ADMINISTRATOR, DAY, ELLIS, LEAD, PASSWORD},
    house::{House, on_both},
    page::Page,
    visitor::Visitor,
};

const SECOND: &str = "penhallow@fellshire.example";
const IMPROVEMENT: &str = "at least 15 days and less than 56 days";
const REASON: &str = "The panel asked for it";

/// An example that fourteen days as an edge would leave unmet.
const EXAMPLE: &str = "
## Example: A half day under fifteen is Universal

Tests — LAN-099; reading C-LAN-03.

| pupil | is | possible | absent |
|---|---|---|---|
| A | – | 380 sessions to Thu 15 Jul 2027 | 29 I |

| day | pupil | does | expect |
|---|---|---|---|
| Thu 15 Jul 2027 | A | looks | [Pathway] is [Universal] |
";

/// A second administrator of the authority.
fn hire(house: &House) {
    let account = Account {
        email: SECOND.into(),
        name: "Idris Penhallow".into(),
        role: "administrator".into(),
        urn: None,
        classes: Vec::new(),
    };
    service::account::add(&house.store(), &account, PASSWORD).expect("there is room for a second");
}

fn form() -> String {
    urls::propose("lancashire", "1-pathway")
}

/// The chapter with Improvement from 14 days on.
fn from_14_days(house: &House) -> String {
    let text = house.app.packs().text("lancashire/1-pathway.md").expect("it stands there");
    text.replace("less than 15 days |", "less than 14 days |")
        .replace(IMPROVEMENT, "at least 14 days and less than 56 days")
}

/// Sends `text` as the chapter, with nothing beside it; the page that answers.
fn send(by: &Visitor<'_>, text: &str, from: &str, what: &str) -> Page {
    let filled = [("text", text), ("from", from), ("reason", REASON), ("do", what)];
    by.submit(&by.page(&form()), &form(), &filled)
}

/// The same with the examples mended that it leaves unmet, as the form brings them in.
fn propose(by: &Visitor<'_>, text: &str, from: &str, what: &str) -> Page {
    let mut fields = send(by, text, from, "check").form(&form());
    for (name, text) in &mut fields {
        if name.starts_with("text-") {
            *text = mended(text);
        }
    }
    fields.push(("do".into(), what.into()));
    by.post(&form(), &fields)
}

/// Examples that said 14½ days are Universal say that they are Improvement.
fn mended(examples: &str) -> String {
    let before = "14.5 days; [Pathway] is [Universal]; [Pathway by percentage] is [Universal]; not [Days";
    let after = "14.5 days; [Pathway] is [Improvement]; [Pathway by percentage] is [Universal]; [Days";
    let other = "[Pathway] is [Universal]; days absent is exactly 14.5 days";
    examples.replace(before, after).replace(other, "[Pathway] is [Improvement]; days absent is exactly 14.5 days")
}

fn answer(by: &Visitor<'_>, proposal: &str, answer: &str, reason: &str) -> Page {
    by.submit(&by.page(proposal), proposal, &[("answer", answer), ("reason", reason)])
}

/// An answer although the page offers none.
fn insist(by: &Visitor<'_>, proposal: &str, answer: &str, reason: &str) -> Page {
    let token = by.page("/handbook").token();
    let fields = [("csrf", token.as_str()), ("answer", answer), ("reason", reason)];
    by.post(proposal, &fields.map(|(name, value)| (String::from(name), String::from(value))))
}

/// The band of Ellis, who was away for 14½ days, as the application works it out for `day`.
fn band(house: &House, day: domain::Date) -> String {
    let all = standing::of_school_on(&house.app, SchoolId(1), day).expect("a roll");
    let ellis = all.iter().find(|one| one.pupil.id == ELLIS).expect("on the roll");
    let band = ellis.decided.bands.iter().find(|band| band.set == "Pathway").expect("a band");
    band.band.clone()
}

#[test]
fn a_change_is_mended_proposed_approved_by_somebody_else_and_applies_from_its_day() {
    on_both(|house| {
        hire(house);
        let address = {
            let (first, second) = (house.signed_in(ADMINISTRATOR), house.signed_in(SECOND));
            first.page("/handbook/lancashire/1-pathway").must_say("Propose a change");

            // With a fault nothing is proposed, and nothing typed is lost.
            let changed = from_14_days(house);
            let faulty = changed.replace("less than 14 days |", "less then 14 days |");
            let page = send(&first, &faulty, "2026-11-25", "propose");
            assert_eq!(page.status, 422, "{}", page.words());
            page.must_say("What cannot be carried out");
            page.must_say("| Universal | less then 14 days | [school] | – |");
            assert!(page.words().contains("Line "), "{}", page.words());
            let kept = page.form(&form());
            assert!(kept.iter().any(|(name, text)| name == "text" && text.contains("less then 14 days")));
            assert!(kept.iter().any(|(name, text)| name == "reason" && text == "The panel asked for it"));

            // Mended, it says what it would do.
            let page = propose(&first, &changed, "2026-11-25", "check");
            assert_eq!(page.status, 200, "{}", page.words());
            page.must_say("less than 15 days, led by [school], and is days absent less than 14 days");
            page.must_say("1 child would be in another band");
            page.must_say("Pathway: Improvement");
            assert!(page.words().contains("examples passed"), "{}", page.words());
            page.must_not_say("worked examples are not met");

            let page = propose(&first, &changed, "2026-11-25", "propose");
            assert_eq!(page.status, 303, "{}", page.words());
            let address = page.location.clone();
            first.follow(&page).must_say("You proposed this. Another administrator approves or declines it.");

            // Nobody approves their own.
            let page = insist(&first, &address, "approved", "Mine");
            assert_eq!(page.status, 422);
            page.must_say("You proposed this yourself: ask another administrator");

            assert_eq!(answer(&second, &address, "approved", " ").status, 422, "an answer has its reason");
            let page = answer(&second, &address, "approved", "Agreed");
            assert_eq!(page.status, 303, "{}", page.words());
            second.follow(&page).must_say("Approved by Idris Penhallow");
            second.page(&urls::proposals()).must_say("Approved by Idris Penhallow");
            let on_record = second.page(&address);
            on_record.must_say("24 November 2026 for Maggie Thwaite: ");
            on_record.must_say("24 November 2026 for Idris Penhallow: ");
            on_record.must_say("Half days at every edge, by correction");
            address
        };

        // Today nothing has changed.
        assert_eq!(band(house, DAY), "Universal");
        house.signed_in(LEAD).page("/handbook/lancashire/1-pathway").must_say(IMPROVEMENT);

        house.at(date(2026, 11, 25), "08:55");
        assert_eq!(band(house, date(2026, 11, 25)), "Improvement");
        assert_eq!(band(house, DAY), "Universal", "a past day is decided by the edition of that day");
        let lead = house.signed_in(LEAD);
        lead.page("/handbook/lancashire/1-pathway").must_say("at least 14 days and less than 56 days");
        let receipt = lead.page(&urls::receipt(ELLIS, "lancashire", "pathway"));
        receipt.must_say("2025-28, changed from 25 November 2026");
        receipt.must_say("25 November");

        // What was decided stays decided.
        assert_eq!(insist(&house.signed_in(SECOND), &address, "declined", "No").status, 409);
    });
}

#[test]
fn an_example_that_is_not_met_keeps_a_change_from_being_sent_and_from_being_approved() {
    on_both(|house| {
        hire(house);
        let (first, second) = (house.signed_in(ADMINISTRATOR), house.signed_in(SECOND));
        let changed = from_14_days(house);
        let page = send(&first, &changed, "2026-11-25", "propose");
        assert_eq!(page.status, 422, "{}", page.words());
        page.must_say("2 worked examples are not met with it: change the examples with the rule");
        page.must_say("Lancashire: Half days at every edge, by correction");
        // The chapters of those examples have come into the form, and what was typed stands.
        let fields = page.form(&form());
        let beside: Vec<&str> =
            fields.iter().filter(|(name, _)| name == "beside").map(|(_, chapter)| chapter.as_str()).collect();
        assert_eq!(beside, ["90-examples-pathway", "98-examples-of-second-times"]);
        assert!(fields.iter().any(|(name, text)| name == "text" && text.contains("less than 14 days |")));

        // Mended it goes. Meanwhile an example is approved in another chapter, which this change would leave unmet.
        let page = propose(&first, &changed, "2026-11-25", "propose");
        assert_eq!(page.status, 303, "{}", page.words());
        let waiting = page.location.clone();
        let other = urls::propose("lancashire", "91-examples-casework");
        let said = house.app.packs().text("lancashire/91-examples-casework.md").expect("it stands there");
        let more = format!("{said}{EXAMPLE}");
        let filled = [("text", more.as_str()), ("from", "2026-11-25"), ("reason", REASON), ("do", "propose")];
        let page = second.submit(&second.page(&other), &other, &filled);
        assert_eq!(page.status, 303, "{}", page.words());
        assert_eq!(answer(&first, &page.location, "approved", "It shows the edge").status, 303);
        let page = answer(&second, &waiting, "approved", "Agreed");
        assert_eq!(page.status, 422);
        page.must_say("One worked example is not met with it: change the examples with the rule");
        page.must_say("Lancashire: A half day under fifteen is Universal");
        assert!(page.form(&waiting).contains(&("reason".into(), "Agreed".into())), "what was typed is kept");
        assert_eq!(band(house, DAY), "Universal");
        // To decline it stays possible.
        assert_eq!(answer(&second, &waiting, "declined", "Propose it again").status, 303);
    });
}

#[test]
fn what_waits_stands_on_today_of_the_other_administrators_until_it_is_settled_or_taken_back() {
    on_both(|house| {
        hire(house);
        let (first, second) = (house.signed_in(ADMINISTRATOR), house.signed_in(SECOND));
        let today = urls::today();
        second.page(&today).must_not_say("Lancashire: Pathways");
        let page = propose(&first, &from_14_days(house), "2026-11-25", "propose");
        let address = page.location.clone();
        first.page(&today).must_not_say("Maggie Thwaite proposed");
        let page = second.page(&today);
        page.must_say("Maggie Thwaite proposed a change to apply from");
        assert!(page.links().contains(&address), "{:?}", page.links());
        house.signed_in(LEAD).page(&today).must_not_say("Maggie Thwaite proposed");

        // Nobody else takes it back, and not without a reason.
        assert_eq!(insist(&second, &address, "withdrawn", "No").status, 422);
        let page = first.submit(&first.page(&address), &address, &[("reason", " ")]);
        assert_eq!(page.status, 422);
        page.must_say("Write why");
        let page = first.submit(&first.page(&address), &address, &[("reason", "The panel has changed its mind")]);
        assert_eq!(page.status, 303, "{}", page.words());
        first.follow(&page).must_say("Withdrawn by Maggie Thwaite");
        second.page(&today).must_not_say("Maggie Thwaite proposed");
        assert_eq!(insist(&second, &address, "approved", "Agreed").status, 409);
        assert_eq!(band(house, DAY), "Universal");
    });
}

#[test]
fn an_approved_chapter_changed_behind_the_back_of_the_program_fails_the_verification_and_is_named() {
    on_both(|house| {
        hire(house);
        let (first, second) = (house.signed_in(ADMINISTRATOR), house.signed_in(SECOND));
        let page = propose(&first, &from_14_days(house), "2026-11-25", "propose");
        answer(&second, &page.location, "approved", "Agreed");
        let store = house.store();
        let verified = store.read(verify::proposals).expect("the log can be read");
        // Three chapters, two checks and an approval.
        assert_eq!((verified.proposals, verified.faults), (6, vec![]));
        let tampered = store.write::<u64, StoreError>(|tx| {
            let guard = match tx.engine() {
                Engine::Sqlite => "drop trigger proposal_events_update",
                Engine::Postgres => "drop trigger proposal_events_change on proposal_events",
            };
            tx.exec(guard, &[])?;
            tx.exec("update proposal_events set body = replace(body, 'less than 14 days', 'less than 19 days') where number = 1", &[])
        });
        assert_eq!(tampered.expect("the guard is lifted"), 1);
        let faults = store.read(verify::proposals).expect("the log can be read").faults;
        let said: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(said[0].starts_with("proposal 1 for `lancashire/1-pathway` is not as it was written"), "{said:?}");
    });
}

#[test]
fn an_approval_for_today_applies_at_once_and_on_every_server() {
    on_both(|house| {
        hire(house);
        let (first, second) = (house.signed_in(ADMINISTRATOR), house.signed_in(SECOND));
        assert_eq!(band(house, DAY), "Universal");
        let page = propose(&first, &from_14_days(house), "2026-11-24", "propose");
        let id = page.location.rsplit('/').next().and_then(|id| id.parse().ok()).expect("a number");

        // Another server approves it.
        let found = house.store().read(|tx| store::person::with_email(tx, SECOND)).expect("readable");
        let actor = found.expect("they were hired").actor;
        let other = house.another();
        let decided = service::proposal::decide(&other, &actor, ProposalId(id), Answer::Approved, "Agreed");
        assert!(decided.is_ok_and(|proposal| proposal.is_approved()));

        second.page("/handbook");
        assert_eq!(band(house, DAY), "Improvement", "the next request takes it in");

        // Two changes of one chapter: the second was begun from what is no longer there.
        let stale = send(&first, "# Pack: Lancashire", "2026-11-24", "propose");
        assert_eq!(stale.status, 422, "{}", stale.words());
    });
}

#[test]
fn a_declined_change_changes_nothing_and_the_law_is_not_changed_here() {
    on_both(|house| {
        hire(house);
        let (first, second) = (house.signed_in(ADMINISTRATOR), house.signed_in(SECOND));
        let page = propose(&first, &from_14_days(house), "2026-11-24", "propose");
        answer(&second, &page.location, "declined", "Not in the middle of a term");
        assert_eq!(band(house, DAY), "Universal");
        first.page(&page.location).must_say("Not in the middle of a term");
        assert_eq!(send(&first, &from_14_days(house), "2026-11-23", "propose").status, 422, "no day that is past");
        let same = house.app.packs().text("lancashire/1-pathway.md").expect("it stands there").to_owned();
        send(&first, &same, "2026-11-25", "propose").must_say("The text says what the handbook says already");
        assert_eq!(first.get(&urls::propose("england", "1-base")).status, 403);
        first.page("/handbook/england/1-base").must_not_say("Propose a change");
        house.signed_in(LEAD).page("/handbook/lancashire/1-pathway").must_not_say("Propose a change");
    });
}
