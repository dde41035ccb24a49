//! How an event recurs: its stretches, cut where a meeting and all that follow differ from those
//! before, and the overrides in each.

use std::collections::BTreeMap;

use chrono::{NaiveDate, TimeDelta};

use super::clocks::check_clocks;
use super::cursor::Cursor;
use super::day::DayForms;
use super::overrides::{HoursPlace, MeetingContext, on_days};
use super::plan_file::PlanContext;
use super::repeat::{ReadRepeat, is_meeting, overlap, report_overlap};
use super::text::Text;
use crate::diagnostic::{Code, Help};
use crate::plan::{DateRange, Event, ONWARDS, Repeat, line};
use crate::source::InstanceEntry;

/// What is written for meetings, each with the planned day by which it is named.
type Meetings<'a> = BTreeMap<NaiveDate, Cursor<'a, InstanceEntry>>;

/// A stretch of a series.
struct ReadStretch<'a> {
    /// The planned days of its meetings, by the rule of the whole series. Its repeat has the days
    /// to which `when` moved them.
    planned: Vec<NaiveDate>,
    /// The event as it is in this stretch.
    event: Event,
    /// The place of the hours, if they are not those of the event.
    hours: Option<HoursPlace<'a>>,
}

impl PlanContext<'_> {
    /// Adds a repeat to an event, with its later stretches and its overrides. Returns how many
    /// stretches, from the first on, have the hours of the event.
    pub(super) fn add_repeat(
        &self,
        event: &mut Event,
        read: &ReadRepeat<'_>,
        context: MeetingContext,
    ) -> usize {
        let Some(repeat) = read.of(event.runs(), event.hours.as_deref()) else {
            return 1;
        };
        let first = event.window.first().to_string();
        let forms = DayForms {
            printed: Some(&first),
            ..DayForms::new(&self.grammar, context.dates)
        };
        let (single, onwards) = meetings(read, &repeat, forms);
        let series = SeriesContext {
            plan: self,
            event,
            repeat: &repeat,
            context,
        };
        let mut stretches = series.stretches(&onwards);
        for (day, entry) in &single {
            series.add_override(&mut stretches, *day, entry);
        }
        let alike = stretches.iter().take_while(|of| of.hours.is_none()).count();
        for stretch in &mut stretches {
            stretch.event.window = held(&stretch.event).unwrap_or(stretch.event.window);
            if let Some(hours) = &stretch.hours {
                hours.check_zone(&stretch.event);
                check_clocks(&stretch.event, &hours.at);
            }
        }
        let mut stretches = stretches.into_iter();
        if let Some(first) = stretches.next() {
            *event = first.event;
        }
        for later in stretches {
            event.window = event.window.hull(later.event.window);
            event.onwards.insert(later.planned[0], later.event);
        }
        alike
    }
}

/// A series of meetings, and the context in which they are read.
struct SeriesContext<'s, 'p> {
    plan: &'s PlanContext<'p>,
    /// The event, without its repeat.
    event: &'s Event,
    /// The whole repeat.
    repeat: &'s Repeat,
    context: MeetingContext,
}

impl SeriesContext<'_, '_> {
    /// Returns the stretches, up to one that is at fault. The window of each is still that of its
    /// first meeting.
    fn stretches<'a>(&self, onwards: &Meetings<'a>) -> Vec<ReadStretch<'a>> {
        let first = self.repeat.occurrences[0];
        let repeat = self.repeat.stretch(first, onwards.keys().next().copied());
        let mut stretches = vec![ReadStretch {
            planned: repeat.occurrences.clone(),
            event: Event {
                repeat: Some(Box::new(repeat)),
                ..self.event.clone()
            },
            hours: None,
        }];
        let mut ends = onwards.keys().copied().skip(1);
        for (start, entry) in onwards {
            let meetings = self.repeat.stretch(*start, ends.next());
            let before = &stretches[stretches.len() - 1];
            let Some(stretch) = self.stretch_after(before, meetings, entry) else {
                break;
            };
            stretches.push(stretch);
        }
        stretches
    }

    /// Returns the stretch of these meetings: what is not given for it is as in the one before.
    fn stretch_after<'a>(
        &self,
        before: &ReadStretch<'a>,
        meetings: Repeat,
        entry: &Cursor<'a, InstanceEntry>,
    ) -> Option<ReadStretch<'a>> {
        let planned = meetings.occurrences.clone();
        let start = planned[0];
        let usual = before.event.window.moved_to(start + before.moved_by())?;
        let mut event = on_days(&before.event, usual)?;
        // A venue without a zone has the clocks of the series, whatever those of the last one are.
        if let (Some(_), Some(hours), Some(series)) =
            (&entry.venue, &mut event.hours, &self.event.hours)
        {
            hours.zone = series.zone;
        }
        let hours = self.plan.give(&mut event, entry, self.context, true);
        let Some(uid) = self.event.uid.of_stretch(start) else {
            self.report_uid(entry);
            return None;
        };
        let Some(repeat) = meetings.moved(event.window.first() - start) else {
            self.report_no_rule(entry, &meetings);
            return None;
        };
        if event.hours.is_some() && event.window.count() > 1 {
            let message = "a meeting with hours that recurs begins on one day";
            let help = "leave the hours out, or write one day in `when`";
            at!(entry.hours).report(Code::BadRepeat, message, help);
            return None;
        }
        if let Some((one, other)) = overlapping(&before.event, &event, &repeat) {
            report_overlap(entry, one, other, "correct the date, or the hours");
            return None;
        }
        let repeat = Some(Box::new(repeat));
        Some(ReadStretch {
            planned,
            event: Event {
                uid,
                repeat,
                ..event
            },
            hours: hours.or_else(|| before.hours.clone()),
        })
    }

    fn report_uid(&self, entry: &Cursor<'_, InstanceEntry>) {
        let uid = self.event.uid.as_str();
        let message = format!("the UID `{uid}` is too long for `{ONWARDS}`");
        let help = "write these meetings as an event of their own, with a shorter UID";
        entry.on_key().report(Code::BadUid, message, help);
    }

    /// Reports meetings that no rule names when they are moved as the first of them is.
    fn report_no_rule(&self, entry: &Cursor<'_, InstanceEntry>, meetings: &Repeat) {
        let start = meetings.occurrences[0];
        let before = self.repeat.stretch(self.repeat.occurrences[0], Some(start));
        let own = "and write these meetings as an event of their own";
        let help = match (&meetings.occurrences[..], before.occurrences.last()) {
            ([only], _) => format!("write `{only}` alone, since no meeting follows"),
            (_, Some(last)) if before.held().count() > 1 => match self.repeat.is_counted {
                true => format!(
                    "end the series with `count: {}`, {own}",
                    before.occurrences.len()
                ),
                false => format!("end the series with `until: {last}`, {own}"),
            },
            _ => format!("leave `repeat` out of this event, {own}"),
        };
        let message = "no rule names the meetings that follow, each as many days later or earlier";
        at!(entry.when).report(Code::BadRepeat, message, help);
    }

    /// Adds an override to the stretch that has the meeting planned on that day.
    fn add_override(
        &self,
        stretches: &mut [ReadStretch<'_>],
        day: NaiveDate,
        entry: &Cursor<'_, InstanceEntry>,
    ) {
        for stretch in stretches {
            let Ok(nth) = stretch.planned.binary_search(&day) else {
                continue;
            };
            let event = &mut stretch.event;
            let day = repeat_of(event).occurrences[nth];
            let days = event.window.moved_to(day);
            let instance =
                days.and_then(|days| self.plan.override_of(event, days, entry, self.context));
            event
                .overrides
                .extend(instance.map(|instance| (day, instance)));
        }
    }
}

/// Returns two meetings that overlap: the last before a stretch and its first, or two of it.
fn overlapping(before: &Event, event: &Event, repeat: &Repeat) -> Option<(NaiveDate, NaiveDate)> {
    let mut one = before;
    let mut last = *repeat_of(before).occurrences.last()?;
    for day in &repeat.occurrences {
        let earlier = (last, one.window.count(), one.hours.as_deref());
        if overlap(earlier, (*day, event.hours.as_deref())) {
            return Some((last, *day));
        }
        (one, last) = (event, *day);
    }
    None
}

impl ReadStretch<'_> {
    /// Returns how much later, or earlier, its meetings are than the rule of the series names them.
    fn moved_by(&self) -> TimeDelta {
        self.event.window.first() - self.planned[0]
    }
}

fn repeat_of(stretch: &Event) -> &Repeat {
    stretch.repeat.as_deref().expect("a stretch recurs")
}

/// Returns the days from the first meeting of a stretch to the last, moved ones where they are now.
fn held(stretch: &Event) -> Option<DateRange> {
    let days = repeat_of(stretch).held();
    let days = days.filter_map(|day| match stretch.overrides.get(&day) {
        Some(instance) => Some(instance.window),
        None => stretch.window.moved_to(day),
    });
    days.reduce(DateRange::hull)
}

/// Returns what is written for single meetings, and what is written for meetings onwards.
fn meetings<'a>(
    read: &ReadRepeat<'a>,
    repeat: &Repeat,
    forms: DayForms<'_>,
) -> (Meetings<'a>, Meetings<'a>) {
    let entry = &read.entry;
    let (mut single, mut onwards) = (Meetings::new(), Meetings::new());
    for (name, entry) in at!(entry.instances).entries() {
        let Some((day, is_onwards)) = meeting(&name, forms) else {
            continue;
        };
        if !is_meeting(day, &repeat.occurrences, &name) {
            continue;
        }
        if is_onwards && repeat.held().next().is_none_or(|first| day <= first) {
            let message = format!("no meeting of this series is before {day}");
            let help = "give this to the event itself: it holds for all meetings";
            name.report(Code::BadRepeat, message, help);
        } else if repeat.except.contains(&day) {
            report_excepted(&name, day, is_onwards, repeat);
        } else if is_onwards {
            onwards.insert(day, entry);
        } else {
            single.insert(day, entry);
        }
    }
    (single, onwards)
}

fn report_excepted(name: &Text<'_>, day: NaiveDate, is_onwards: bool, repeat: &Repeat) {
    let message = format!("{day} is among the days without a meeting");
    let next = repeat.held().find(|held| *held > day);
    let help = match next.filter(|_| is_onwards) {
        Some(next) => format!("write the next meeting, `{next} {ONWARDS}`"),
        None => "remove the day here or from `except`".to_owned(),
    };
    name.report(Code::BadRepeat, message, help);
}

/// Reads the key of a meeting: `2026-06-09`, or `2026-06-09 onwards` for it and all that follow.
fn meeting(name: &Text<'_>, forms: DayForms<'_>) -> Option<(NaiveDate, bool)> {
    let first = name.strip_suffix(ONWARDS).map(str::trim_end);
    if let Some(day) = first.and_then(line::day)
        && **name == format!("{day} {ONWARDS}")
    {
        return Some((day, true));
    }
    let day = first.and_then(|first| line::day(first).or_else(|| forms.meant_day(first)));
    if let Some(day) = day {
        let message = format!("`{name}` is not in the form of `2026-05-28 {ONWARDS}`");
        name.report(
            Code::BadDay,
            message,
            Help::write(format!("{day} {ONWARDS}")),
        );
        return None;
    }
    let words = name.split(|c: char| !c.is_ascii_digit() && c != '-');
    let named = words.map(|word| word.trim_matches('-')).find_map(line::day);
    match named {
        Some(day) if day.to_string() != **name => {
            let message = format!("`{name}` does not name a meeting");
            let help = format!(
                "write `{day} {ONWARDS}` for this meeting and all that follow, `{day}` for this \
                 one alone"
            );
            name.report(Code::BadDay, message, help);
            None
        }
        _ => Some((forms.day(name)?, false)),
    }
}
