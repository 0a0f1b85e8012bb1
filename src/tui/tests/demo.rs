//! Plainly made-up layers, to see the framework at work.

use std::rc::Rc;
use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use crate::model::entry::Looking;
use crate::model::{Kind, LocalTime, RecordId, Value};
use crate::tui::action::Action;
use crate::tui::context::Context;
use crate::tui::cx::{Cx, Tone};
use crate::tui::finder::Finder;
use crate::tui::form::{Completer, Form, FormLayer, Suggestion};
use crate::tui::layer::{Answer, House, Input, Layer, Took};
use crate::tui::list::ListState;
use crate::tui::popup::{Confirm, Menu, Prompt};
use crate::tui::request::{Desk, Edit, Performer, Progress, RecordEdit, Refused, Reply, Request};
use crate::tui::screen::Screen;
use crate::tui::table::{Column, Empty, Row, Table};
use crate::tui::theme::Role;
use crate::tui::tree::{Node, Tree, TreeState};

/// Centres with names that need no truth.
pub struct Centres;

impl Completer for Centres {
    fn records(&self, _: Option<Kind>, text: &str, limit: usize) -> Vec<Suggestion> {
        ["Centre A", "Centre B", "Maison d’essai"]
            .into_iter()
            .enumerate()
            .filter(|(_, name)| name.to_lowercase().contains(&text.to_lowercase()))
            .map(|(i, name)| Suggestion::new(Value::Ref(RecordId::from_bytes([i as u8 + 1; 16])), name).detail("Essai"))
            .take(limit)
            .collect()
    }

    fn name(&self, id: RecordId) -> Option<String> {
        let all = self.records(None, "", 9);
        all.into_iter().find(|one| one.value == Value::Ref(id)).map(|one| one.label)
    }
}

pub fn visit_form() -> Form {
    [
        "start",
        "centre",
        "role",
        "commune",
        "patient",
        "requested_by",
        "unscheduled",
        "reason",
        "status",
        "minutes",
        "km",
    ]
    .into_iter()
    .fold(Form::new(Rc::new(Centres)).looking(Looking::Back), |form, key| form.field(Kind::Visit, key))
    .section("À savoir")
    .field(Kind::Visit, "note")
}

/// A list of visits.
pub struct Visits {
    columns: Vec<Column>,
    len: usize,
    state: ListState,
    pub answered: Vec<(&'static str, Answer)>,
}

impl Visits {
    pub fn new(len: usize) -> Self {
        let columns = vec![
            Column::fixed("Date", 10).keep(110),
            Column::fill("Commune", 16).keep(120),
            Column::fill("Centre", 14).keep(60),
            Column::fixed("État", 11).keep(100),
            Column::fixed("min", 4).right().keep(50),
            Column::fixed("km", 6).right().keep(40),
        ];
        Self { columns, len, state: ListState::default(), answered: Vec::new() }
    }
}

fn row(cx: &Cx, index: usize) -> Row {
    let communes = ["Céret", "Saint-Laurent-de-la-Cabrerisse", "Oust", "Villesèque-des-Corbières"];
    let glyphs = &cx.theme.glyphs;
    let (role, sign, state) = match index % 4 {
        0 => (Role::Done, glyphs.done, "réalisée"),
        1 => (Role::Soon, glyphs.ring, "planifiée"),
        2 => (Role::Late, glyphs.late, "en retard"),
        _ => (Role::Muted, glyphs.not_applicable, "annulée"),
    };
    vec![
        Line::raw(format!("{:02}/11/2026", 23 - index % 23)),
        Line::raw(communes.get(index % 4).copied().unwrap_or_default()),
        Line::raw("Centre A"),
        Line::from(Span::styled(format!("{sign} {state}"), cx.style(role))),
        Line::raw((10 + index * 7 % 90).to_string()),
        Line::raw(format!("{},{}", index * 3 % 40, index % 10)),
    ]
}

impl Layer for Visits {
    fn context(&self) -> Context {
        Context::Visits
    }

    fn title(&self, cx: &Cx) -> String {
        Screen::Visits.title(&cx.words)
    }

    fn update(&mut self, input: Input<'_>, cx: &mut Cx) -> Took {
        match input {
            Input::Action(Action::New) => cx.push(
                FormLayer::new("new", cx.words.phrase(Kind::Visit, "new"), visit_form())
                    .draft("visit")
                    .repeats()
                    .check(|outcome, _| match outcome.get(Kind::Visit, 10) {
                        Some(Value::Int(minutes)) if *minutes > 480 => {
                            vec![(Kind::Visit, 10, "480 minutes au plus".to_owned())]
                        }
                        _ => Vec::new(),
                    }),
            ),
            Input::Action(Action::Edit) => {
                cx.push(FormLayer::new("edit", "Modifier", visit_form()).commit(|outcome, cx| {
                    Edit::new("done-saved").create(cx.new_id(), outcome.record(Kind::Visit, None))
                }))
            }
            Input::Action(Action::Delete) => {
                cx.push(
                    Confirm::new("delete", "Supprimer", "Supprimer cette visite ? Elle pourra être rétablie.")
                        .dangerous(),
                );
            }
            Input::Action(Action::Filter) => {
                let lines = ["centre", "commune", "état"].map(str::to_owned).to_vec();
                cx.push(Finder::new("by", "Filtrer par", lines).or_text());
            }
            Input::Action(Action::Again) => {
                cx.push(Menu::new("again", "Refaire", ["seul", "à deux"].map(str::to_owned).to_vec()));
            }
            Input::Action(Action::Period) => cx.push(Prompt::new("find", "Période", "")),
            Input::Answer(tag, answer) => {
                if let ("new", Answer::Form(outcome)) = (tag, &answer) {
                    let changes = outcome.changes(Kind::Visit);
                    let id = RecordId::from_bytes([9; 16]);
                    let record = RecordEdit { id, kind: Kind::Visit, here: true, changes, visit_of: None };
                    cx.request(Request::Commit(Edit { label: "done-saved", records: vec![record] }));
                }
                if answer == Answer::Yes {
                    cx.say(Tone::Good, "Visite supprimée");
                }
                self.answered.push((tag, answer));
            }
            Input::Action(action) => return self.state.update(action, self.len),
            _ => return Took::No,
        }
        Took::Yes
    }

    fn render(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let empty = Empty::new("Aucune visite", "n pour en ajouter une, f pour changer de filtre");
        Table {
            cx,
            columns: &self.columns,
            len: self.len,
            row: &|index| (index != 7).then(|| row(cx, index)),
            state: &self.state,
            focused: true,
            empty: &empty,
        }
        .render(area, buf);
        None
    }
}

/// A tree.
#[derive(Default)]
pub struct Territories {
    state: TreeState<&'static str>,
}

impl Territories {
    fn nodes(cx: &Cx) -> Vec<Node<&'static str>> {
        [
            ("Occitanie", 0, "13"),
            ("Ariège", 1, "2"),
            ("Couserans-Pyrénées", 2, "1"),
            ("Lot", 1, "1"),
            ("Grand Cahors", 2, "1"),
        ]
        .map(|(key, depth, count)| {
            let aside = Line::styled(count, cx.style(Role::Muted));
            Node { key, depth, line: Line::raw(key), aside }
        })
        .to_vec()
    }
}

impl Layer for Territories {
    fn context(&self) -> Context {
        Context::Territories
    }

    fn title(&self, cx: &Cx) -> String {
        Screen::Territories.title(&cx.words)
    }

    fn update(&mut self, input: Input<'_>, cx: &mut Cx) -> Took {
        match input {
            Input::Action(action) => self.state.update(action, &Self::nodes(cx)),
            _ => Took::No,
        }
    }

    fn render(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let (nodes, empty) = (Self::nodes(cx), Empty::default());
        Tree { cx, nodes: &nodes, state: &self.state, focused: true, empty: &empty }.render(area, buf);
        None
    }
}

/// Until the passphrase comes: `sesame`.
pub struct Locked(Prompt);

impl Layer for Locked {
    fn context(&self) -> Context {
        Context::Lock
    }

    fn title(&self, _: &Cx) -> String {
        "Verrouillé".to_owned()
    }

    fn update(&mut self, input: Input<'_>, cx: &mut Cx) -> Took {
        match input {
            Input::Action(Action::Accept) => {
                cx.close();
                Took::Yes
            }
            input @ (Input::Char(_) | Input::Paste(_) | Input::Action(_)) => self.0.update(input, cx),
            _ => Took::No,
        }
    }

    fn render(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> Option<Position> {
        self.0.render(cx, area, buf)
    }
}

pub struct DemoHouse {
    pub visits: usize,
}

impl House for DemoHouse {
    fn screen(&self, screen: Screen, _: &mut Cx) -> Box<dyn Layer> {
        match screen {
            Screen::Visits => Box::new(Visits::new(self.visits)),
            Screen::Dashboard => Box::new(Visits::new(0)),
            _ => Box::new(Territories::default()),
        }
    }

    fn lock(&self, _: &mut Cx) -> Box<dyn Layer> {
        Box::new(Locked(Prompt::new("unlock", "Verrouillé", "").hidden()))
    }
}

fn minutes(edit: &Edit) -> Option<i64> {
    edit.records.iter().flat_map(|record| &record.changes).find_map(|change| match (change.tag, &change.value) {
        (10, Some(Value::Int(minutes))) => Some(*minutes),
        _ => None,
    })
}

/// Saves everything at once, but thirteen minutes.
#[derive(Default)]
pub struct Saves {
    pub asked: Vec<Request>,
    /// What forms left behind, by name.
    pub drafts: Vec<(String, String)>,
}

impl Performer for Saves {
    fn perform(&mut self, request: Request, _: &dyn Progress) -> Reply {
        if request == Request::Drafts {
            return Reply::Drafts(self.drafts.clone());
        }
        self.asked.push(request.clone());
        let at: LocalTime = "2026-11-23T14:32+01:00".parse().unwrap();
        let mut desk = Desk::default();
        desk.demo = true;
        let desk = Arc::new(desk);
        match request {
            Request::Commit(edit) if minutes(&edit) == Some(13) => {
                let record = RecordId::from_bytes([9; 16]);
                Reply::Refused(vec![Refused { record, kind: Kind::Visit, tag: 10, said: "jamais 13".into() }])
            }
            Request::Commit(_) => Reply::Saved { desk, at, what: Some("Visite enregistrée".into()) },
            Request::Lock => Reply::Locked,
            _ => Reply::Saved { desk, at, what: None },
        }
    }
}
