//! Where things are: the repository, the cache that outlives a clone, the folder of built programs.

use std::{
    env,
    path::{Path, PathBuf},
};

use crate::command::Fault;

/// The folders that the chores work in.
#[derive(Debug, Clone)]
pub struct Place {
    /// The root of the repository.
    pub root: PathBuf,
    /// What survives between runs: build results and installed tools.
    pub cache: PathBuf,
    /// Where cargo builds.
    pub target: PathBuf,
}

impl Place {
    /// Finds them from the environment. `CARGO_TARGET_DIR` wins if it is set.
    pub fn find() -> Result<Place, Fault> {
        // Cargo says at run time which clone it is: a build folder that several share may have ours from another one.
        let own = env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
        let root = own.parent().map(Path::to_path_buf);
        let root = root.ok_or_else(|| Fault::new("the repository has no root folder"))?;
        let home = env::var_os("HOME").ok_or_else(|| Fault::new("set HOME: build results are kept in its cache"))?;
        let cache = PathBuf::from(home).join(".cache").join("rollbook");
        let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| cache.join("target"), PathBuf::from);
        Ok(Place { target: root.join(target), root, cache })
    }

    /// A program that we built.
    pub fn built(&self, name: &str) -> PathBuf {
        self.target.join("release").join(name)
    }

    /// The tools that `pip` installed.
    pub fn tools(&self) -> PathBuf {
        self.cache.join("tools")
    }

    /// The browser stories.
    pub fn browser(&self) -> PathBuf {
        self.root.join("tests").join("browser")
    }
}
