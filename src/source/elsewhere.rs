//! Unknown keys that are said in another way, or in another mapping.

use super::Step;
use super::keys::{is_one_of, meant, plain, same};
use super::meaning::{
    LATITUDES, LONGITUDES, Meaning, STREETS, TOWNS, UnknownKey, both_of, has_figure,
};
use super::tree::NodeKind;
use super::written::{inline, unit};

/// Keys of other mappings, for those that stand one level off.
const OF_PLAN: &str = "title domain description url color revision timezone duration \
                       keep_cancelled placeholder withdrawn date_order weeks language";
const OF_PLAN_FILE: [&str; 6] = ["plan", "phases", "categories", "venues", "feeds", "publish"];
const OF_REPEAT: [&str; 6] = ["every", "on", "until", "count", "except", "instances"];

impl UnknownKey<'_> {
    /// What is said by a value of another key, or by none.
    pub(crate) fn said_otherwise(&self) -> Option<Meaning> {
        let word = plain(self.name);
        let is_true = matches!(
            &*plain(self.text()),
            "true" | "yes" | "y" | "oui" | "si" | "on"
        );
        let status = match &*word {
            "cancelled" | "canceled" | "annule" | "annulee" | "cancelado" | "cancel" => "cancelled",
            "tentative" | "provisional" | "tobeconfirmed" | "provisoire" => "tentative",
            "postponed" | "reporte" | "reportee" | "aplazado" | "rescheduled" => "postponed",
            "confirmed" | "confirme" | "confirmado" => "confirmed",
            _ => "",
        };
        let help = match &*word {
            _ if self.has("status") && !status.is_empty() => match is_true {
                true => format!("write `status: {status}`"),
                false => format!("write `status: {status}`, and the rest in `description`"),
            },
            "allday" | "wholeday" | "fullday" | "journee" | "todoeldia" if self.has("hours") => {
                "an event without `hours` is on whole days: take this out".to_owned()
            }
            "deadline" | "due" | "duedate" | "echeance" | "plazo" if self.has("when") => {
                let form = format!("by {}", self.text());
                return Some(Meaning::Instead(
                    "when",
                    format!("write `when: {form}`").into(),
                    Vec::new(),
                ));
            }
            "interval" if self.entries.contains_key("every") => format!(
                "write `every: {} {}s`",
                self.text(),
                unit(&self.value_of("every")).unwrap_or("week")
            ),
            "rooms" if self.has("geo") => "rooms are named by `room` of each event".to_owned(),
            "venue" | "key" | "id" if self.is_place_of_event() => {
                format!("write `where: {}`, the venue alone", self.text())
            }
            "room" if self.is_place_of_event() => {
                format!("write `room: {}` beside `where`", self.text())
            }
            _ if self.has("url") && self.has("title") && !self.has("domain") => {
                let url = self.text();
                if self.entries.contains_key("url") || !url.contains("://") {
                    return None;
                }
                if meant(self.name, self.known).is_some() {
                    return None;
                }
                let help = format!("write `{{ title: {}, url: {url} }}`", self.name);
                return Some(Meaning::Instead("url", help.into(), Vec::new()));
            }
            _ => return None,
        };
        if self.is_place_of_event() && !self.entries.contains_key("name") {
            return Some(Meaning::Instead("name", help.into(), Vec::new()));
        }
        Some(Meaning::None(help.into(), Vec::new()))
    }

    fn is_place_of_event(&self) -> bool {
        self.has("geo") && matches!(self.outer.last(), Some(Step::Key(key)) if key == "where")
    }

    /// A key that stands one level off.
    pub(crate) fn of_another_mapping(&self) -> Option<Meaning> {
        let word = plain(self.name);
        let is_mapping = matches!(self.value.kind, NodeKind::Mapping(_));
        if self.is_plan_file() {
            return self.of_plan();
        }
        if (self.is_event_file() || self.is_event())
            && (is_mapping || self.name == "plan")
            && OF_PLAN_FILE.contains(&self.name)
        {
            let help = format!("`{}` belongs in plan.yaml", self.name);
            return Some(Meaning::None(help.into(), Vec::new()));
        }
        if self.has("repeat")
            && let Some(key) = self.of_repeat(&word)
        {
            return Some(self.under_repeat(key));
        }
        if self.has("where")
            && let Some(key) = key_of_venue(&word)
        {
            return Some(self.of_venue(key));
        }
        let help = match &*word {
            "defaults" | "default" if self.is_event_file() => {
                "write these keys at the top of the file itself, without a key above them".into()
            }
            "id" | "title" | "when" if self.is_event_file() => {
                format!("`{word}` belongs to an event: below `- id:` in `events`")
            }
            "weeks" if self.is_event() => {
                "`weeks` belongs to the top of this file, or below `plan` in plan.yaml".into()
            }
            "timezone" | "tz" | "zone" | "tzid" | "fuseau" if self.has("where") => format!(
                "a zone belongs to the venue: `timezone: {}` in `venues` of plan.yaml; or below \
                 `plan`, for all events",
                self.text()
            ),
            "color" | "colour" | "couleur" if self.has("where") => format!(
                "a colour belongs to the category: `color: {}` in `categories` of plan.yaml",
                self.text()
            ),
            "category" | "categories" | "phase" | "phases" | "venue" | "venues" | "certainty"
                if self.has("select") =>
            {
                self.of_select(&word)
            }
            "url" | "link" | "website" | "online" | "email" | "phone" if self.has("geo") => {
                "venues have no links: give `links` or `contact` to the events".into()
            }
            "start" | "dtstart" if self.has("every") => {
                "the first day is the `when` of the event".into()
            }
            "where" | "venue" | "defaultvenue" | "defaultwhere" | "room" if self.has("domain") => {
                format!("write `where: {}` at the top of an event file", self.text())
            }
            "year" | "phase" | "category" | "hours" if self.has("domain") => {
                format!(
                    "write `{word}: {}` at the top of an event file",
                    self.text()
                )
            }
            _ => return None,
        };
        Some(Meaning::None(help.into(), Vec::new()))
    }

    /// A key of a venue in an event.
    fn of_venue(&self, key: &str) -> Meaning {
        let others = match key {
            "geo" => [self.written(LATITUDES), self.written(LONGITUDES)].concat(),
            _ => [self.written(STREETS), self.written(TOWNS)].concat(),
        };
        let others = others
            .into_iter()
            .filter(|other| other != self.name)
            .collect();
        let value = match (key, inline(self.value)) {
            ("geo", _) => "[...]".to_owned(),
            (_, value) => value.unwrap_or_default(),
        };
        let help = format!(
            "`{key}` belongs to the venue, in `venues` of plan.yaml; or write the place out: \
             `where: {{ name: ..., {key}: {value} }}`"
        );
        Meaning::None(help.into(), others)
    }

    /// Returns the help for a list of `select` that stands beside it.
    fn of_select(&self, word: &str) -> String {
        let key = match word {
            "categories" => "category",
            "phases" => "phase",
            "venues" => "venue",
            word => word,
        };
        let list = match inline(self.value) {
            Some(list) if list.starts_with('[') => list,
            other => format!("[{}]", other.unwrap_or_default()),
        };
        format!("`{key}` belongs in `select`: `select: {{ {key}: {list} }}`")
    }

    /// A key of the plan, or a list of events, at the top of plan.yaml.
    fn of_plan(&self) -> Option<Meaning> {
        let of_plan: Vec<&'static str> = OF_PLAN.split_whitespace().collect();
        let is_of_plan = |name: &str| {
            !self.known.contains(&name)
                && (same(name, &of_plan).is_some() || meant(name, &of_plan).is_some())
                && meant(name, self.known).is_none()
        };
        if is_one_of(&plain(self.name), "events event evenements eventos")
            && !matches!(self.value.kind, NodeKind::Scalar(..))
        {
            let help = "put `events` into a file of its own beside plan.yaml, such as events.yaml";
            return Some(Meaning::None(help.into(), Vec::new()));
        }
        let has_no_plan = matches!(
            self.entries.get("plan").map(|(_, plan)| &plan.kind),
            None | Some(NodeKind::Mapping(_))
        );
        if !is_of_plan(self.name) || !has_no_plan {
            return None;
        }
        let keys: Vec<String> = self
            .entries
            .keys()
            .filter(|name| is_of_plan(name))
            .cloned()
            .collect();
        let help = match &keys[..] {
            [key] => format!("`{key}` belongs under `plan:`"),
            keys => format!("{} belong under `plan:`, indented", both_of(keys)),
        };
        Some(Meaning::Into("plan", help.into(), keys))
    }

    /// Returns the key of a repeat that a word means in an event.
    fn of_repeat(&self, word: &str) -> Option<&'static str> {
        let words = [
            (
                "except",
                "exdate exdates exceptions exception skip skips exclude excluded sauf excepto",
            ),
            ("every", "freq frequency interval"),
            ("until", "repeatuntil"),
            ("on", "byday weekday weekdays days"),
            ("instances", "overrides"),
        ];
        let own = OF_REPEAT.into_iter().find(|key| *key == word);
        let own = own.filter(|key| *key != "on" || self.entries.contains_key("when"));
        let meant = words.into_iter().find(|(_, words)| is_one_of(word, words));
        own.or(meant.map(|(key, _)| key))
            .filter(|_| !(word == "days" && has_figure(self.text())))
    }

    fn under_repeat(&self, key: &'static str) -> Meaning {
        let value = inline(self.value).unwrap_or_else(|| "...".to_owned());
        let repeat = self.entries.get("repeat").map(|(_, repeat)| &repeat.kind);
        let mut keys: Vec<String> = Vec::new();
        for other in self.entries.keys() {
            if OF_REPEAT.contains(&other.as_str()) && !self.known.contains(&other.as_str()) {
                keys.push(other.clone());
            }
        }
        let has = |name: &str| keys.iter().any(|key| key == name);
        if has(self.name)
            && (matches!(repeat, Some(NodeKind::Mapping(_)))
                || repeat.is_none() && ["every", "until"].iter().all(|key| has(key))
                || repeat.is_none() && ["every", "count"].iter().all(|key| has(key)))
        {
            let written: Vec<String> = keys
                .iter()
                .map(|key| {
                    let value = self.entries.get(key).and_then(|(_, value)| inline(value));
                    format!("{key}: {}", value.unwrap_or_else(|| "...".to_owned()))
                })
                .collect();
            let (before, verb) = match (repeat.is_some(), keys.len()) {
                (true, 1) => ("..., ", "belongs"),
                (true, _) => ("..., ", "belong"),
                (false, 1) => ("", "belongs"),
                (false, _) => ("", "belong"),
            };
            let help = format!(
                "{} {verb} into `repeat`: `repeat: {{ {before}{} }}`",
                both_of(&keys),
                written.join(", ")
            );
            return Meaning::Into("repeat", help.into(), keys);
        }
        if key == "every" && repeat.is_none() {
            let unit = unit(self.text()).unwrap_or("week");
            let help = format!(
                "`every` belongs in `repeat`, with its end: `repeat: {{ every: {unit}, count: 10 }}`"
            );
            return Meaning::None(help.into(), Vec::new());
        }
        let before = match (key, repeat) {
            ("every", _) => "",
            (_, Some(_)) => "..., ",
            (_, None) => "every: week, ",
        };
        let help = format!("`{key}` belongs in `repeat`: `repeat: {{ {before}{key}: {value} }}`");
        Meaning::None(help.into(), Vec::new())
    }
}

/// Returns the key of a venue that a word in an event means.
fn key_of_venue(word: &str) -> Option<&'static str> {
    Some(match word {
        "address" | "adresse" | "direccion" | "city" | "town" | "ville" | "ciudad" | "street"
        | "rue" | "calle" => "address",
        "country" | "pays" | "pais" => "country",
        "geo" | "lat" | "lon" | "lng" | "latitude" | "longitude" | "coordinates" => "geo",
        "venuename" => "name",
        _ => return None,
    })
}
