//! The terminal application.
//!
//! `Event → Key → (top layer, its context) → Action → update → effects`: a layer never touches the terminal, the clock,
//! the disk or a thread. It changes itself in [`Layer::update`](layer::Layer::update), asks for the rest through
//! [`Cx`](cx::Cx), and draws itself, whole but only what is visible, in [`Layer::render`](layer::Layer::render).
//!
//! - **An action**: one line in [`action`], its label `action-NAME` in both `.ftl` files, a key in each of `keymaps/`.
//!   The loader and its tests say what is missing. A page with keys of its own has a context of its own in [`context`].
//! - **A popup**: `cx.push(Confirm::new("tag", title, question))`; its answer comes back as
//!   [`Input::Answer`](layer::Input::Answer) with that tag. [`Menu`](popup::Menu), [`Prompt`](popup::Prompt) and
//!   [`FormLayer`](form::FormLayer) likewise.
//! - **A form that saves**: [`FormLayer::commit`](form::FormLayer::commit) makes the edit from what was typed; a refusal
//!   stands on its fields, and the layer below hears [`Answer::Form`](layer::Answer::Form) once it is on the disk.
//!   [`Records`](screens::shared::records::Records) finds records by name as one types.
//! - **The store**: `let ticket = cx.request(Request::…)`; the reply comes as [`Input::Reply`](layer::Input::Reply) to
//!   every layer: compare the ticket with the last one kept, and drop what is older. Records are read from `cx.desk`.
//! - **A test**: [`testing::Bench`] types keys and reads the screen.
//!
//! A screen, whole:
//!
//! ```
//! use maillage::model::{Contact, Kind};
//! use maillage::tui::{action::Action, context::Context, cx::Cx, form::{Form, FormLayer}};
//! use maillage::tui::layer::{Input, Layer, Took};
//! use maillage::tui::list::ListState;
//! use maillage::tui::request::Edit;
//! use maillage::tui::table::{Column, Empty, Table};
//! use maillage::tui::theme::Role;
//! use maillage::tui::screens::shared::records::Records;
//! use ratatui::{buffer::Buffer, layout::{Position, Rect}, text::Line, widgets::Widget};
//!
//! struct Contacts { rows: Vec<Contact>, state: ListState }
//!
//! impl Layer for Contacts {
//!     fn context(&self) -> Context { Context::Records }
//!     fn title(&self, cx: &Cx) -> String { cx.words.kind_plural(Kind::Contact) }
//!     fn hints(&self, _: &Cx) -> Vec<Action> { vec![Action::New, Action::Filter] }
//!
//!     fn update(&mut self, input: Input<'_>, cx: &mut Cx) -> Took {
//!         match input {
//!             Input::Action(Action::New) => {
//!                 let form = Form::of_kind(Kind::Contact, Records::of(cx));
//!                 let form = FormLayer::new("new", cx.words.phrase(Kind::Contact, "new"), form).draft("contact");
//!                 cx.push(form.commit(|outcome, cx| {
//!                     Edit::new("done-saved").put(cx.new_id(), None, &outcome.record(Kind::Contact, None))
//!                 }));
//!             }
//!             Input::Shown | Input::DeskChanged => {
//!                 self.rows = cx.desk.all::<Contact>().map(|(_, contact)| contact.clone()).collect();
//!                 self.state.keep(None, self.rows.len());
//!             }
//!             Input::Action(action) => return self.state.update(action, self.rows.len()),
//!             _ => return Took::No,
//!         }
//!         Took::Yes
//!     }
//!
//!     fn render(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> Option<Position> {
//!         let columns = [Column::fill("Nom", 12).keep(110), Column::fixed("Téléphone", 14).keep(50)];
//!         let empty = Empty::new(cx.words.phrase(Kind::Contact, "none"), "n");
//!         let row = |index: usize| {
//!             let contact = self.rows.get(index)?;
//!             let phone = contact.work_phone.clone().unwrap_or_default();
//!             Some(vec![Line::raw(contact.name.clone().unwrap_or_default()), Line::styled(phone, cx.style(Role::Muted))])
//!         };
//!         let (len, state) = (self.rows.len(), &self.state);
//!         Table { cx, columns: &columns, len, row: &row, state, focused: true, empty: &empty }.render(area, buf);
//!         None
//!     }
//! }
//! ```

pub mod action;
pub mod app;
mod burst;
pub mod context;
pub mod cx;
mod effects;
pub mod facts;
pub mod filters;
pub mod finder;
pub mod form;
mod frame;
pub mod help;
pub mod hints;
pub mod house;
mod jobs;
pub mod key;
pub mod keymap;
pub mod layer;
mod legend;
pub mod likings;
pub mod line_edit;
pub mod list;
pub mod marks;
pub mod news;
pub mod office;
pub mod palette;
pub mod panes;
pub mod pointer;
pub mod popup;
mod replies;
pub mod request;
pub mod run;
pub mod screen;
pub mod screens;
pub mod search;
mod session;
pub mod settings;
pub mod sort;
pub mod start;
pub mod status;
pub mod store_thread;
pub mod table;
pub mod terminal;
pub mod testing;
pub mod text;
pub mod theme;
mod tour;
mod trail;
pub mod tree;

#[cfg(test)]
mod tests;
