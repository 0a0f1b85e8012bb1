//! The records of one kind, as a table built from its declaration; beside it, in a wide window, the selected one.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line as Text, Span};
use ratatui::widgets::Widget;
use serde::{Deserialize, Serialize};

use crate::model::{CommuneCode, FieldSpec, FieldType, Kind, Project, RecordId, Tag};
use crate::t;
use crate::tui::action::Action;
use crate::tui::context::Context;
use crate::tui::cx::{Cx, Effect};
use crate::tui::finder::Finder;
use crate::tui::layer::{Answer, Input, Layer, Took};
use crate::tui::list::ListState;
use crate::tui::marks::Marks;
use crate::tui::panes::Pane;
use crate::tui::request::{Edit, Reply, Request, Ticket};
use crate::tui::screens::shared::erasing::Erasing;
use crate::tui::screens::shared::listing::{self, Lines, Listing};
use crate::tui::screens::shared::overview::OverviewPage;
use crate::tui::screens::shared::{diverging, talk};
use crate::tui::screens::territories::map_of_projects;
use crate::tui::session::Place;
use crate::tui::sort::Sort;
use crate::tui::table::{Column, Empty, Row, Table};
use crate::tui::text;
use crate::tui::theme::Role;
use crate::workspace::{Card, overview_keys};

use super::columns::{self, Line};
use super::filter::{self, Filter, Pick};
use super::page::{RecordPage, facts};
use super::{acts, scope};

const BY: &str = "records-by";
/// The table's share of a wide window, in percent.
const SHARE: u16 = 60;
/// Lower, the map says nothing.
const MAP: u16 = 10;

/// The table of one kind.
pub struct Sheet {
    kind: Kind,
    fields: Vec<&'static FieldSpec>,
    columns: Vec<Column>,
    lines: Vec<Line>,
    /// Before the filter.
    all: usize,
    filter: Filter,
    state: ListState,
    deleting: Option<RecordId>,
    writing: Option<Ticket>,
    erasing: Erasing,
    listing: Listing,
    /// Of the amounts of what is shown.
    totals: Vec<String>,
    left: Left,
}

/// How the tables of each kind were left, for as long as the screen lives, and the one that was open when the program was left.
#[derive(Debug, Default)]
pub struct Tables {
    views: BTreeMap<Kind, View>,
    pub open: Option<Open>,
}

pub type Left = Rc<RefCell<Tables>>;

/// The open table, as the next start finds it again.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Open {
    kind: u16,
    sort: Sort,
    text: String,
    diverging: bool,
    choice: Option<(Tag, String)>,
    #[serde(default)]
    departement: Option<String>,
    #[serde(default)]
    year: Option<i64>,
    place: Place,
}

/// How one table looks.
#[derive(Clone, Debug)]
pub struct View {
    sort: Sort,
    marked: Marks<RecordId>,
    selected: Option<RecordId>,
}

impl Sheet {
    /// As it was left, else from its top.
    pub fn new(kind: Kind, left: &Left, cx: &Cx) -> Self {
        let mut sheet = Self {
            kind,
            fields: Vec::new(),
            columns: Vec::new(),
            lines: Vec::new(),
            all: 0,
            filter: Filter::default(),
            state: ListState::default(),
            deleting: None,
            writing: None,
            erasing: Erasing::default(),
            listing: Listing::default(),
            totals: Vec::new(),
            left: Rc::clone(left),
        };
        sheet.load(cx);
        sheet.listing.sort = columns::first_sort(kind, &sheet.fields);
        let view = left.borrow().views.get(&kind).cloned();
        if let Some(view) = &view {
            (sheet.listing.sort, sheet.listing.marked) = (view.sort, view.marked.clone());
        }
        sheet.load(cx);
        sheet.state.select(0, sheet.lines.len());
        let at = view.and_then(|view| sheet.lines.iter().position(|line| Some(line.id) == view.selected));
        sheet.state.keep(at, sheet.lines.len());
        sheet
    }

    /// As it was open when the program was left.
    pub fn open(open: &Open, left: &Left, cx: &Cx) -> Option<Self> {
        let kind = Kind::from_number(open.kind)?;
        let mut sheet = Self::new(kind, left, cx);
        sheet.listing.sort = open.sort;
        if !open.text.is_empty() {
            sheet.filter.set_text(&open.text);
        }
        if open.diverging {
            sheet.filter.set(Pick::Diverging);
        }
        let choice = open.choice.as_ref().and_then(|(tag, key)| {
            let spec = kind.field_by_tag(*tag)?;
            let FieldType::Choice(_, keys) = spec.ty else { return None };
            Some((spec, keys.iter().find(|one| **one == key.as_str())?))
        });
        let departement = open.departement.as_ref().and_then(|code| code.parse().ok());
        let picks = [
            choice.map(|(spec, key)| Pick::Choice(spec, key)),
            departement.map(Pick::Departement),
            open.year.map(Pick::Year),
        ];
        picks.into_iter().flatten().for_each(|pick| sheet.filter.set(pick));
        sheet.load(cx);
        open.place.take_up(&mut sheet.state, sheet.lines.iter().map(|line| line.id));
        Some(sheet)
    }

    /// A text that nothing answers to is not kept: it may be of a note that was erased.
    fn leaving(&self) {
        let choice = self.filter.choice.map(|(spec, key)| (spec.tag, key.to_owned()));
        let text = if self.lines.is_empty() { String::new() } else { self.filter.text.clone() };
        let (sort, diverging) = (self.listing.sort, self.filter.diverging);
        let place = Place::of(&self.state, self.selected());
        let (departement, year) = (self.filter.departement.map(|code| code.to_string()), self.filter.year);
        let open = Open { kind: self.kind.number(), sort, text, diverging, choice, departement, year, place };
        self.left.borrow_mut().open = Some(open);
    }

    fn leave(&self, cx: &mut Cx) {
        let Listing { sort, marked, .. } = &self.listing;
        let view = View { sort: *sort, marked: marked.clone(), selected: self.selected() };
        self.left.borrow_mut().views.insert(self.kind, view);
        cx.close();
    }

    fn load(&mut self, cx: &Cx) {
        let selected = self.selected();
        let cards: Vec<&Card> =
            cx.desk.cards(self.kind).map(|card| &**card).filter(|card| scope::shown(cx, card)).collect();
        self.fields = columns::fields(self.kind, &cards);
        self.columns = columns::columns(cx, self.kind, &self.fields);
        self.all = cards.len();
        let lines = cards.iter().map(|card| columns::line(cx, card, &self.fields));
        self.lines = lines.filter(|line| self.filter.keeps(line)).collect();
        self.listing.sort.sort(&mut self.lines, Line::keys, |line| line.id);
        self.totals = columns::totals(cx, self.kind, &self.fields, &self.lines);
        self.listing.marked.keep(|id| cx.desk.card(id).is_some());
        let at = selected.and_then(|id| self.lines.iter().position(|line| line.id == id));
        self.state.keep(at, self.lines.len());
    }

    fn selected(&self) -> Option<RecordId> {
        self.lines.get(self.state.selected()).map(|line| line.id)
    }

    fn ask_filter(&self, cx: &mut Cx) {
        let lines = filter::picks(self.kind, cx).iter().map(|pick| pick.said(self.kind, cx)).collect();
        cx.push(Finder::new(BY, t!(cx.words, "records-show"), lines).or_text());
    }

    fn filter_by(&mut self, picked: usize, cx: &Cx) {
        if let Some(pick) = filter::picks(self.kind, cx).into_iter().nth(picked) {
            self.filter.set(pick);
        }
        self.load(cx);
    }

    /// What the records that show add up to; those that will show, while it is open.
    fn overview(&self, cx: &mut Cx) -> Took {
        let (kind, filter, fields) = (self.kind, self.filter.clone(), self.fields.clone());
        let records = move |cx: &Cx| {
            let cards = cx.desk.cards(kind).filter(|card| scope::shown(cx, card));
            cards.filter(|card| filter.keeps(&columns::line(cx, card, &fields))).map(|card| card.id).collect()
        };
        OverviewPage::open(kind, self.filter.words(cx), records, cx)
    }

    fn act(&mut self, action: Action, cx: &mut Cx) -> Took {
        if listing::act(self, action, cx) == Took::Yes {
            return Took::Yes;
        }
        match action {
            Action::New => acts::create(self.kind, cx),
            Action::Overview => return self.overview(cx),
            Action::Filter => self.ask_filter(cx),
            Action::ClearFilter => {
                self.filter.clear_last();
                self.load(cx);
            }
            Action::Back if self.filter.is_empty() => self.leave(cx),
            Action::Back => {
                self.filter = Filter::default();
                self.load(cx);
            }
            Action::Open | Action::Details => match self.selected() {
                Some(id) => cx.push(RecordPage::new(id)),
                None => return Took::No,
            },
            action => {
                if self.state.update(action, self.lines.len()) == Took::Yes {
                    return Took::Yes;
                }
                let Some(id) = self.selected() else { return Took::No };
                if action == Action::Erase {
                    self.erasing.record(self.kind, id, cx);
                    return Took::Yes;
                }
                self.deleting = (action == Action::Delete).then_some(id);
                return acts::on(action, id, cx);
            }
        }
        Took::Yes
    }

    fn answered(&mut self, tag: &'static str, answer: &Answer, cx: &mut Cx) -> Took {
        match (tag, answer) {
            (BY, Answer::Text(text)) => {
                self.filter.set_text(text);
                self.load(cx);
            }
            (BY, Answer::Picked(at)) => self.filter_by(*at, cx),
            (acts::DELETE, Answer::Yes) => {
                let Some(id) = self.deleting.take() else { return Took::No };
                let ticket = cx.request(Request::Commit(Edit::new("done-deleted").delete(id, self.kind)));
                cx.effect(Effect::Hold(ticket));
                self.writing = Some(ticket);
            }
            _ if self.erasing.answered(tag, answer, cx) == Took::Yes => {}
            _ if self.listing.answered(tag, answer, cx) == Took::Yes => {}
            _ => return talk::answered(tag, answer, cx),
        }
        Took::Yes
    }

    /// Name of the kind, how many, how many are marked, how filtered, how sorted, and what the amounts add up to: in a narrow
    /// window the last go first.
    fn head(&self, cx: &Cx) -> Text<'static> {
        let (words, glyphs) = (&cx.words, &cx.theme.glyphs);
        let (muted, accent) = (cx.style(Role::Muted), cx.style(Role::Accent));
        let shown = if self.filter.is_empty() {
            words.figure(self.all)
        } else {
            t!(words, "records-of", shown = words.figure(self.lines.len()), all = words.figure(self.all))
        };
        let mut spans = vec![
            Span::styled(words.kind_plural(self.kind), cx.style(Role::Title)),
            Span::styled(format!("  {shown}"), muted),
        ];
        spans.extend(self.listing.marked.said(cx));
        for filter in self.filter.words(cx) {
            spans.push(Span::styled(format!("  {} {filter}", glyphs.separator), accent));
        }
        if let Some(spec) = self.fields.get(self.listing.sort.column) {
            let gap = Span::styled(format!("  {} ", glyphs.separator), muted);
            spans.extend([gap, self.listing.sorted(&words.field(self.kind, spec), cx)]);
        }
        for total in &self.totals {
            spans.push(Span::styled(format!("  {} {total}", glyphs.separator), muted));
        }
        Text::from(spans)
    }

    fn empty(&self, cx: &Cx) -> Empty {
        let words = &cx.words;
        let key = |action| cx.keymap.key_label(action, Context::Records, words);
        if !self.filter.is_empty() && self.all > 0 {
            return Empty::new(
                t!(words, "records-nothing-found"),
                t!(words, "records-press-clear", key = key(Action::ClearFilter)),
            );
        }
        let press = match self.kind {
            Kind::Device => t!(words, "records-devices-are-admitted"),
            Kind::Erasure => t!(words, "records-erasures"),
            _ => t!(words, "records-press-new", key = key(Action::New)),
        };
        Empty::new(words.phrase(self.kind, "none"), press)
    }

    fn row(&self, cx: &Cx, index: usize) -> Option<Row> {
        let line = self.lines.get(index)?;
        let cells = columns::cells(cx, cx.desk.card(&line.id)?, &self.fields);
        let mut cells: Row = cells.into_iter().map(Text::raw).collect();
        if let Some(first) = cells.first_mut() {
            *first = diverging::marked(cx, line.diverging, std::mem::take(first));
        }
        Some(cells)
    }

    /// Where the projects that show are, the selected one pointed out, at the foot of an area that has room; what is left of it.
    fn map(&self, cx: &Cx, selected: RecordId, area: Rect, buf: &mut Buffer) -> Rect {
        let height = area.height / 2;
        if height < MAP {
            return area;
        }
        let communes = |id: &RecordId| cx.desk.get::<Project>(id).into_iter().flat_map(Project::communes_named);
        let all: Vec<CommuneCode> = self.lines.iter().flat_map(|line| communes(&line.id)).collect();
        let foot = Rect { y: area.bottom() - height, height, x: area.x + 1, width: area.width.saturating_sub(1) };
        map_of_projects(cx, &all, communes(&selected).next(), foot, buf);
        Rect { height: area.height - height - 1, ..area }
    }

    fn table(&self, cx: &Cx, area: Rect, buf: &mut Buffer) {
        let row = |index: usize| self.row(cx, index);
        let (columns, len, state, empty) = (&self.columns, self.lines.len(), &self.state, &self.empty(cx));
        Table { cx, columns, len, row: &row, state, focused: true, empty }.render(area, buf);
        self.listing.marked.draw(cx, area, state, |index| self.lines.get(index).map(|line| line.id), buf);
    }
}

impl Lines for Sheet {
    fn kind(&self) -> Kind {
        self.kind
    }

    fn ids(&self) -> Vec<RecordId> {
        self.lines.iter().map(|line| line.id).collect()
    }

    fn parts(&mut self) -> (&mut Listing, &mut ListState) {
        (&mut self.listing, &mut self.state)
    }

    fn columns(&self, _: &Cx) -> Vec<Column> {
        self.columns.clone()
    }

    fn selected_row(&self, cx: &Cx) -> Option<Row> {
        self.row(cx, self.state.selected())
    }

    fn refresh(&mut self, cx: &Cx) {
        self.load(cx);
    }
}

impl Layer for Sheet {
    fn context(&self) -> Context {
        Context::Records
    }

    fn title(&self, cx: &Cx) -> String {
        cx.words.kind_plural(self.kind)
    }

    fn hints(&self, _: &Cx) -> Vec<Action> {
        let overview = (!overview_keys(self.kind).is_empty()).then_some(Action::Overview);
        let usual = [Action::Open, Action::New, Action::Edit, Action::Filter].into_iter().chain(overview);
        self.listing.marked.hints(usual.chain([Action::SortNext, Action::Back]).collect())
    }

    fn update(&mut self, input: Input<'_>, cx: &mut Cx) -> Took {
        match input {
            Input::Action(action) => return self.act(action, cx),
            Input::Answer(tag, answer) => return self.answered(tag, &answer, cx),
            Input::DeskChanged | Input::Shown => self.load(cx),
            Input::Leaving => self.leaving(),
            Input::Reply(ticket, reply) => {
                if self.erasing.replied(ticket, reply, cx).is_some() {
                    return Took::Yes;
                }
                if self.listing.replied(ticket, reply, cx) == Took::Yes {
                    return Took::Yes;
                }
                if self.writing.take_if(|asked| *asked == ticket).is_none() {
                    return Took::No;
                }
                if let Reply::Refused(refused) = reply {
                    acts::say_refused(refused, cx);
                }
            }
            _ => return Took::No,
        }
        Took::Yes
    }

    fn render(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let head = text::ellipsis_line(&self.head(cx), area.width, cx.theme.glyphs.more);
        buf.set_line(area.x, area.y, &head, area.width);
        let gap = if area.height > 14 { 2 } else { 1 };
        let body = Rect { y: area.y + gap, height: area.height.saturating_sub(gap), ..area };
        let (table, beside) = Pane::First.split(cx, body, SHARE, buf);
        if let Some(area) = table {
            self.table(cx, area, buf);
        }
        if let (Some(area), Some(id)) = (beside, self.selected()) {
            let area = if self.kind == Kind::Project { self.map(cx, id, area, buf) } else { area };
            facts(cx, id, &[]).render(cx, area, &ListState::default(), buf);
        }
        None
    }
}
