//! The application on a database of its own, with the clock standing.

use std::sync::{Arc, LazyLock};

use axum::Router;
use domain::{
    Date, Time, clock,
    id::{PupilId, SchoolId},
    school::School,
    session::Session,
};
use service::{App, Clock, Packs};
use store::{Engine, Store, StoreError, school, testing::Database};
use tokio::runtime::{Builder, Runtime};
use web::{
    cookies::Transport,
    handlers::{Web, routes},
};

use crate::{
    hillside::{self, DAY},
    visitor::Visitor,
};

static PACKS: LazyLock<Packs> = LazyLock::new(|| Packs::built_in().expect("the packs have no fault"));

/// The application with the invented Hillside School in it.
pub struct House {
    pub app: Arc<App>,
    pub routes: Router,
    pub runtime: Runtime,
    database: Database,
}

/// Tells `story` on a SQLite file and on a PostgreSQL server, at 08:55 on the day of the stories.
pub fn on_both(story: impl Fn(&mut House)) {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let database = Database::new(engine);
        let store = Store::open(database.address()).expect("an empty database opens");
        hillside::write(&store, &PACKS.codes);
        drop(store);
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("threads can be had");
        let (app, routes) = open(&database, DAY, domain::example::school().morning.opens);
        let mut house = House { app, routes, runtime, database };
        house.at(DAY, "08:55");
        story(&mut house);
    }
}

impl House {
    /// Lets the clock stand at another time.
    pub fn at(&mut self, day: Date, time: &str) {
        let time: Time = time.parse().expect("a time such as 08:55");
        (self.app, self.routes) = open(&self.database, day, time);
    }

    /// Lets the school follow another handbook.
    pub fn follow(&mut self, pack: &'static str) {
        let followed = self.store().write::<(), StoreError>(|tx| {
            let school = school::find(tx, SchoolId(1))?.expect("the school is there");
            school::change(tx, &School { pack: pack.into(), ..school })
        });
        followed.expect("the records can be written");
        let now = (self.app.today(), self.app.time());
        (self.app, self.routes) = open(&self.database, now.0, now.1);
    }

    /// The application as another server runs it, on the same records.
    pub fn another(&self) -> Arc<App> {
        open(&self.database, self.app.today(), self.app.time()).0
    }

    /// Somebody who has not signed in.
    pub fn visitor(&self) -> Visitor<'_> {
        Visitor::new(self)
    }

    /// Somebody of [`hillside::PEOPLE`] who has signed in.
    pub fn signed_in(&self, email: &str) -> Visitor<'_> {
        let visitor = self.visitor();
        let page = visitor.sign_in(email, hillside::PASSWORD);
        assert_eq!(page.status, 303, "{email} could not sign in");
        visitor
    }

    /// The letters of the mark that stands; empty when there is none.
    pub fn mark(&self, school: SchoolId, pupil: PupilId, session: Session) -> String {
        let view = self.app.view(school);
        let code = view.roll().expect("the school has a roll").mark(pupil, session);
        code.map(|code| self.app.codes().letters(code).to_owned()).unwrap_or_default()
    }

    /// The database behind the application's back.
    pub fn store(&self) -> Store {
        Store::open(self.database.address()).expect("the database is there")
    }
}

fn open(database: &Database, day: Date, time: Time) -> (Arc<App>, Router) {
    let store = Store::open(database.address()).expect("the database is there");
    let clock = Clock::Stands(clock::instant(day, time));
    let app = App::open(store, PACKS.clone(), clock, &|_, _| ()).expect("the log can be followed");
    let app = Arc::new(app);
    let web = Web { app: Arc::clone(&app), transport: Transport::Plain, demo: Arc::default() };
    (app, routes(web))
}
