//! Invents the authority, writes it into a database and opens the application on it.

use super::*;

/// The authority of `today` in the database at `address`, ready to serve. All its schools follow `pack` where one is named.
pub fn build(address: &str, today: Date, pack: Option<&str>) -> Result<Ready, Failure> {
    let packs = crate::packs::built_in()?;
    if let Some(pack) = pack {
        known(&packs, pack)?;
    }
    let progress = Progress::begin();
    let reach = |step: &str, done: u64, total: u64| progress.reach(step, done, total);
    let authority = service::demo::generate(today, &packs, pack, &reach);
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
    service::demo::propose(&app, &authority)?;
    app.note.clone_from(&authority.note);
    app.is_demo = true;
    Ok(Ready { app: Arc::new(app), people: service::demo::sign_ins(&authority) })
}

/// Refuses a pack that is not here, or that no school follows by itself.
pub fn known(packs: &service::Packs, pack: &str) -> Result<(), Failure> {
    let followed = packs.packs.values().filter(|known| known.head.kind != "national");
    let names: Vec<&str> = followed.map(|known| known.head.slug.as_str()).collect();
    if names.contains(&pack) {
        return Ok(());
    }
    Err(Failure::new(format!("there is no pack `{pack}` for schools: choose one of {}", names.join(", "))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_handbook_for_schools_can_be_shown_and_no_other() {
        let packs = service::Packs::built_in().expect("the packs have no fault");
        for pack in ["knowsley", "lady-boswells", "lancashire", "leicestershire", "lincolnshire"] {
            assert!(known(&packs, pack).is_ok(), "{pack}");
        }
        for pack in ["england", "atlantis", ""] {
            let refused = known(&packs, pack).expect_err("no school follows it").to_string();
            assert!(
                refused.ends_with("choose one of knowsley, lady-boswells, lancashire, leicestershire, lincolnshire")
            );
        }
    }
}
