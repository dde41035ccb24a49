//! Facts about what entries say, and how they are drawn.

use std::collections::BTreeSet;

use planfeed::ical::unescape;

use super::{PUBLISHED, all, entry_of, every_entry, first, parameter, text};

/// Apple, Thunderbird and Tuta show tags as they are: DESCRIPTION is plain, without another form.
#[test]
fn description_is_plain() {
    every_entry(|entry| {
        let description = first(entry, "DESCRIPTION")?;
        (!description.parameters.is_empty()).then(|| format!("{:?}", description.parameters))
    });
}

/// Outlook may take two UIDs of more than 202 octets for one.
#[test]
fn uids_are_short() {
    every_entry(|entry| {
        let uid = text(entry, "UID");
        (uid.len() > 200).then(|| format!("{} octets", uid.len()))
    });
}

/// Google, Thunderbird and Radicale show one of two entries with the same UID.
#[test]
fn uids_are_unique() {
    for calendar in &*PUBLISHED {
        let mut seen = BTreeSet::new();
        for entry in calendar.entries() {
            let name = ["UID", "RECURRENCE-ID"].map(|name| text(entry, name));
            assert!(seen.insert(name.clone()), "{}: {name:?}", calendar.place());
        }
    }
}

/// Outlook reads BUSYSTATUS first and takes an event without it for busy; others read TRANSP.
#[test]
fn nobody_is_made_busy() {
    every_entry(|entry| {
        let said = ["X-MICROSOFT-CDO-BUSYSTATUS", "TRANSP"].map(|name| text(entry, name));
        (said != ["FREE", "TRANSPARENT"]).then(|| format!("{said:?}"))
    });
}

/// Outlook cuts SUMMARY at 255 units of UTF-16.
#[test]
fn titles_are_not_cut_by_outlook() {
    every_entry(|entry| {
        let units = text(entry, "SUMMARY").encode_utf16().count();
        (units > 255).then(|| format!("{units} units"))
    });
}

/// Outlook shows what is cancelled as live, so its title says it first.
#[test]
fn titles_say_what_is_cancelled() {
    every_entry(|entry| {
        let is_cancelled = text(entry, "STATUS") == "CANCELLED";
        let summary = text(entry, "SUMMARY");
        (is_cancelled && !summary.starts_with("CANCELLED: ")).then_some(summary)
    });
}

/// Google and Home Assistant hide what STATUS says is cancelled: a plan may say it in the title
/// alone.
#[test]
fn a_plan_may_leave_it_to_the_title() {
    let off = entry_of("small", "off@small.test");
    let said = ["SUMMARY", "STATUS"].map(|name| text(off, name));
    assert_eq!(said, ["CANCELLED: Off", "CONFIRMED"]);
}

/// Google, Outlook and Etar draw no difference of what is tentative: its title says it.
#[test]
fn titles_say_what_is_not_settled() {
    every_entry(|entry| {
        let is_tentative = text(entry, "STATUS") == "TENTATIVE";
        let summary = text(entry, "SUMMARY");
        let is_said = summary.starts_with('[') || summary.starts_with("POSTPONED: ");
        // A deadline is as vague as its day.
        let is_deadline = text(entry, "X-PLANFEED-WHEN").starts_with("../");
        (is_tentative && !is_said && !is_deadline).then_some(summary)
    });
}

/// Google, Outlook and Samsung do not show URL, so every address is in DESCRIPTION too.
#[test]
fn addresses_are_in_the_description() {
    every_entry(|entry| {
        let description = text(entry, "DESCRIPTION");
        let links = all(entry, "X-PLANFEED-LINK").into_iter().map(|link| {
            let link = unescape(&link.value);
            link.split(' ').next().unwrap_or_default().to_owned()
        });
        let mut addresses = links.chain([text(entry, "URL"), text(entry, "CONFERENCE")]);
        addresses.find(|address| !description.contains(address.as_str()))
    });
}

/// No client is known to show CONFERENCE alone: its address is that of URL, and the place where no
/// venue is named.
#[test]
fn conferences_are_addresses_too() {
    every_entry(|entry| {
        let conference = first(entry, "CONFERENCE")?;
        let is_address = parameter(conference, "VALUE") == Some("URI");
        let is_url = text(entry, "URL") == conference.value;
        (!is_address || !is_url || text(entry, "LOCATION").is_empty()).then(|| format!("{entry:?}"))
    });
    let online = entry_of("tests/interop/said", "briefing@year.port-esker.example");
    assert_eq!(text(online, "LOCATION"), text(online, "CONFERENCE"));
    let both = entry_of("tests/interop/said", "hearing@year.port-esker.example");
    assert_ne!(text(both, "LOCATION"), text(both, "CONFERENCE"));
}

/// No client is known to show CONTACT, so DESCRIPTION has it.
#[test]
fn contacts_are_in_the_description() {
    every_entry(|entry| {
        let contact = text(entry, "CONTACT");
        let is_there = text(entry, "DESCRIPTION").contains(&contact);
        (!is_there).then_some(contact)
    });
}

/// Outlook reads CATEGORIES as a list, whose commas are bare, and those of a title are escaped.
#[test]
fn categories_are_a_list() {
    let open_day = entry_of("tests/interop/said", "open-day@year.port-esker.example");
    let lines = all(open_day, "CATEGORIES").into_iter();
    let values: Vec<_> = lines.map(|line| line.value.as_str()).collect();
    let values = values.join(",");
    let begin = r"Concerts\, large and small,Town Council,Planning\, building\; licences,Kinder";
    assert!(values.starts_with(begin), "{values}");
    assert!(values.contains(r",Back\\slash \\\, \\\; \\n,"), "{values}");
    assert!(values.ends_with(r#","Quoted"\, partly,Fringe"#), "{values}");
}

/// ICSx5 and Nextcloud draw an entry in COLOR, which is the name of a colour and no figures.
#[test]
fn colours_have_names() {
    every_entry(|entry| {
        let colour = &first(entry, "COLOR")?.value;
        let is_name = colour.chars().all(|letter| letter.is_ascii_lowercase());
        (!is_name).then(|| colour.clone())
    });
}

/// Apple draws a map for its own property only, titled as LOCATION is; Nextcloud breaks on a title
/// that is not quoted, and a quote cannot be within one.
#[test]
fn maps_are_titled_as_the_place_is() {
    let map = "X-APPLE-STRUCTURED-LOCATION";
    every_entry(|entry| {
        let location = text(entry, "LOCATION");
        let Some(line) = first(entry, map) else {
            let is_settled = first(entry, "GEO").is_some() && !location.ends_with(')');
            let is_missing = is_settled && !location.contains('"');
            return is_missing.then(|| format!("no map of {location}"));
        };
        let at = text(entry, "GEO").replace(';', ",");
        let is_right = parameter(line, "X-TITLE") == Some(location.as_str())
            && parameter(line, "VALUE") == Some("URI")
            && line.value.strip_prefix("geo:") == Some(at.as_str());
        (!is_right || location.contains('"')).then(|| format!("{line:?} of {location}"))
    });
    for calendar in &*PUBLISHED {
        let unfolded = String::from_utf8(calendar.bytes.clone()).expect("UTF-8");
        let unfolded = unfolded.replace("\r\n ", "");
        for line in unfolded.lines().filter(|line| line.starts_with(map)) {
            assert!(line.contains(r#";X-TITLE=""#), "{line}");
        }
    }
    let open = entry_of("tests/interop/said", "second-night@year.port-esker.example");
    assert!(first(open, map).is_none(), "{open:?}");
}
