//! Changing a handbook: an administrator proposes what a chapter is to say, a second one approves it, and from its day on it applies.

mod check;

use domain::{
    Date,
    id::ProposalId,
    log::Hash,
    permission::{Actor, Forbidden, Permission, Place},
    proposal::{Answer, Draft, Findings, Proposal, ProposalError, Rewritten},
};
use pack::{Pack, text::Chapter};

use crate::{App, Error};
pub use check::{Checked, Effect, Failed};

/// A chapter to be changed.
#[derive(Debug)]
pub struct Begun<'a> {
    /// Its pack.
    pub pack: &'a Pack,
    /// It.
    pub chapter: &'a Chapter,
    /// What it says, and where to begin from.
    pub draft: Draft,
}

/// What became of a draft that was sent.
#[derive(Debug)]
pub enum Sent {
    /// It waits for somebody else.
    Proposed(ProposalId),
    /// It cannot stand: the faults or the unmet examples say why. Nothing was kept.
    Faulty(Checked),
}

/// A proposal with what it would do.
#[derive(Debug)]
pub struct Opened {
    /// It.
    pub proposal: Proposal,
    /// What it would do; nothing once it was decided.
    pub checked: Option<Checked>,
    /// Whether the reader may decide it.
    pub may_decide: bool,
}

/// Whether `by` may propose to change `pack`: the authority any handbook but the law, a school its own.
pub fn may_change(app: &App, by: &Actor, pack: &Pack) -> bool {
    let is_theirs = match by.school {
        None => pack.head.kind != "national",
        Some(school) => {
            pack.head.kind == "school" && app.school(school).is_ok_and(|school| school.pack == pack.head.slug)
        }
    };
    is_theirs && by.may(Permission::Administer, Place::Anywhere)
}

/// The chapter as it says today, to be changed.
pub fn begin<'a>(app: &'a App, by: &Actor, pack: &str, chapter: &str) -> Result<Begun<'a>, Error> {
    by.require(Permission::Administer, Place::Anywhere)?;
    let today = app.today();
    let packs = app.packs();
    let pack = packs.packs.get(pack).ok_or(Error::NotFound("pack"))?;
    let chapter = pack.chapter(chapter).ok_or(Error::NotFound("chapter"))?;
    if !may_change(app, by, pack) {
        return Err(Forbidden(by.role).into());
    }
    let draft = Draft {
        pack: pack.head.slug.clone(),
        first: rewritten(app, &pack.head.slug, &chapter.slug, today),
        beside: Vec::new(),
        from: today.tomorrow().unwrap_or(today),
        reason: String::new(),
    };
    Ok(Begun { pack, chapter, draft })
}

/// A chapter as it says on `day`, to be changed.
fn rewritten(app: &App, pack: &str, chapter: &str, day: Date) -> Rewritten {
    let text = said(app, pack, chapter, day);
    Rewritten { chapter: chapter.to_owned(), begun_from: hash(&text), text }
}

/// What a draft would do, whether or not it can stand. Chapters whose examples it leaves unmet come into the draft, so that
/// they can be changed with it.
pub fn check(app: &App, by: &Actor, draft: &mut Draft) -> Result<Checked, Error> {
    for one in draft.chapters() {
        begin(app, by, &draft.pack, &one.chapter)?;
    }
    let checked = check::check(app, draft)?;
    let has = |draft: &Draft, chapter: &str| draft.chapters().any(|one| one.chapter == chapter);
    for chapter in checked.unmet_chapters(&draft.pack) {
        if !has(draft, chapter) {
            draft.beside.push(rewritten(app, &draft.pack, chapter, draft.from));
        }
    }
    Ok(checked)
}

/// Proposes a draft that has no fault and leaves no example unmet. As by [`check`], chapters to be changed with it come into it.
pub fn propose(app: &App, by: &Actor, draft: &mut Draft) -> Result<Sent, Error> {
    let mut kept = draft.clone();
    // What came into it only to be looked at is no part of it.
    kept.beside.retain(|one| one.begun_from != hash(&one.text));
    kept.check(app.today(), |chapter| hash(&said(app, &draft.pack, chapter, draft.from)), hash)?;
    let checked = check(app, by, draft)?;
    let Ok(found) = checked.stands() else { return Ok(Sent::Faulty(checked)) };
    let (by, at) = (by.stamp(), app.now());
    let id = app.store.write(move |tx| store::proposal::append(tx, &kept, found, &by, at))?;
    Ok(Sent::Proposed(id))
}

/// Every proposal that `by` may see, the last first.
pub fn list(app: &App, by: &Actor) -> Result<Vec<Proposal>, Error> {
    by.require(Permission::Administer, Place::Anywhere)?;
    let mut all = app.store.read(store::proposal::all)?;
    all.retain(|proposal| is_theirs(app, by, proposal));
    all.reverse();
    Ok(all)
}

fn is_theirs(app: &App, by: &Actor, proposal: &Proposal) -> bool {
    app.packs().packs.get(&proposal.draft.pack).is_some_and(|pack| may_change(app, by, pack))
}

/// The proposals that wait for an answer of `by`: every one that they may see and did not make themselves, the first first.
pub fn waiting(app: &App, by: &Actor) -> Result<Vec<Proposal>, Error> {
    let mut all = list(app, by)?;
    all.retain(|proposal| proposal.verdict.is_none() && proposal.by.person != by.person);
    all.reverse();
    Ok(all)
}

/// One proposal, with what it would do.
pub fn open(app: &App, by: &Actor, id: ProposalId) -> Result<Opened, Error> {
    let proposal = find(app, by, id)?;
    let is_open = proposal.verdict.is_none();
    let checked = is_open.then(|| check::check(app, &proposal.draft)).transpose()?;
    Ok(Opened { checked, may_decide: is_open && proposal.by.person != by.person, proposal })
}

fn find(app: &App, by: &Actor, id: ProposalId) -> Result<Proposal, Error> {
    by.require(Permission::Administer, Place::Anywhere)?;
    let proposal = app.store.read(move |tx| store::proposal::find(tx, id))?.ok_or(Error::NotFound("proposal"))?;
    if is_theirs(app, by, &proposal) { Ok(proposal) } else { Err(Error::NotFound("proposal")) }
}

/// Answers a proposal. One that is approved applies from its day on, without anybody starting the program anew.
pub fn decide(app: &App, by: &Actor, id: ProposalId, answer: Answer, reason: &str) -> Result<Proposal, Error> {
    let mut proposal = find(app, by, id)?;
    let verdict = proposal.decide(by.stamp(), (app.now(), app.today()), answer, reason)?;
    let known = app.store.read(store::proposal::decided)?;
    app.follow_handbooks()?;
    let found = if answer == Answer::Approved { Some(can_stand(app, &proposal.draft)?) } else { None };
    let kept = verdict.clone();
    let is_kept = app.store.write::<bool, store::StoreError>(move |tx| {
        // Somebody may have decided another one meanwhile, with which this was not checked.
        if store::proposal::decided(tx)? != known {
            return Ok(false);
        }
        store::proposal::decide(tx, id, &kept, found)?;
        Ok(true)
    })?;
    if !is_kept {
        return Err(ProposalError::Stale.into());
    }
    app.follow_handbooks()?;
    proposal.verdict = Some(verdict);
    Ok(proposal)
}

/// Checks a draft once more, beside everything that was approved since: what was found, or why it cannot apply.
fn can_stand(app: &App, draft: &Draft) -> Result<Findings, Error> {
    if draft.is_stale(|chapter| hash(&said(app, &draft.pack, chapter, draft.from))) {
        return Err(ProposalError::Stale.into());
    }
    Ok(check::check(app, draft)?.stands()?)
}

/// What the chapter says on `day`, as far as is approved.
fn said(app: &App, pack: &str, chapter: &str, day: Date) -> String {
    plain(app.packs_on(day).text(&format!("{pack}/{chapter}.md")).unwrap_or_default())
}

/// The text as it is kept: browsers send other line ends than files have.
pub fn plain(text: &str) -> String {
    let mut text = text.replace("\r\n", "\n").trim_end().to_owned();
    text.push('\n');
    text
}

/// What tells one text from another.
pub fn hash(text: &str) -> Hash {
    *blake3::hash(text.as_bytes()).as_bytes()
}
