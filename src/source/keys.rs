//! Words that people write for keys: which key is meant, by meaning first, then by spelling.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::diagnostic::nearest;

/// Keys, and the words that people write for them, without accents, spaces and `_`. A word means
/// the first key of its first row that the mapping has; it may be in several rows.
pub(super) const MEANINGS: &[(&str, &str)] = &[
    (
        "when dates",
        "date day days dates dateandtime datetime dtstart start startdate startsat begin begins \
         starts from on whenis fecha fechas dia debut datedebut datededebut inicio fechainicio \
         quand jour jours cuando period periode periodo",
    ),
    (
        "revision",
        "date version updated lastupdated modified asof stand edition maj misajour \
         revised actualizado fecha",
    ),
    (
        "hours",
        "time times hour starttime timing timings clock heure heures horaire horaires hora horas \
         horario schedule at openinghours sessions session",
    ),
    (
        "title",
        "summary name names subject titre titulo title nom nombre heading headline event label \
         eventname asunto intitule",
    ),
    (
        "name",
        "title titre nom nombre titulo label venuename venue place placename fullname",
    ),
    (
        "url",
        "link links href website site web homepage page enlace lien uri siteweb",
    ),
    (
        "links",
        "url urls link website site web homepage page enlace enlaces lien liens uri siteweb \
         attachments attachment documents document agenda registration register signup tickets \
         booking inscription inscriptions billetterie inscripcion entradas programme program",
    ),
    (
        "where",
        "venue venues location locations place places lieu lieux lugar lugares sitio ou donde \
         endroit ort site",
    ),
    (
        "description",
        "notes note details detail body text content comment comments remark remarks info \
         information infos descripcion descriptif detalles notas nota remarque remarques \
         desc about more observaciones",
    ),
    (
        "category",
        "tags tag type types kind kinds categories categorie categoria categorias group groups \
         topic class track theme labels genre tipo etiquetas",
    ),
    (
        "categories",
        "category tags types kinds categorie categoria categorias groups topics tracks",
    ),
    (
        "venue",
        "where location locations place places lieu lieux lugar venues",
    ),
    (
        "venues",
        "places locations sites lieux lugares rooms where venue location place lieu addresses",
    ),
    (
        "phases",
        "phase stages seasons terms periods parts saisons etapes fases semesters trimesters",
    ),
    (
        "phase",
        "stage season term semester saison fase etape trimester phases",
    ),
    (
        "feeds",
        "feed calendars ics flux subscriptions calendriers calendarios",
    ),
    (
        "plan",
        "calendar project programme program meta head settings config general calendrier",
    ),
    (
        "publish",
        "publication publishing output deploy publier publicar",
    ),
    (
        "events",
        "event entries items meetings evenements evenement eventos evento appointments",
    ),
    (
        "contact",
        "organizer organiser email mail phone tel telephone speaker speakers contacts contacto \
         organisateur organizador host person people responsible owner chair courriel correo \
         responsable lead leader coach",
    ),
    (
        "online",
        "zoom teams meet meeting webinar stream livestream video videocall conference call \
         jitsi webex googlemeet visio visioconference enligne enlinea virtual meetinglink \
         meetingurl onlinelink",
    ),
    (
        "repeat",
        "recurrence rrule recurring recur recurs repetition repeats repeating rule recurrencia \
         recurrente repetir repeter frequency freq",
    ),
    (
        "every",
        "freq frequency each repeat interval cada chaque period unit cycle",
    ),
    (
        "on",
        "day days byday weekday weekdays dayofweek dia dias jour jours bymonthday",
    ),
    (
        "until",
        "end ends enddate last lastday to till till_date fin hasta finish jusqua jusque",
    ),
    ("count", "times number occurrences meetings n total nombre"),
    (
        "except",
        "exdate exdates exceptions exception skip skips excluding exclude excluded without \
         sauf excepto holidays",
    ),
    (
        "instances",
        "overrides override changes moved exceptionsby dates recurrenceid instance",
    ),
    (
        "timezone",
        "tz zone timezones tzid fuseau fuseauhoraire zonahoraria zonehoraire huso",
    ),
    ("color", "colour couleur colours farbe colors hue"),
    (
        "geo",
        "coordinates coords coordinate latlon latlng latlong gps position coordonnees \
         coordenadas point location",
    ),
    (
        "address",
        "street city town location addr adresse direccion ville rue postaladdress streetaddress \
         where ciudad calle",
    ),
    ("country", "pays pais nation countrycode land state"),
    ("domain", "host hostname site website dominio domaine"),
    (
        "language",
        "lang locale languages langue idioma sprache lengua",
    ),
    (
        "duration",
        "length lasts lasting duree duracion dur howlong minutes",
    ),
    ("room", "hall salle sala rooms floor raum saal auditorium"),
    ("status", "state etat estado statut"),
    ("year", "years annee ano anneescolaire season saison"),
    ("weeks", "week weeknumbers semaines semanas numbering"),
    ("id", "key slug identifier ref reference code identifiant"),
    ("accept", "ignore allow silence suppress noqa"),
    ("select", "filter filters selection include query"),
    ("certainty", "certain status uncertain sure"),
    ("withdrawn", "removed deleted remove withdraw retired"),
    (
        "keep_cancelled",
        "keep keepdays noticedays keepcanceled cancelleddays",
    ),
    ("date_order", "order dateformat dayfirst"),
    ("placeholder", "placeholders"),
    ("longest_span", "longest span max maxspan maximum days"),
    ("cancelled", "canceled annule cancelado cancel"),
];

/// Words for what planfeed has nothing for.
const WITHOUT_KEY: &str = "reminder reminders alarm alarms private public visibility cost price \
    prices fee fees capacity priority attendees attendee participants guests image images icon \
    picture photo banner transparency busy free rsvp maxattendees seats passcode password \
    pin featured assigned assignee prix tarif precio aforo recordatorio rappel rappels catering \
    food dresscode language weather budget sponsor sponsors soloist cast team teams score result \
    alternative reason was holidays";

/// A word as it is compared: lower case, without accents, spaces, `_` and `-`.
pub(super) fn plain(word: &str) -> String {
    word.nfd()
        .filter(|c| !is_combining_mark(*c) && !c.is_whitespace() && !"_-:.’'".contains(*c))
        .flat_map(char::to_lowercase)
        .collect()
}

/// Whether a word, as it is compared, is in a list of words.
pub(super) fn is_one_of(word: &str, words: &str) -> bool {
    words.split_whitespace().any(|other| other == word)
}

/// Returns the key of a mapping that a word spells with other capitals, accents or hyphens.
pub(super) fn same(word: &str, known: &[&'static str]) -> Option<&'static str> {
    let word = plain(word);
    known.iter().copied().find(|key| plain(key) == word)
}

/// Returns the key of a mapping that a word means.
pub(super) fn meant(word: &str, known: &[&'static str]) -> Option<&'static str> {
    let word = plain(word);
    MEANINGS
        .iter()
        .filter(|(_, words)| is_one_of(&word, words))
        .flat_map(|(keys, _)| keys.split(' '))
        .find_map(|key| known.iter().copied().find(|known| *known == key))
}

/// Whether planfeed has nothing for what a word means.
pub(super) fn is_without_key(word: &str) -> bool {
    is_one_of(&plain(word), WITHOUT_KEY)
}

/// Returns the key of a mapping that is spelt like a word, or that a word spelt like it means.
pub(super) fn spelt_like(word: &str, known: &[&'static str]) -> Option<&'static str> {
    let word = plain(word);
    if let Some(key) = nearest(&word, known.iter().copied()) {
        return known.iter().copied().find(|known| *known == key);
    }
    let words = MEANINGS.iter().flat_map(|(_, words)| words.split(' '));
    let like = words
        .filter(|other| other.len() > 4 && word.len() > 4)
        .find(|other| strsim::damerau_levenshtein(other, &word) == 1)?;
    meant(like, known)
}

/// Whether a word is a key of definitions, or written for one.
pub(super) fn is_known(word: &str) -> bool {
    let word = plain(word);
    !word.is_empty()
        && MEANINGS.iter().any(|(keys, words)| {
            is_one_of(&word, words) || keys.split(' ').any(|key| plain(key) == word)
        })
}

/// Returns a text in quotes.
pub(super) fn quoted_text(text: &str) -> String {
    match text.contains(['"', '\\']) {
        true => format!("'{}'", text.replace('\'', "''")),
        false => format!("\"{text}\""),
    }
}
