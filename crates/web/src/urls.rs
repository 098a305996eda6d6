//! Every address of the application. Nothing else writes one.

pub mod absence;
pub mod across;
pub mod admission;
pub mod area;
pub mod authority_duty;
pub mod census;
pub mod closing;
pub mod cohort;
pub mod comparison;
pub mod escalation;
pub mod gaps;
pub mod leave;
pub mod marking;
pub mod messages;
pub mod on_site;
pub mod outlook;
pub mod paper;
pub mod provision;
pub mod reply;
pub mod report;
pub mod retention;
pub mod returns;
pub mod slice;
pub mod submission;
pub mod support;
pub mod times;
pub mod transfer;
pub mod unsettled;
pub mod worker;

use domain::{
    Date,
    id::{ContactId, DocumentId, GroupId, ProposalId, PupilId, SchoolId},
    session::Session,
};

/// Escapes `text` for one segment of a path or one value of a query.
pub fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => encoded.push(char::from(byte)),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

/// A link that rings `phone`.
pub fn telephone(phone: &str) -> String {
    format!("tel:{}", phone.chars().filter(|digit| digit.is_ascii_digit() || *digit == '+').collect::<String>())
}

/// The work of the reader today.
pub fn today() -> String {
    String::from("/")
}

/// The work of today with all of one `section`, which otherwise shows its first rows.
pub fn today_whole(section: &str) -> String {
    format!("/?all={0}#{0}", encode(section))
}

/// The work of today with what was chosen of one `section`. `query` is such as `due=overdue`, already escaped; empty for all.
pub fn today_choosing(section: &str, query: &str) -> String {
    let joint = if query.is_empty() { "" } else { "&" };
    format!("/?all={0}{joint}{query}#{0}", encode(section))
}

/// Where the form goes that chooses among the work of one `section`.
pub fn today_at(section: &str) -> String {
    format!("/#{}", encode(section))
}

/// The sign-in page, and where its form goes.
pub fn sign_in() -> String {
    String::from("/sign-in")
}

/// The sign-in page that goes on to `address` afterwards.
pub fn sign_in_then(address: &str) -> String {
    match local(address) {
        "/" => sign_in(),
        address => format!("/sign-in?next={}", encode(address)),
    }
}

/// `address` if it stays within the application, else the page that everybody has.
pub fn local(address: &str) -> &str {
    let is_ours = address.starts_with('/') && !address.starts_with("//") && !address.contains(['\\', '\n', '\r', '\t']);
    if is_ours { address } else { "/" }
}

/// Where the form that signs out goes.
pub fn sign_out() -> String {
    String::from("/sign-out")
}

/// The registers of the current day.
pub fn registers() -> String {
    String::from("/registers")
}

/// The registers of `day`.
pub fn registers_of(day: Date) -> String {
    format!("/registers?day={day}")
}

/// A group's register for one session, and where its form goes.
pub fn register(group: GroupId, session: Session) -> String {
    format!("/registers/{group}/{}/{}", session.date, session.half.short())
}

/// The office board.
pub fn board() -> String {
    String::from("/board")
}

/// The office board with children found for a late arrival.
pub fn board_finding(text: &str) -> String {
    format!("/board?late={}#late", encode(text))
}

/// The place of one pupil on the office board.
pub fn board_pupil(pupil: PupilId) -> String {
    format!("/board#pupil-{pupil}")
}

/// Where the form that signs a late arrival in goes.
pub fn arrivals() -> String {
    String::from("/board/arrivals")
}

/// Where the form that records a call goes.
pub fn calls() -> String {
    String::from("/board/calls")
}

/// The page that records a call about `pupils`, who are rung about together, and `session`.
pub fn call_about(pupils: &[PupilId], session: Session) -> String {
    format!("/board/calls?{}{}", pupils_query(pupils), sessions_query(&[session]))
}

/// The page that records why `pupils` were absent in `sessions`.
pub fn reason_about(pupils: &[PupilId], sessions: &[Session]) -> String {
    format!("/board/reasons?{}{}", pupils_query(pupils), sessions_query(sessions))
}

/// One of the two pages before this that goes back to `page` afterwards, instead of to the board.
pub fn and_back(address: &str, page: &str) -> String {
    format!("{address}&back={}", encode(page))
}

fn pupils_query(pupils: &[PupilId]) -> String {
    pupils.iter().map(|pupil| format!("pupil={pupil}&")).collect()
}

fn sessions_query(sessions: &[Session]) -> String {
    let each: Vec<String> =
        sessions.iter().map(|session| format!("session={}", encode(&session.to_string()))).collect();
    each.join("&")
}

/// Where the form that records the reason of an absence goes.
pub fn reasons() -> String {
    String::from("/board/reasons")
}

/// All pupils the reader may see, with a search.
pub fn pupils() -> String {
    String::from("/pupils")
}

/// The pupils found by `text`.
pub fn pupils_finding(text: &str) -> String {
    format!("/pupils?q={}", encode(text))
}

/// A pupil's year.
pub fn pupil(pupil: PupilId) -> String {
    format!("/pupils/{pupil}")
}

/// Where a pupil stands on the pathway of their school's pack.
pub fn pathway(pupil: PupilId) -> String {
    format!("/pupils/{pupil}/pathway")
}

/// The place of something that is due, or of a form, on a pupil's pathway.
pub fn pathway_at(pupil: PupilId, id: &str) -> String {
    format!("{}#{}", pathway(pupil), encode(id))
}

/// What has been done for a pupil, in order.
pub fn case(pupil: PupilId) -> String {
    format!("/pupils/{pupil}/case")
}

/// The events of one kind, such as `letters`, of a pupil's case.
pub fn case_showing(pupil: PupilId, kind: &str) -> String {
    format!("/pupils/{pupil}/case?kind={}", encode(kind))
}

/// A pupil's entries in the admission register, and the amendments of their marks.
pub fn record(pupil: PupilId) -> String {
    format!("/pupils/{pupil}/record")
}

/// The sessions of a pupil that a figure counts. `filter` is a query such as `code=I&from=2026-09-02`, already escaped.
pub fn sessions(pupil: PupilId, filter: &str) -> String {
    format!("/pupils/{pupil}/sessions?{filter}")
}

/// One mark with its history, and where the form that amends it goes.
pub fn mark(pupil: PupilId, session: Session) -> String {
    format!("/pupils/{pupil}/marks/{}/{}", session.date, session.half.short())
}

/// The receipt of one entry of a pack for a pupil.
pub fn receipt(pupil: PupilId, pack: &str, slug: &str) -> String {
    format!("/pupils/{pupil}/receipts/{}/{}", encode(pack), encode(slug))
}

/// The same receipt as a PDF.
pub fn receipt_file(pupil: PupilId, pack: &str, slug: &str) -> String {
    format!("{}/pdf", receipt(pupil, pack, slug))
}

/// Where the form that says a task was done goes.
pub fn tasks(pupil: PupilId) -> String {
    format!("/pupils/{pupil}/tasks")
}

/// Where the form that says an offer was considered goes.
pub fn offers(pupil: PupilId) -> String {
    format!("/pupils/{pupil}/offers")
}

/// The page on which one thing of the handbook is done about a pupil, and where its form goes.
pub fn action(pupil: PupilId, pack: &str, slug: &str) -> String {
    format!("/pupils/{pupil}/actions/{}/{}", encode(pack), encode(slug))
}

/// The preview of a letter to a pupil's parents, and where the form that makes it goes.
pub fn letter(pupil: PupilId, pack: &str, slug: &str) -> String {
    format!("/pupils/{pupil}/letters/{}/{}", encode(pack), encode(slug))
}

/// A letter that was just made: the kept document, and to whom it goes.
pub fn letter_made(pupil: PupilId, pack: &str, slug: &str, made: (DocumentId, ContactId)) -> String {
    format!("{}?made={}&contact={}", letter(pupil, pack, slug), made.0, made.1)
}

/// A kept document, as PDF.
pub fn document(document: DocumentId) -> String {
    format!("/documents/{document}")
}

/// A school's figures.
pub fn school(school: SchoolId) -> String {
    format!("/schools/{school}")
}

/// A school's figures as they stood at the end of `day`.
pub fn school_to(school: SchoolId, day: Date) -> String {
    format!("/schools/{school}?to={day}")
}

/// A school's figures as governors see them, without names; at the end of `day` if it is given.
pub fn school_for_governors(school: SchoolId, day: Option<Date>) -> String {
    let to = day.map(|day| format!("&to={day}")).unwrap_or_default();
    format!("/schools/{school}?as=governor{to}")
}

/// What a school is: its numbers, its address, its times and its calendar.
pub fn particulars(school: SchoolId) -> String {
    format!("/schools/{school}/particulars")
}

/// What the handbook asks of a school as a whole.
pub fn duties(school: SchoolId) -> String {
    format!("/schools/{school}/duties")
}

/// The page on which one of those things is done, and where its form goes.
pub fn duty(school: SchoolId, pack: &str, slug: &str) -> String {
    format!("/schools/{school}/duties/{}/{}", encode(pack), encode(slug))
}

/// Who helps: the directory of a school.
pub fn services(school: SchoolId) -> String {
    format!("/schools/{school}/services")
}

/// The sessions that a figure of a school counts. `filter` is a query, already escaped.
pub fn school_sessions(school: SchoolId, filter: &str) -> String {
    format!("/schools/{school}/sessions?{filter}")
}

/// All schools of the authority.
pub fn authority() -> String {
    String::from("/authority")
}

/// The packs in force.
pub fn handbook() -> String {
    String::from("/handbook")
}

/// A chapter of a pack.
pub fn chapter(pack: &str, chapter: &str) -> String {
    format!("/handbook/{}/{}", encode(pack), encode(chapter))
}

/// Every name of a pack.
pub fn handbook_index(pack: &str) -> String {
    format!("/handbook/{}/index", encode(pack))
}

/// The form that proposes a change of a chapter, and where it goes.
pub fn propose(pack: &str, chapter: &str) -> String {
    format!("/handbook/{}/{}/propose", encode(pack), encode(chapter))
}

/// Every proposed change of a handbook.
pub fn proposals() -> String {
    String::from("/proposals")
}

/// A proposed change, and where the form goes that answers it.
pub fn proposal(proposal: ProposalId) -> String {
    format!("/proposals/{proposal}")
}

/// An entry inside a chapter of a pack.
pub fn chapter_entry(pack: &str, chapter: &str, slug: &str) -> String {
    format!("/handbook/{}/{}#{}", encode(pack), encode(chapter), encode(slug))
}

/// What the handbooks in use say to parents.
pub fn for_parents() -> String {
    String::from("/for-parents")
}

/// What one handbook says to parents.
pub fn for_parents_of(pack: &str) -> String {
    format!("/for-parents/{}", encode(pack))
}

/// One page for parents.
pub fn for_parents_page(pack: &str, slug: &str) -> String {
    format!("/for-parents/{}/{}", encode(pack), encode(slug))
}

/// What another handbook would have made of the roll.
pub fn what_if() -> String {
    String::from("/what-if")
}

/// The answer to a question about another handbook. `query` is such as `to=lancashire`, already escaped.
pub fn what_if_asking(query: &str) -> String {
    format!("/what-if?{query}")
}

/// What every figure means.
pub fn definitions() -> String {
    String::from("/definitions")
}

/// What one figure means. `name` is the figure's, as columns of files have it.
pub fn definition(name: &str) -> String {
    format!("/definitions#{}", encode(&name.replace('_', "-")))
}

/// Who signs in, and with which post.
pub fn people() -> String {
    String::from("/people")
}

/// The accessibility statement.
pub fn accessibility() -> String {
    String::from("/accessibility")
}

/// What is kept about people, and why.
pub fn privacy() -> String {
    String::from("/privacy")
}

/// How to do the daily things.
pub fn help() -> String {
    String::from("/help")
}

#[cfg(test)]
mod tests {
    use domain::session::Half;
    use jiff::civil::date;

    use super::*;

    #[test]
    fn what_people_type_cannot_break_out_of_an_address() {
        assert_eq!(pupils_finding("O’Brien & 5/Hazel?"), "/pupils?q=O%E2%80%99Brien%20%26%205%2FHazel%3F");
        assert_eq!(receipt(PupilId(4), "lancashire", "a/b"), "/pupils/4/receipts/lancashire/a%2Fb");
    }

    #[test]
    fn a_sign_in_never_leads_to_another_site() {
        assert_eq!(local("/pupils/4"), "/pupils/4");
        assert_eq!(
            ["//elsewhere.example", "https://elsewhere.example", "/\\elsewhere.example", ""].map(local),
            ["/"; 4]
        );
    }

    #[test]
    fn a_session_stands_in_an_address_as_its_day_and_half() {
        let session = Session::new(date(2027, 3, 12), Half::Afternoon);
        assert_eq!(register(GroupId(12), session), "/registers/12/2027-03-12/pm");
        assert_eq!(mark(PupilId(4), session), "/pupils/4/marks/2027-03-12/pm");
    }
}
