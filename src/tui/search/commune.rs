//! A commune: its territory, who stands for it, the centres there and around.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::Widget;

use crate::i18n::format;
use crate::model::reference::{communes, epci};
use crate::model::{Centre, CommuneCode, Kind, Member, MemberKind, RecordId};
use crate::t;
use crate::tui::action::Action;
use crate::tui::context::Context;
use crate::tui::cx::Cx;
use crate::tui::layer::{Input, Layer, Took};
use crate::tui::list::ListState;
use crate::tui::screen::Screen;
use crate::tui::screens::records::scope;
use crate::tui::screens::territories::{communes_of, map_of};
use crate::tui::table::{Column, Empty, Table};
use crate::tui::text;
use crate::tui::theme::Role;
use crate::wording::values;

/// Centres around it.
const NEAREST: usize = 5;

/// From this width on the map stands beside the list; below the list it has this height or is not drawn.
const WIDE: u16 = 98;
const LEAST: u16 = 9;

/// One thing that hangs on the commune.
struct Near {
    kind: Kind,
    id: RecordId,
    /// Of a centre, in kilometres as the crow flies.
    km: Option<f64>,
}

/// A commune, opened. Leads to its members and centres.
pub struct CommunePage {
    code: CommuneCode,
    near: Vec<Near>,
    state: ListState,
}

impl CommunePage {
    pub fn new(code: CommuneCode, cx: &Cx) -> Self {
        let mut page = Self { code, near: Vec::new(), state: ListState::default() };
        page.load(cx);
        page
    }

    fn load(&mut self, cx: &Cx) {
        let code = self.code;
        let covers = |member: &Member| {
            communes_of(member).contains(&code)
                || (member.kind == Some(MemberKind::Departement)
                    && member.departements.as_ref().is_some_and(|all| all.contains(&code.departement())))
        };
        let members = cx.desk.all::<Member>().filter(|(_, member)| covers(member));
        self.near = members.map(|(id, _)| Near { kind: Kind::Member, id, km: None }).collect();
        let mut centres: Vec<Near> = cx
            .desk
            .all::<Centre>()
            .filter_map(|(id, centre)| {
                let km = communes().distance_km(code, centre.commune?)?;
                Some(Near { kind: Kind::Centre, id, km: Some(km) })
            })
            .collect();
        centres.sort_by(|a, b| a.km.unwrap_or_default().total_cmp(&b.km.unwrap_or_default()));
        centres.truncate(NEAREST);
        self.near.extend(centres);
        self.state.keep(None, self.near.len());
    }

    /// Draws where it is, beside the list or below it, where there is room; answers the room that is left.
    fn beside_the_map(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> Rect {
        if area.width >= WIDE {
            let list = area.width / 2;
            let x = area.x + list + 2;
            map_of(cx, self.code, Rect { x, width: area.right().saturating_sub(x), ..area }, buf);
            return Rect { width: list, ..area };
        }
        let list = u16::try_from(self.near.len()).unwrap_or(u16::MAX).saturating_add(2);
        let map = area.height.saturating_sub(list);
        if map < LEAST {
            return area;
        }
        map_of(cx, self.code, Rect { y: area.y + list, height: map, ..area }, buf);
        Rect { height: list, ..area }
    }

    /// Name, code, body of communes, inhabitants.
    fn head(&self, cx: &Cx) -> Vec<Line<'static>> {
        let words = &cx.words;
        let Some(commune) = communes().get(self.code) else { return Vec::new() };
        let name = format!("{}  {}", commune.name, values::departement(commune.departement()));
        let people = words.figure(commune.population);
        let epci = commune.epci.and_then(epci).map(|epci| epci.name.clone());
        let about = t!(words, "commune-about", code = self.code.to_string(), people = people);
        let about = epci.into_iter().chain([about]).collect::<Vec<_>>();
        let about = about.join(&format!(" {} ", cx.theme.glyphs.separator));
        vec![Line::styled(name, cx.style(Role::Title)), Line::styled(about, cx.style(Role::Muted))]
    }
}

impl Layer for CommunePage {
    fn context(&self) -> Context {
        Context::Page
    }

    fn title(&self, cx: &Cx) -> String {
        communes().get(self.code).map_or_else(|| t!(cx.words, "search-commune"), |commune| commune.label())
    }

    fn passing(&self) -> bool {
        true
    }

    fn hints(&self, _: &Cx) -> Vec<Action> {
        vec![Action::Open, Action::Back]
    }

    fn update(&mut self, input: Input<'_>, cx: &mut Cx) -> Took {
        match input {
            Input::DeskChanged => self.load(cx),
            Input::Action(Action::Open) => {
                let Some(near) = self.near.get(self.state.selected()) else { return Took::No };
                cx.show(Screen::home(near.kind), near.id);
            }
            Input::Action(Action::Back) => cx.close(),
            Input::Action(action) => return self.state.update(action, self.near.len()),
            _ => return Took::No,
        }
        Took::Yes
    }

    fn render(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let head = self.head(cx);
        for (line, y) in head.iter().zip(area.y..area.bottom()) {
            buf.set_line(area.x, y, &text::ellipsis_line(line, area.width, cx.theme.glyphs.more), area.width);
        }
        let top = u16::try_from(head.len()).unwrap_or(0) + u16::from(area.height > 14);
        let body = Rect { y: area.y + top, height: area.height.saturating_sub(top), ..area };
        let body = self.beside_the_map(cx, body, buf);
        let words = &cx.words;
        let columns = [
            Column::fixed(t!(words, "column-kind"), 8).keep(90),
            Column::fill(t!(words, "column-title"), 16).keep(110),
            Column::fixed(t!(words, "commune-distance"), 9).right().keep(100),
        ];
        let row = |index: usize| {
            let near = self.near.get(index)?;
            let km = near.km.map(|km| format::with_unit(words, &format!("{km:.0}"), "km"));
            Some(vec![
                Line::styled(words.kind(near.kind), cx.style(Role::Muted)),
                Line::raw(scope::name(cx, near.id)),
                Line::raw(km.unwrap_or_default()),
            ])
        };
        let empty = Empty::new(t!(words, "commune-nothing"), "");
        let (len, state) = (self.near.len(), &self.state);
        Table { cx, columns: &columns, len, row: &row, state, focused: true, empty: &empty }.render(body, buf);
        None
    }
}
