//! The table, as FORMAT.md has it.

use std::path::Path;

use maillage::cli::Exit;
use maillage::i18n::{Lang, Tell, Words};
use maillage::sync::Refused;

#[derive(Default)]
pub struct Table(Vec<String>);

const HEADING: &str = "| what was done | tried | exit | what is said | the store |\n| --- | --- | --- | --- | --- |\n";
const BEGIN: &str = "<!-- made by tests/media: begin -->\n";
const END: &str = "<!-- made by tests/media: end -->\n";

/// What a refusal is in English, without what to do next.
pub fn words(refused: &Refused) -> String {
    refused.told(&Words::new(Lang::En)).what
}

impl Table {
    pub fn row(&mut self, what: &str, tried: &str, exit: Exit, said: &str, store: &str) {
        self.0.push(format!("| {what} | {tried} | {} | {said} | {store} |\n", exit as u8));
    }

    /// Compares, or writes if asked to: `MAILLAGE_WRITE=1 cargo test --test media`.
    pub fn must_stand_in(&self, file: &str) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        let page = std::fs::read_to_string(&path).unwrap();
        let (before, rest) = page.split_once(BEGIN).expect("the place of the table");
        let (stands, after) = rest.split_once(END).expect("the end of the table");
        let made = format!("{HEADING}{}", self.0.concat());
        if std::env::var_os("MAILLAGE_WRITE").is_some() {
            std::fs::write(&path, format!("{before}{BEGIN}{made}{END}{after}")).unwrap();
            return;
        }
        assert!(stands == made, "{file} has another table; MAILLAGE_WRITE=1 puts this one there:\n{made}");
    }
}
