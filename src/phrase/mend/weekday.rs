//! Weekdays that disagree with their date: the weekday of the date, and the date of the weekday.

use super::Mender;
use crate::language::ALL;
use crate::phrase::suggestion::Suggestion;
use crate::phrase::token::TokenKind;

impl Mender<'_> {
    /// Returns the phrase with the weekday of its date, and with the nearest date of its weekday.
    pub(super) fn with_another_weekday(&self) -> Vec<Suggestion> {
        let mut suggestions = self.those_read(self.other_weekdays());
        suggestions.truncate(1);
        let mut other_days = self.those_read(self.other_days());
        other_days.truncate(1);
        suggestions.extend(other_days);
        suggestions
    }

    /// Returns the phrase with each other weekday, in the form and the language of the printed one.
    fn other_weekdays(&self) -> Vec<String> {
        let printed = self.characters(&self.at);
        let is_same = |name: &&str| plain(name) == plain(&printed);
        let forms = ALL.iter().flat_map(|language| language.weekdays);
        let mut texts = Vec::new();
        for names in forms.filter(|names| names.iter().any(&is_same)) {
            for name in names.iter().filter(|name| !is_same(name)) {
                let name = name.trim_end_matches('.');
                let name = match printed.starts_with(char::is_uppercase) {
                    true => capitalised(name),
                    false => name.to_owned(),
                };
                texts.push(self.with(&self.at, &name));
            }
        }
        texts
    }

    /// Returns the phrase with each day near the one beside the weekday, the nearest first.
    fn other_days(&self) -> Vec<String> {
        let fault = self.at_fault(0);
        let is_day = |at: &usize| matches!(self.tokens[*at].kind, TokenKind::Number(_, 1 | 2));
        let behind = (fault.end..self.tokens.len()).find(is_day);
        let Some(at) = behind.or((0..fault.start).rev().find(is_day)) else {
            return Vec::new();
        };
        let TokenKind::Number(day, figures) = self.tokens[at].kind else {
            return Vec::new();
        };
        let steps = [1, -1, 2, -2, 3, -3];
        let days = steps.into_iter().map(|step| day as i32 + step);
        let days = days.filter(|day| (1..=31).contains(day));
        let texts = days.map(|day| self.with(&self.tokens[at].at, &format!("{day:0figures$}")));
        texts.collect()
    }
}

fn plain(name: &str) -> String {
    name.trim_end_matches('.').to_lowercase()
}

fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}
