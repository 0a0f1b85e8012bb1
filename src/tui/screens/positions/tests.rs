//! Positions by keys, over a real workspace.

use super::*;
use crate::i18n::Lang;
use crate::model::{Circulation, College, Member};
use crate::tui::layer::House;
use crate::tui::popup::Prompt;
use crate::tui::screen::Screen;
use crate::tui::screens::shared::tests::notebook::{Notebook, bench_with};
use crate::tui::testing::Bench;
use crate::tui::theme::Depth;
use crate::workspace::Edit;

struct Only;

impl House for Only {
    fn screen(&self, _: Screen, cx: &mut Cx) -> Box<dyn Layer> {
        screen(cx)
    }

    fn lock(&self, _: &mut Cx) -> Box<dyn Layer> {
        Box::new(Prompt::new("lock", "", ""))
    }
}

fn demo(lang: Lang, depth: Depth, size: (u16, u16)) -> Bench<Notebook> {
    bench_with(Only, lang, depth, &[], true, size)
}

fn usual() -> Bench<Notebook> {
    demo(Lang::Fr, Depth::Indexed, (80, 24))
}

fn count(bench: &Bench<Notebook>, keep: impl Fn(&Position) -> bool) -> usize {
    bench.app.cx.desk.all::<Position>().filter(|(_, one)| keep(one)).count()
}

/// Only the positions in this state.
fn filtered(state: PositionState) -> Bench<Notebook> {
    let mut bench = usual();
    let at = 3 + Job::ALL.len() + PositionState::ALL.iter().position(|one| *one == state).unwrap();
    bench.type_keys(&format!("f {} Enter", "Down ".repeat(at)));
    bench
}

#[test]
fn the_list_at_three_sizes() {
    insta::assert_snapshot!("list_usual", usual().shot());
    insta::assert_snapshot!("list_small", demo(Lang::Fr, Depth::Mono, (40, 12)).text());
    insta::assert_snapshot!("list_wide", demo(Lang::En, Depth::Indexed, (120, 36)).text());
}

#[test]
fn a_position_and_its_candidacies() {
    insta::assert_snapshot!("position_usual", filtered(PositionState::Interview).type_keys("Enter").text());
}

#[test]
fn the_next_state_takes_two_keys_and_is_dated_today() {
    let mut bench = filtered(PositionState::Interview);
    let before = count(&bench, |one| one.state == Some(PositionState::Proposal));
    let keys = bench.keys;
    bench.type_keys("s Enter");
    assert_eq!(bench.keys - keys, 2);
    assert_eq!(count(&bench, |one| one.state == Some(PositionState::Proposal)), before + 1, "{}", bench.text());
    assert!(count(&bench, |one| one.proposal_on == "2026-11-23".parse().ok()) > 0);
}

#[test]
fn leave_departure_and_reopening() {
    let mut bench = filtered(PositionState::InPost);
    bench.type_keys("s Enter Enter");
    let today = "2026-11-23".parse().ok();
    assert_eq!(count(&bench, |one| one.absent_from == today), 1, "{}", bench.text());
    bench.type_keys("s Down Enter C-u \"hier\" Enter");
    assert_eq!(count(&bench, |one| one.left_on == "2026-11-22".parse().ok()), 1, "{}", bench.text());
    let mut bench = filtered(PositionState::Departed);
    bench.type_keys("s Enter Enter");
    assert_eq!(count(&bench, |one| one.reopened_on == today), 1, "{}", bench.text());
}

#[test]
fn checks_are_toggled_by_a_key() {
    let mut bench = filtered(PositionState::Signed);
    let done = |bench: &Bench<Notebook>| {
        let ticks = |one: &Position| [one.ordre_rpps, one.cps, one.contrat_transmis_ordre].map(|c| c == Some(true));
        let all = bench.app.cx.desk.all::<Position>();
        all.flat_map(|(_, one)| ticks(one)).filter(|done| *done).count()
    };
    let before = done(&bench);
    bench.type_keys("v Enter");
    assert!(done(&bench).abs_diff(before) == 1 || bench.text().contains("Pas de vérification"), "{}", bench.text());
}

#[test]
fn a_candidacy_is_a_reference_and_never_a_name() {
    let mut bench = filtered(PositionState::Offer);
    let before = bench.app.cx.desk.count(Kind::Candidacy);
    bench.type_keys("C \"Jean Exemple\" C-s");
    assert_eq!(bench.app.cx.desk.count(Kind::Candidacy), before, "{}", bench.text());
    bench.type_keys("C-u \"CAND-2026-07\" C-s");
    assert_eq!(bench.app.cx.desk.count(Kind::Candidacy), before + 1, "{}", bench.text());
}

#[test]
fn what_is_to_be_filled_is_filtered() {
    let mut bench = usual();
    bench.type_keys("f Down Enter");
    assert!(bench.text().contains("Filtre\u{a0}: À pourvoir"), "{}", bench.text());
    assert!(!bench.text().contains("En poste "), "{}", bench.text());
}

#[test]
fn the_overview_says_when_positions_will_be_filled_and_counts_towards_the_200() {
    let mut bench = demo(Lang::Fr, Depth::Mono, (120, 36));
    insta::assert_snapshot!("overview_wide", bench.type_keys("V").text());
    insta::assert_snapshot!("overview_wide_end", bench.type_keys("End").text());
    bench.resize(40, 12);
    assert!(bench.type_keys("Home").text().contains("Vers les 200"), "{}", bench.text());
}

#[test]
fn an_offer_goes_round_a_partner_network_and_its_answer_is_counted() {
    let mut bench = filtered(PositionState::Offer);
    let mut members = bench.app.cx.desk.all::<Member>();
    let partner = members.find(|(_, one)| one.college == Some(College::Partner)).unwrap();
    let name = partner.1.name.clone().unwrap();
    drop(members);
    bench.type_keys(&format!("Enter D \"{name}\" C-s"));
    assert_eq!(bench.app.cx.desk.count(Kind::Circulation), 1, "{}", bench.text());
    assert!(bench.text().contains("sans réponse"), "{}", bench.text());
    let (id, one) = bench.app.cx.desk.all::<Circulation>().next().map(|(id, one)| (id, one.clone())).unwrap();
    assert_eq!(one.sent, Some(bench.app.cx.today()));
    let answered = Circulation { answered: one.sent, answers: Some(2), ..one.clone() };
    bench.performer.workspace.commit(Edit::new("done-changed").update(id, &one, answered)).unwrap();
    bench.app.cx.desk = bench.performer.workspace.desk();
    bench.resize(120, 36);
    assert!(bench.text().contains("2 candidats"), "{}", bench.text());
    bench.type_keys("Esc V End");
    assert!(bench.text().contains("Offres diffusées") && bench.text().contains(&name[..20]), "{}", bench.text());
}
