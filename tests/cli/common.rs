//! A program run in a place of its own.

use std::process::Command;

use assert_cmd::cargo::CommandCargoExt;
use tempfile::TempDir;

/// A home with nothing in it but what the test puts there.
pub struct Place {
    pub dir: TempDir,
}

/// What a run gave.
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Place {
    pub fn new() -> Self {
        Self { dir: TempDir::new().unwrap() }
    }

    /// Runs `maillage` in French, without a terminal, on the store `store` of this place.
    pub fn run(&self, args: &[&str]) -> Run {
        self.run_on("store", "fr", args)
    }

    pub fn run_on(&self, store: &str, lang: &str, args: &[&str]) -> Run {
        let output = self.command(store, lang, args).output().unwrap();
        Run {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// The program with nothing of the machine's but what the test gives it.
    pub fn command(&self, store: &str, lang: &str, args: &[&str]) -> Command {
        let mut command = Command::cargo_bin("maillage").unwrap();
        command
            .env_clear()
            .env("HOME", self.dir.path())
            .env("MAILLAGE_LANG", lang)
            .env("MAILLAGE_STORE", self.dir.path().join(store))
            .current_dir(self.dir.path())
            .stdin(std::process::Stdio::null())
            .args(args);
        command
    }

    /// Founds a team with nothing in it.
    pub fn init(&self, store: &str, name: &str) {
        self.run_on(store, "fr", &["init", "--name", name, "--no-passphrase", "--empty"]).exits(0);
    }

    pub fn write(&self, name: &str, text: &str) {
        std::fs::write(self.dir.path().join(name), text).unwrap();
    }
}

impl Run {
    /// Fails the test, with what was said, unless the exit code is `code`.
    #[track_caller]
    pub fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, code, "out: {}\nerr: {}", self.out, self.err);
        self
    }

    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}", self.out))
    }
}
