//! The shared forms, over a real workspace.

pub mod notebook;
pub mod real;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::records::Records;
use super::since::since_my_last_exchange;
use super::talk;
use crate::i18n::Lang;
use crate::model::*;
use crate::tui::action::Action;
use crate::tui::context::Context;
use crate::tui::cx::Cx;
use crate::tui::form::Completer;
use crate::tui::layer::{House, Input, Layer, Took};
use crate::tui::popup::Prompt;
use crate::tui::screen::Screen;
use crate::tui::testing::Bench;
use real::{Made, Real};

/// A screen about one record.
struct About(RecordId);

impl Layer for About {
    fn context(&self) -> Context {
        Context::Territories
    }

    fn title(&self, _: &Cx) -> String {
        "essai".to_owned()
    }

    fn update(&mut self, input: Input<'_>, cx: &mut Cx) -> Took {
        match input {
            Input::Action(Action::LogExchange) => talk::log_exchange(Some(self.0), cx),
            Input::Action(Action::FollowUp) => talk::follow_up(Some(self.0), cx),
            Input::Action(Action::Note) => talk::note(self.0, cx),
            Input::Action(Action::New) => talk::contact(self.0, cx),
            Input::Action(Action::Edit) => talk::edit(self.0, cx),
            Input::Answer(tag, answer) => return talk::answered(tag, &answer, cx),
            _ => return Took::No,
        }
        Took::Yes
    }

    fn render(&self, _: &Cx, _: Rect, _: &mut Buffer) -> Option<Position> {
        None
    }
}

struct OneRecord(RecordId);

impl House for OneRecord {
    fn screen(&self, _: Screen, _: &mut Cx) -> Box<dyn Layer> {
        Box::new(About(self.0))
    }

    fn lock(&self, _: &mut Cx) -> Box<dyn Layer> {
        Box::new(Prompt::new("lock", "", ""))
    }
}

fn bench(house: OneRecord, size: (u16, u16)) -> Bench<Real> {
    Made::founder().with_facts().bench(house, Vec::new(), Lang::Fr, size)
}

fn couserans() -> RecordId {
    RecordId::fixture("member", "cc-couserans-pyrenees")
}

#[test]
fn a_call_with_its_follow_up_takes_few_keys() {
    let mut bench = bench(OneRecord(couserans()), (80, 24));
    let texts = ["Le maire relance le propriétaire du local", "Demander le bail"];
    bench.type_keys("r Tab C-u \"hier\" Tab Tab Tab Tab").type_keys(&format!("\"{}\" C-s", texts[0]));
    bench.type_keys(&format!("\"{}\" Tab C-u \"+7\" C-s", texts[1]));
    let typed: usize = texts.iter().map(|text| text.chars().count()).sum();
    assert!(bench.keys - typed <= 30, "{} keys", bench.keys - typed);

    let desk = &bench.app.cx.desk;
    let me = desk.me.unwrap().record();
    let (_, exchange) = desk.about::<Exchange>(&couserans()).next().unwrap();
    assert_eq!(exchange.kind, Some(ExchangeKind::Call));
    assert_eq!(exchange.date, "2026-11-22".parse().ok());
    assert_eq!(exchange.summary.as_ref().unwrap().0, texts[0]);
    assert_eq!(exchange.by, Some(Ref::new(me)));
    let (_, followup) = desk.about::<Followup>(&couserans()).next().unwrap();
    assert_eq!(followup.what.as_deref(), Some(texts[1]));
    assert_eq!(followup.due, "2026-11-30".parse().ok());
    assert_eq!(followup.owner, Some(Ref::new(me)));
}

#[test]
fn the_follow_up_is_offered_and_may_be_left() {
    let mut bench = bench(OneRecord(couserans()), (80, 24));
    bench.type_keys("r Tab Tab Tab Tab Tab \"Point d’étape\" C-s");
    assert!(bench.text().contains("Et ensuite"), "{}", bench.text());
    bench.type_keys("Esc");
    let desk = &bench.app.cx.desk;
    assert_eq!((desk.count(Kind::Exchange), desk.count(Kind::Followup)), (1, 0));
    assert!(!bench.text().contains("Et ensuite"));
}

#[test]
fn what_the_rules_refuse_stays_in_the_form_with_its_fault() {
    let mut bench = bench(OneRecord(couserans()), (80, 24));
    bench.type_keys("r Tab C-u \"24/11/2026\" Tab Tab Tab Tab \"Plus tard\" C-s");
    assert_eq!(bench.app.cx.desk.count(Kind::Exchange), 0);
    assert!(bench.text().contains("Plus tard"), "{}", bench.text());
    bench.type_keys("C-u \"23/11/2026\" C-s Esc");
    assert_eq!(bench.app.cx.desk.count(Kind::Exchange), 1, "{}", bench.text());
}

#[test]
fn a_note_a_contact_and_an_edit() {
    let mut bench = bench(OneRecord(couserans()), (80, 24));
    bench.type_keys("N \"Parking gelé en hiver\" C-s n \"Exemple Contact\" Tab \"secrétariat\" C-s");
    let desk = bench.app.cx.desk.clone();
    let (_, note) = desk.about::<Note>(&couserans()).next().unwrap();
    assert_eq!(note.text.as_ref().unwrap().0, "Parking gelé en hiver");
    assert_eq!(note.date, "2026-11-23".parse().ok());
    let (_, contact) = desk.about::<Contact>(&couserans()).next().unwrap();
    assert_eq!(contact.name.as_deref(), Some("Exemple Contact"));
    bench.type_keys("e Tab \"CCCP\" C-s");
    let desk = &bench.app.cx.desk;
    assert_eq!(desk.get::<Member>(&couserans()).unwrap().acronym.as_deref(), Some("CCCP"));
}

#[test]
fn what_others_changed_since_my_last_exchange() {
    let mut bench = bench(OneRecord(couserans()), (80, 24));
    assert_eq!(since_my_last_exchange(&bench.app.cx.desk, &couserans()).exchange, None);
    bench.type_keys("r Tab Tab Tab Tab Tab \"Point\" C-s \"Rappeler\" C-s");
    let since = since_my_last_exchange(&bench.app.cx.desk, &couserans());
    assert_eq!(since.exchange.map(|(_, date)| date), "2026-11-23".parse().ok());
    assert!(since.changed.is_empty(), "my own exchange and follow-up are no news: {:?}", since.changed);
    bench.type_keys("N \"Nouvelle élue\" C-s");
    let since = since_my_last_exchange(&bench.app.cx.desk, &couserans());
    assert_eq!(since.changed.iter().map(|card| card.kind()).collect::<Vec<_>>(), [Kind::Note]);
}

#[test]
fn records_are_found_by_any_part_of_their_names() {
    let bench = bench(OneRecord(couserans()), (80, 24));
    let records = Records::of(&bench.app.cx);
    let found = |kind, text: &str| records.records(Some(kind), text, 5);
    assert_eq!(found(Kind::Member, "couserans").first().unwrap().value, Value::Ref(couserans()));
    assert_eq!(found(Kind::Member, "").len(), 5);
    let device = found(Kind::Device, "");
    assert_eq!(device.first().unwrap().label, "Siège");
    assert_eq!(records.resolve(Some(Kind::Device), "siege"), Ok(bench.app.cx.desk.me.unwrap().record()));
    assert_eq!(records.name(couserans()), Some(found(Kind::Member, "couserans")[0].label.clone()));
}
