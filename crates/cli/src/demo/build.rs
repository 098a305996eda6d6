//! Invents the authority, writes it into a database and opens the application on it.

use super::*;

/// The authority of `today` in the database at `address`, ready to serve.
pub fn build(address: &str, today: Date) -> Result<Ready, Failure> {
    let packs = crate::packs::built_in()?;
    let progress = Progress::begin();
    let reach = |step: &str, done: u64, total: u64| progress.reach(step, done, total);
    let authority = service::demo::generate(today, &packs.codes, &reach);
    let store = store::Store::open(address)?;
    if !store.read(store::school::all)?.is_empty() {
        return Err(Failure::new("this database already has schools: name an empty one"));
    }
    service::demo::load(&store, &authority, &service::sign_in::hash(PASSWORD)?, &reach)?;
    let name = authority.name.clone();
    store.write(move |tx| store::meta::set(tx, "authority", &name))?;
    progress.reach("Reading the rolls", 0, authority.schools.len() as u64);
    let bar = progress.bar();
    let mut app = App::open(store, packs, Clock::from(authority.now), &|done, _| bar.set_position(done))?;
    progress.end();
    app.note.clone_from(&authority.note);
    app.is_demo = true;
    Ok(Ready { app: Arc::new(app), people: service::demo::sign_ins(&authority) })
}
