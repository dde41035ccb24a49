//! French.

use pure_rust_locales::fr_FR::LC_TIME;

use super::{
    DayPart, FirstPlan, HoursTerm, InStretch, Language, Marker, OpenEnd, PageWords, Postponement,
    Refused, RefusedHours, Revised, Season, StatusWord, Term, Third, Units, Unsettled, Written,
};

/// French.
pub const FRENCH: Language = Language {
    code: "fr",
    months: &[LC_TIME::MON, LC_TIME::ABMON],
    weekdays: &[LC_TIME::DAY, LC_TIME::ABDAY],
    lexicon: &[
        (
            Term::Lead,
            "en, à, à la, au cours de, au cours du, courant, durant, pendant, dans, \
             dans le courant de, dans le courant du, au mois de, au mois d', dans la, dans le, \
             au courant de, au courant du, au cours de la, durant la, pendant la, au cours d', \
             lors de la, lors du, sur, en courant, à la date du, dans les, durant le, \
             pendant le, au cours des, en date du",
        ),
        (Term::The, "le, les, la, l'"),
        (
            Term::Of,
            "de, d', du, de la, de l', en, à la, au, du mois de, du mois d'",
        ),
        (
            Term::From,
            "du, de, d', des, depuis le, à partir du, à partir de, à compter du, à compter de",
        ),
        (Term::Between, "entre, entre le, entre la"),
        (
            Term::Within,
            "à une date entre, à une date entre le, un jour entre, un jour entre le",
        ),
        (
            Term::Inclusive,
            "inclus, incluse, inclusivement, inclusive, compris",
        ),
        (
            Term::Remark,
            "prolongé, prolongée, prolongation, report, mise à jour, mis à jour, nouveau, \
             nouvelle date, nouvelles dates, modifié, modifiée, actualisé, férié, jour férié, \
             lundi de pâques, pâques, dimanche de pâques, noël, ascension, jeudi de l'ascension, \
             pentecôte, lundi de pentecôte, toussaint, armistice, assomption, fête nationale, \
             fête du travail, nouvel an, jour de l'an, vendredi saint, épiphanie, mardi gras, \
             en ligne, hybride, en présentiel, dernier délai, définitif, définitive, pont, \
             pont de l'ascension, délai de rigueur",
        ),
        (
            Term::AnywhereOnEarth,
            "aoe, anywhere on earth, partout sur terre, n'importe où sur terre",
        ),
        (
            Term::To,
            "et jusqu'au, et jusqu'à, jusqu'au et y compris le, au, à, à la, jusqu'au, jusqu'à, jusqu'en",
        ),
        (
            Term::And,
            "et, et le, et la, et du, ainsi que, ainsi que le, et les, et en, et des",
        ),
        (
            Term::By,
            "au plus tard le, au plus tard, au plus tard en, au plus tard fin, d'ici le, d'ici, \
             d'ici au, d'ici à, d'ici la, d'ici l', pour le, date limite, avant le ou le, \
             échéance, au plus tard à la, d'ici à la, date limite le, date butoir, \
             au plus tard au, dernier jour, dernier jour le, date de clôture, clôture, \
             clôture le, limite, date limite au, limite le, le plus tard le",
        ),
        (
            Term::Latest,
            "au plus tard, dernier délai, inclus au plus tard, dernière limite, délai de rigueur",
        ),
        (
            Term::Ordinal(1),
            "i, premier, première, premiers, premières",
        ),
        (Term::Ordinal(2), "ii, deuxième, second, seconde"),
        (Term::Ordinal(3), "iii, troisième"),
        (Term::Ordinal(4), "iv, quatrième"),
        (Term::Ordinal(5), "cinquième"),
        (Term::Last, "dernier, dernière, dernières, derniers"),
        (Term::Number(1), "un, une"),
        (Term::Number(2), "deux"),
        (Term::Number(3), "trois"),
        (Term::Number(4), "quatre"),
        (Term::Number(5), "cinq"),
        (Term::Number(6), "six"),
        (Term::Number(7), "sept"),
        (Term::Number(8), "huit"),
        (Term::Number(9), "neuf"),
        (Term::Number(10), "dix"),
        (Term::Number(12), "douze"),
        (Term::Number(14), "quatorze"),
        (Term::DayWord(2), "deux"),
        (Term::DayWord(3), "trois"),
        (Term::DayWord(4), "quatre"),
        (Term::DayWord(5), "cinq"),
        (Term::DayWord(6), "six"),
        (Term::DayWord(7), "sept"),
        (Term::DayWord(8), "huit"),
        (Term::DayWord(9), "neuf"),
        (Term::DayWord(10), "dix"),
        (Term::DayWord(11), "onze"),
        (Term::DayWord(12), "douze"),
        (Term::DayWord(13), "treize"),
        (Term::DayWord(14), "quatorze"),
        (Term::DayWord(15), "quinze"),
        (Term::DayWord(16), "seize"),
        (Term::DayWord(17), "dix-sept, dix sept"),
        (Term::DayWord(18), "dix-huit, dix huit"),
        (Term::DayWord(19), "dix-neuf, dix neuf"),
        (Term::DayWord(20), "vingt"),
        (Term::DayWord(21), "vingt et un, vingt-et-un"),
        (Term::DayWord(22), "vingt-deux, vingt deux"),
        (Term::DayWord(23), "vingt-trois, vingt trois"),
        (Term::DayWord(24), "vingt-quatre, vingt quatre"),
        (Term::DayWord(25), "vingt-cinq, vingt cinq"),
        (Term::DayWord(26), "vingt-six, vingt six"),
        (Term::DayWord(27), "vingt-sept, vingt sept"),
        (Term::DayWord(28), "vingt-huit, vingt huit"),
        (Term::DayWord(29), "vingt-neuf, vingt neuf"),
        (Term::DayWord(30), "trente"),
        (Term::DayWord(31), "trente et un, trente-et-un"),
        (
            Term::OrdinalSuffix,
            "er, ère, re, e, è, ème, eme, nd, nde, d, de, ième, ieme, ières, ères",
        ),
        (Term::SpacedSuffix, "er, ère, ème, eme"),
        (
            Term::Day,
            "jour, jours, journée, journées, jours consécutifs",
        ),
        (Term::Week, "semaine, semaines, sem"),
        (
            Term::WeekSign,
            "s, sem, semaine n°, semaine numéro, semaine no",
        ),
        (
            Term::WeekOf,
            "semaine du, semaine de, semaine du lundi, semaine commençant le, \
             semaine débutant le, semaines du, sem du, semaine à partir du, semaines des, \
             semaine qui commence le",
        ),
        (
            Term::WeekEnding,
            "semaine se terminant le, semaine finissant le, semaine terminant le",
        ),
        (
            Term::Weekend,
            "week-end, weekend, week-ends, weekends, week end, we",
        ),
        (Term::Fortnight, "quinzaine"),
        (Term::Month, "mois"),
        (Term::Quarter, "trimestre, trimestres, trim"),
        (Term::QuarterSign, "t, q, trim, trimestre"),
        (Term::Half, "moitié"),
        (Term::Semester, "semestre, semestres, sem"),
        (Term::HalfSign, "s, h, sem, semestre"),
        (Term::Year, "année, an, l'année, l'an"),
        (
            Term::ThisYear,
            "prochain, prochains, prochaine, de cette année, cette année, de l'année en cours, \
             courant, de la même année",
        ),
        (Term::This, "ce, ces, cette, ce prochain"),
        (Term::SameMonth, "du même mois, du mois"),
        (Term::Third(Third::Early), "début, au début, tout début"),
        (Term::Third(Third::Mid), "mi, à la mi"),
        (Term::ThirdOfMonth(Third::Early), "commencement"),
        (Term::ThirdOfMonth(Third::Mid), "milieu"),
        (Term::ThirdOfMonth(Third::Late), "fin, à la fin, la fin"),
        (
            Term::Unsettled(Marker::Tbc),
            "à confirmer, reste à confirmer, encore à confirmer, restant à confirmer, \
             sous réserve de confirmation, sous réserve, provisoire, provisoires, \
             provisoirement, proposé, proposée, proposées, proposition, prévu, prévue, \
             prévus, prévues, indicatif, indicative, indicatives, envisagé, envisagée, \
             estimé, estimée, planifié, planifiée, non confirmé, non confirmée, non confirmées, à titre provisoire, \
             à titre indicatif, pas encore confirmé, pas encore confirmée, à valider, \
             doit être confirmée, en attente de confirmation, sera confirmée, seront confirmées, \
             restent à confirmer, non encore confirmée, à titre prévisionnel, prévisionnel, \
             prévisionnelle",
        ),
        (
            Term::Unsettled(Marker::Tba),
            "à annoncer, à communiquer, sera annoncée, seront annoncées, sera communiquée, \
             seront communiquées, à venir, à suivre, reste à annoncer, restent à annoncer, \
             pas encore annoncée, à être annoncée, communiquées ultérieurement, \
             communiquée ultérieurement, annoncée ultérieurement",
        ),
        (
            Term::Unsettled(Marker::Tbd),
            "à fixer, à préciser, à définir, à déterminer, à décider, reste à fixer, \
             reste à préciser, reste à définir, reste à déterminer, restent à définir, \
             restent à préciser, restent à fixer, restent à déterminer, non fixée, non définie, \
             non déterminée, à convenir, pas encore fixée, pas encore définie, indéterminée, \
             non précisée, à arrêter, à planifier, non encore fixée",
        ),
        (
            Term::Approximate,
            "vers, vers le, vers la, environ, autour du, aux alentours du, aux alentours de, \
             probablement, peut-être, aux environs du, approximativement, possiblement, probable",
        ),
        (
            Term::Date,
            "date, dates, date(s), date et heure, dates et heures, date et horaire, \
             date et lieu, dates et lieux, la date, les dates, date exacte, dates exactes, date précise, \
             dates précises, jour, jours, la date exacte, date définitive, dates définitives, \
             les dates exactes",
        ),
        (Term::MonthName(1), "janv"),
        (Term::MonthName(2), "fev, fevr"),
        (Term::MonthName(4), "avr"),
        (Term::MonthName(7), "juil, juill, jul"),
        (Term::MonthName(9), "sept, sep"),
        (Term::WeekdayName(4), "jeu"),
        (Term::WeekdayName(5), "ven"),
        (Term::Weekdays(0), "dimanches"),
        (Term::Weekdays(1), "lundis"),
        (Term::Weekdays(2), "mardis"),
        (Term::Weekdays(3), "mercredis"),
        (Term::Weekdays(4), "jeudis"),
        (Term::Weekdays(5), "vendredis"),
        (Term::Weekdays(6), "samedis"),
        (Term::Refused(Refused::Season(Season::Spring)), "printemps"),
        (
            Term::Refused(Refused::Season(Season::Summer)),
            "été, à l'été",
        ),
        (
            Term::Refused(Refused::Season(Season::Autumn)),
            "automne, à l'automne",
        ),
        (Term::Refused(Refused::Season(Season::Winter)), "hiver"),
        (
            Term::Refused(Refused::Season(Season::Rains)),
            "saison des pluies, saison sèche",
        ),
        (
            Term::Refused(Refused::Alternative),
            "ou, et/ou, ou bien, soit",
        ),
        (
            Term::Refused(Refused::OpenEnd(OpenEnd::From)),
            "à partir de, à partir du, à partir d', dès, depuis, à compter du, à compter de, \
             pas avant, au plus tôt, et au-delà, et après, à dater du",
        ),
        (Term::Refused(Refused::OpenEnd(OpenEnd::After)), "après"),
        (
            Term::Refused(Refused::OpenEnd(OpenEnd::Until)),
            "jusqu'au, jusqu'à, jusqu'en, jusque",
        ),
        (Term::Refused(Refused::OpenEnd(OpenEnd::Before)), "avant"),
        (
            Term::Refused(Refused::TimeOfDay),
            "h, heure, heures, midi, minuit, matin, après-midi, soir, soirée, matinée, \
             demi-journée, journée entière, toute la journée, am, pm, à partir de midi",
        ),
        (
            Term::Refused(Refused::Status(StatusWord::Cancelled)),
            "annulé, annulée, annulés, annulées",
        ),
        (
            Term::Refused(Refused::Status(StatusWord::Postponed)),
            "reporté, reportée, reportées, ajourné, ajournée, suspendu, suspendue, différé, \
             différée",
        ),
        (
            Term::Refused(Refused::Status(StatusWord::Confirmed)),
            "confirmé, confirmée, confirmées",
        ),
        (
            Term::Refused(Refused::Status(StatusWord::Other)),
            "déplacé, déplacée, terminé, terminée",
        ),
        (
            Term::Refused(Refused::Recurring),
            "chaque, tous les, toutes les, hebdomadaire, mensuel, mensuelle, trimestriel, \
             trimestrielle, annuel, annuelle, quotidien, quotidienne, bimensuel",
        ),
        (
            Term::Refused(Refused::NoDate),
            "en cours, dès que possible, continu, continue, permanent, permanente, immédiat, \
             immédiatement, s.o., sans objet, néant, pâques, noël, ramadan, \
             prochainement, bientôt, inconnu, inconnue, divers, diverses, \
             selon les besoins, si besoin, rentrée, vacances, ultérieurement, asap, aujourd'hui, \
             demain, exercice budgétaire, année scolaire, année universitaire, n/a, en continu",
        ),
    ],
    units: Units {
        hour: "h, heure, heures",
        minute: "m, mn, min, minute, minutes",
    },
    passcodes: "mot de passe, code secret, code d'acces, code d’acces, code confidentiel",
    places: "lieu, salle, endroit",
    online: "en ligne, virtuel, a distance, visioconference",
    intervals: &[
        ("2", "autre"),
        ("day", "quotidien, quotidienne"),
        ("week", "hebdomadaire, hebdo"),
        ("2 weeks", "quinzaine"),
        ("month", "mensuel, mensuelle"),
        ("3 months", "trimestre, trimestriel, trimestrielle"),
        ("6 months", "semestre, semestriel, semestrielle"),
        ("year", "an, ans, annuel, annuelle, années"),
    ],
    statuses: &[
        (
            "confirmed",
            "confirmé, confirmée, confirmés, confirmées, sûr, certain, fixé, fixée, maintenu, \
             maintenue, définitif, définitive, oui",
        ),
        (
            "tentative",
            "à confirmer, non confirmé, non confirmée, provisoire, éventuel, éventuelle, possible, \
             probable, incertain, incertaine, option, en option, à définir, à déterminer, \
             à préciser, à annoncer, peut-être, prévu, prévue, envisagé, envisagée, en attente",
        ),
        (
            "postponed",
            "reporté, reportée, reportés, reportées, report, différé, différée, décalé, décalée, \
             repoussé, repoussée, ajourné, ajournée, déplacé, déplacée, suspendu, suspendue",
        ),
        (
            "cancelled",
            "annulé, annulée, annulés, annulées, annulation, supprimé, supprimée, abandonné, \
             abandonnée, n'a pas lieu",
        ),
    ],
    colors: &[
        ("red", "rouge"),
        ("blue", "bleu, bleue"),
        ("green", "vert, verte"),
        ("yellow", "jaune"),
        ("orange", "orange"),
        ("purple", "violet, violette, pourpre"),
        ("pink", "rose"),
        ("brown", "marron, brun, brune"),
        ("grey", "gris, grise"),
        ("black", "noir, noire"),
        ("white", "blanc, blanche"),
        ("lightblue", "bleu clair"),
        ("darkblue", "bleu foncé"),
        ("lightgreen", "vert clair"),
        ("darkgreen", "vert foncé"),
        ("darkred", "rouge foncé"),
        ("lightgrey", "gris clair"),
        ("darkgrey", "gris foncé"),
        ("skyblue", "bleu ciel"),
        ("navy", "bleu marine"),
        ("turquoise", "turquoise"),
        ("gold", "doré, or"),
        ("silver", "argenté, argent"),
    ],
    hours: &[
        (HoursTerm::Lead, "à, @, a, les, le, la, l', à la, au, aux"),
        (
            HoursTerm::Label,
            "heure, heures, l'heure, horaire, horaires, l'horaire, les horaires, heure exacte, \
             horaire exact, horaires exacts, heure précise, heure de début, début, début à, \
             coup d'envoi, coup d'envoi à, ouverture, ouverture à, ouvert, ouverte, ouverts, \
             ouvertes, séance, séances, séance à, représentation, représentations, spectacle, \
             concert, concert à, messe, messe à, rendez-vous, rendez-vous à, rdv, rdv à, \
             départ, départ à, heures d'ouverture, horaires d'ouverture, commence à, débute à, \
             début du match, début des épreuves, coup d'envoi du match, kick-off, \
             début de la séance, début de séance, accueil du public, ouvert de, ouvert du, \
             heure du coup d'envoi, matinée, soirée, horaire du match, service, services, \
             réunion, réunion à, match à, horaires de",
        ),
        (
            HoursTerm::From,
            "de, dès, à partir de, a partir de, après, dès les, à partir des, à compter de, depuis, à dater de, des, d', du",
        ),
        (
            HoursTerm::Onwards,
            "et après, et au-delà, fin non indiquée, jusqu'à nouvel ordre, début, coup d'envoi, départ",
        ),
        (HoursTerm::Between, "entre, entre les"),
        (
            HoursTerm::To,
            "à, a, jusqu'à, jusqu'a, jusqu', jusque, au, et jusqu'à",
        ),
        (
            HoursTerm::Finish,
            "fin, fin à, et finit à, et se termine à, se termine à, finit à, fin prévue à, \
             et fin à, fermeture, fermeture à",
        ),
        (
            HoursTerm::Late,
            "la fin, la fermeture, fermeture, tard, l'aube, fin, épuisement",
        ),
        (
            HoursTerm::And,
            "et, puis, ainsi que, et puis, puis de, et de, plus, et à nouveau",
        ),
        (
            HoursTerm::Doors,
            "ouverture des portes, ouverture des portes à, portes, portes à, accueil, \
             accueil à, accueil dès, accueil à partir de, ouverture de la salle à, \
             ouverture de la salle, ouverture des grilles, ouverture des grilles à, \
             ouverture du stade, ouverture du stade à, accueil café",
        ),
        (HoursTerm::For, "pour"),
        (HoursTerm::DayPart(DayPart::Am), "am, a.m., a. m., a m, a.m"),
        (HoursTerm::DayPart(DayPart::Pm), "pm, p.m., p. m., p m, p.m"),
        (
            HoursTerm::DayPart(DayPart::Afternoon),
            "de l'après-midi, l'après-midi, après-midi, chaque après-midi, \
             tous les après-midis",
        ),
        (
            HoursTerm::DayPart(DayPart::Morning),
            "du matin, le matin, au matin, matin, chaque matin, tous les matins",
        ),
        (
            HoursTerm::DayPart(DayPart::Evening),
            "du soir, le soir, au soir, soir, chaque soir, tous les soirs",
        ),
        (
            HoursTerm::DayPart(DayPart::Night),
            "de la nuit, la nuit, chaque nuit, toutes les nuits",
        ),
        (HoursTerm::Hour, "h, heure, heures, hs, hrs"),
        (HoursTerm::Minute, "min, mn, minutes"),
        (HoursTerm::MinuteSign, ","),
        (HoursTerm::Number(1), "une, un"),
        (HoursTerm::Number(2), "deux"),
        (HoursTerm::Number(3), "trois"),
        (HoursTerm::Number(4), "quatre"),
        (HoursTerm::Number(5), "cinq"),
        (HoursTerm::Number(6), "six"),
        (HoursTerm::Number(7), "sept"),
        (HoursTerm::Number(8), "huit"),
        (HoursTerm::Number(9), "neuf"),
        (HoursTerm::Number(10), "dix"),
        (HoursTerm::Number(11), "onze"),
        (HoursTerm::Number(12), "douze"),
        (HoursTerm::Number(13), "treize"),
        (HoursTerm::Number(14), "quatorze"),
        (HoursTerm::Number(15), "quinze"),
        (HoursTerm::Number(16), "seize"),
        (HoursTerm::Number(17), "dix-sept"),
        (HoursTerm::Number(18), "dix-huit"),
        (HoursTerm::Number(19), "dix-neuf"),
        (HoursTerm::Number(20), "vingt"),
        (
            HoursTerm::Number(21),
            "vingt et une, vingt-et-une, vingt et un, vingt-et-un",
        ),
        (HoursTerm::Number(22), "vingt-deux"),
        (HoursTerm::Number(23), "vingt-trois"),
        (HoursTerm::Minutes(25), "vingt-cinq, vingt cinq"),
        (HoursTerm::Minutes(30), "trente"),
        (HoursTerm::Minutes(35), "trente-cinq, trente cinq"),
        (HoursTerm::Minutes(40), "quarante"),
        (HoursTerm::Minutes(45), "quarante-cinq, quarante cinq"),
        (HoursTerm::Minutes(50), "cinquante"),
        (HoursTerm::Minutes(55), "cinquante-cinq, cinquante cinq"),
        (HoursTerm::MinutesAfter(30), "et demie, et demi"),
        (HoursTerm::MinutesAfter(15), "et quart, un quart"),
        (
            HoursTerm::MinutesAfter(-15),
            "moins le quart, moins quart, moins un quart",
        ),
        (HoursTerm::MinutesAfter(-5), "moins cinq"),
        (HoursTerm::MinutesAfter(-10), "moins dix"),
        (HoursTerm::MinutesAfter(-20), "moins vingt"),
        (HoursTerm::MinutesAfter(-25), "moins vingt-cinq"),
        (HoursTerm::Noon, "midi, 12 h midi, 12h midi"),
        (HoursTerm::Midnight, "minuit"),
        (
            HoursTerm::NextDay,
            "le lendemain, lendemain, jour suivant, le jour suivant, du lendemain, \
             le lendemain matin, du jour suivant, j+1, +1, + 1",
        ),
        (
            HoursTerm::NightOf,
            "dans la nuit, la nuit, nuit, durant la nuit, pendant la nuit",
        ),
        (
            HoursTerm::AllDay,
            "toute la journée, la journée entière, journée entière, journée complète, \
             la journée complète, 24h/24, 24 h/24, 24h, 24 h, 24 heures, 24/7, 24/24, 24 heures sur 24, 24h sur 24, 24 h sur 24, \
             24h/24 et 7j/7, toute la journee",
        ),
        (
            HoursTerm::Remark,
            "précises, précise, précis, sans interruption, non-stop, en continu, \
             tous les jours, chaque jour, quotidiennement, tapantes, tapante, tapant, en journée continue, respectivement, journée continue, pile, \
             inclus, les deux jours, seulement, uniquement",
        ),
        (
            HoursTerm::Aside,
            "au lieu de, et non plus, et non, et non à, dernière entrée, dernière entrée à, \
             dernière admission, dernière admission à, plutôt que, à la place de, \
             dernier accès, dernier accès à, dernières entrées, dernières entrées à, \
             et non plus à, initialement, fermeture d'accès à, fermeture des portes à, \
             fermeture des caisses à, fermeture de la billetterie à, dernier départ à",
        ),
        (
            HoursTerm::Approximate,
            "vers, vers les, environ, aux environs de, aux alentours de, autour de, env., env, \
             approximativement, à environ, à peu près, circa, ca., approx., approx, estimée, \
             estimé, aux environs d', aux alentours d', à partir d'environ, ~",
        ),
        (
            HoursTerm::Local,
            "heure locale, heures locales, en heure locale, horaires locaux, local, locale, \
             heure du lieu",
        ),
        (
            HoursTerm::Zone(&["CET", "CEST"]),
            "heure de paris, heure française, heure de bruxelles, heure suisse, heure belge, \
             heure d'europe centrale, heure de genève, heure de madrid, heure de berlin, \
             heure de rome, heure de france, heures de paris, heure métropolitaine, \
             heure de métropole",
        ),
        (
            HoursTerm::Zone(&["GMT", "BST"]),
            "heure de londres, heure britannique, heure anglaise",
        ),
        (
            HoursTerm::Zone(&["EST", "EDT"]),
            "heure de l'est, heure de montréal, heure de new york, he, heure de québec, \
             heure du québec, heure de toronto, heure d'ottawa",
        ),
        (
            HoursTerm::Zone(&["GMT"]),
            "heure gmt, heure de greenwich, heure de dakar, heure d'abidjan",
        ),
        (
            HoursTerm::Zone(&["UTC"]),
            "heure utc, temps universel, temps universel coordonné",
        ),
        (HoursTerm::Zone(&["EST"]), "hne, heure normale de l'est"),
        (HoursTerm::Zone(&["EDT"]), "hae, heure avancée de l'est"),
        (HoursTerm::Zone(&["CST", "CDT"]), "heure du centre"),
        (HoursTerm::Zone(&["PST", "PDT"]), "heure du pacifique"),
        (
            HoursTerm::Refused(RefusedHours::Alternative),
            "ou, ou bien, soit, et/ou",
        ),
        (
            HoursTerm::Refused(RefusedHours::LastMoment),
            "avant, au plus tard à, au plus tard, pas plus tard que, d'ici, jusqu'au plus tard, \
             avant les, date limite",
        ),
        (
            HoursTerm::Refused(RefusedHours::NoStart),
            "jusqu'à, jusqu'a, jusqu', jusque, pas avant, fin à, se termine à",
        ),
        (
            HoursTerm::Refused(RefusedHours::PartOfDay),
            "matin, matinée, après-midi, soir, soirée, nuit, le matin, le soir, aube, \
             crépuscule, fin de journée, début de soirée, demi-journée, déjeuner, \
             coucher du soleil, lever du soleil, fin d'après-midi",
        ),
        (
            HoursTerm::Refused(RefusedHours::Days),
            "sauf, en semaine, week-end, weekend, jours fériés, chaque, tous les, fermé, \
             fermée, demain, aujourd'hui, hier, ce soir",
        ),
        (
            HoursTerm::Refused(RefusedHours::NoTime),
            "sur rendez-vous, divers, variable, variables, annulé, annulée, reporté, reportée, \
             dès que possible, en cours, inconnu, inconnue",
        ),
    ],
    written: Written {
        elisions: &[("de a", "d'a"), ("de o", "d'o")],
        day: "{day}",
        day_of_month: "{day} {month}",
        date: "{day} {month} {year}",
        first_day: "1er",
        range: "{first}–{last}",
        wide_range: "{first} – {last}",
        between: "à une date entre le {first} et le {last}",
        and: " et ",
        month: "{month} {year}",
        third_of_month: [
            "début {month} {year}",
            "mi-{month} {year}",
            "fin {month} {year}",
        ],
        half_of_month: [
            "première quinzaine de {month} {year}",
            "seconde quinzaine de {month} {year}",
        ],
        week_of_month: [
            "première semaine de {month} {year}",
            "deuxième semaine de {month} {year}",
            "troisième semaine de {month} {year}",
            "quatrième semaine de {month} {year}",
        ],
        last_week: "dernière semaine de {month} {year}",
        first_weeks: "{n} premières semaines de {month} {year}",
        last_weeks: "{n} dernières semaines de {month} {year}",
        week_of: "semaine du {date}",
        days_of_week: "semaine du {first} au {last}",
        quarter: "{ordinals} trimestre {year}",
        quarter_ordinals: ["premier", "deuxième", "troisième", "quatrième"],
        half: ["premier semestre de {year}", "second semestre de {year}"],
        by: "au plus tard le {date}",
        duration: "{dates}, {n} jours",
        duration_of_one: "{dates}, 1 jour",
        cancelled: "ANNULÉ : ",
        postponed: "REPORTÉ : ",
        tentative: "[provisoire] ",
        is_cancelled: "Cet événement est annulé",
        is_postponed: Postponement {
            planned: "Reporté. Date prévue : {when} ; la nouvelle date n'est pas encore connue",
            inexact: "Reporté. Date prévue : {when} ; la nouvelle date n'est pas encore connue",
            due: "Reporté. Date limite prévue : {date} ; la nouvelle date n'est pas encore connue",
            open: "Reporté. La nouvelle date n'est pas encore connue",
            as_below: "Reporté. La nouvelle date n'est pas encore connue ; voici ce qui était prévu",
        },
        is_tentative: "Cet événement est provisoire : il peut changer ou ne pas avoir lieu",
        date_not_fixed: "[date non fixée] ",
        time_marker: "[heure {marker}] ",
        venue_marker: "[lieu {marker}] ",
        room_marker: "[salle {marker}] ",
        date_unsettled: Unsettled {
            tbc: "Date à confirmer (TBC)",
            tba: "Date à annoncer (TBA)",
            tbd: "Date à déterminer (TBD)",
        },
        time_unsettled: Unsettled {
            tbc: "Heure à confirmer (TBC)",
            tba: "Heure à annoncer (TBA)",
            tbd: "Heure à déterminer (TBD)",
        },
        venue_unsettled: Unsettled {
            tbc: "Lieu à confirmer (TBC)",
            tba: "Lieu à annoncer (TBA)",
            tbd: "Lieu à déterminer (TBD)",
        },
        room_unsettled: Unsettled {
            tbc: "Salle à confirmer (TBC)",
            tba: "Salle à annoncer (TBA)",
            tbd: "Salle à déterminer (TBD)",
        },
        title_unsettled: Unsettled {
            tbc: "Titre à confirmer (TBC)",
            tba: "Titre à annoncer (TBA)",
            tbd: "Titre à déterminer (TBD)",
        },
        of_what: "{sentence} : {what}",
        exact_date_not_given: "Date exacte non indiquée : {when}",
        on_or_before: "Au plus tard le {date}",
        placeholder: "Affiché le {day} à titre indicatif seulement ; la date peut être n'importe quel jour entre le {first} et le {last}",
        printed_as: "Imprimé dans le plan : « {printed} »",
        full_title: "Titre complet : {title}",
        part: "Partie {n} sur {total}",
        when: "Quand : {when}",
        local_dates: "Les dates sont locales ({zone})",
        utc_dates: "Les dates sont en UTC",
        aoe_dates: "Les dates sont celles de « Anywhere on Earth » (AoE, UTC-12:00)",
        hours: "Horaires : {hours}",
        hours_on: "Horaires du {date} : {hours}",
        begins: "Début à {start} ; la fin n'est pas indiquée",
        instant: "À {start}",
        end_not_given: "{start} (fin non indiquée)",
        shown_until: "{start} (fin non indiquée, affiché jusqu'à {end})",
        marked_hours: "{hours}, {marker}",
        day_and_time: "{date}, {time}",
        session: "{start}–{end}",
        over_midnight: "{session} (le lendemain)",
        all_day: "toute la journée",
        repeats: "Se répète {every}{on} : {n} réunions du {first} au {last}",
        repeats_once: "Se répète {every}{on} : une seule réunion, le {first}",
        every: [
            "chaque jour",
            "chaque semaine",
            "chaque mois",
            "chaque année",
        ],
        every_nth: [
            "tous les {n} jours",
            "toutes les {n} semaines",
            "tous les {n} mois",
            "tous les {n} ans",
        ],
        on: " {days}",
        on_weekday: "le {weekday}",
        on_nth: "le {ordinal} {weekday}",
        ordinals: ["premier", "deuxième", "troisième", "quatrième", "dernier"],
        on_day_of_month: "le {n} du mois",
        on_last_day: "le dernier jour du mois",
        not_on: "Sauf aux dates suivantes : {dates}",
        in_place_of: "Remplace la date du {when}",
        onwards: "À partir du {date} : {what}",
        before: "Avant le {date} : {what}",
        the_same: "sans changement",
        confirmed: "confirmé",
        no_venue: "lieu non indiqué",
        in_stretch: InStretch {
            as_planned: "comme prévu",
            date_confirmed: "date confirmée",
            title: "titre « {title} »",
            online: "en ligne sur {online}",
            online_only: "en ligne seulement",
            not_online: "pas de réunion en ligne",
            contact: "contact {contact}",
            no_contact: "contact non indiqué",
            links: "autres liens",
            with_links: "avec des liens",
            no_links: "sans liens",
        },
        local_times: "Toutes les heures sont locales ({zone}, {offsets})",
        utc_times: "Toutes les heures sont en UTC",
        aoe_times: "Toutes les heures sont celles de « Anywhere on Earth » (AoE, UTC-12:00)",
        offset_from: "{offset} à partir du {date}, {time}",
        or: " ou ",
        online: "En ligne : {online}",
        contact: "Contact : {contact}",
        category: "Catégorie : {category}",
        categories: "Catégories : {categories}",
        phase: "Phase : {phase}",
        link: "{title} : {url}",
        last_changed: "Dernière modification dans le plan en date du {date}",
        removed: "Retiré du plan dans la révision du {date}",
        said_before: "Le texte précédent était :",
        feed_ended: "Ce calendrier est clos : {feed}",
        feed_ended_text: "Depuis la révision du {date}, le plan n'a plus d'événements pour ce calendrier. Il ne sera plus mis à jour : vous pouvez vous en désabonner.",
        all_events: "Tous les événements du plan : {url}",
        feed_of_plan: "{feed} – {plan}",
        calendar_description: "{plan}. Dernière modification en date du {date}.",
        broken_edit: "La dernière modification du plan n’a pas pu être publiée ; voici la dernière version qui l’a été.",
        revised: Revised {
            feed: "Modifications – {plan}",
            revision: "Révision du {date}",
            events: "Événements : {n}",
            first_publication: "Première publication, événements : {n}",
            venues: "lieux",
            texts: "textes",
            added: "nouveau",
            held: "a eu lieu",
            removed: "retiré",
            cancelled: "annulé",
            postponed: "reporté",
            restored: "rétabli",
            moved: "déplacé",
            firmed_up: "fixé",
            narrowed: "précisé",
            widened: "élargi",
            loosened: "remis en question",
            renamed: "renommé",
            recategorised: "reclassé",
            new_uid: "nouvel UID",
            duration: "durée",
            recurrence: "récurrence",
            other_text: "autre texte",
            date: "date",
            shown_on: "affiché le",
            hours: "heures",
            meeting: "réunion",
            time_zone: "fuseau horaire",
            venue: "lieu",
            contact: "contact",
            online: "réunion en ligne",
            status: "statut",
            title: "titre",
            category: "catégorie",
            phase: "phase",
            description: "description",
            entries: "entrées",
            details: "autres détails",
            changed: "modifié",
            alike: "{n} événements",
            more: "et {n} autres",
            meetings: "{n} réunions",
        },
        page: PageWords {
            contents: "Sommaire",
            skip: "Aller aux événements",
            as_of: "Au {date}",
            about: "À propos du plan",
            timeline: "Frise chronologique",
            timeline_text: "Chaque barre est un événement et mène à sa ligne du tableau.",
            certain_bar: "exactement ces jours",
            uncertain_bar: "non arrêté : à un moment de cette période",
            cancelled_bar: "annulé",
            postponed_bar: "reporté : prévu à l’origine ces jours-là",
            today: "aujourd’hui",
            no_category: "Autres événements",
            events: "Événements",
            when: "Date",
            event: "Événement",
            no_date: "Date pas encore connue",
            more: "Plus",
            not_all: "Cette page montre {n} événements sur {all} ; les calendriers les ont tous.",
            add_copy: "Ajouter une copie",
            add_copy_text: "« Ajouter une copie » ajoute un seul événement dans votre agenda, tel qu’il est maintenant. La copie reste telle quelle quand le plan change : pour rester à jour, abonnez-vous.",
            date_marker: "date {marker}",
            time_marker: "heure {marker}",
            venue_marker: "lieu {marker}",
            room_marker: "salle {marker}",
            online: "En ligne :",
            contact: "Contact :",
            title_marker: "titre {marker}",
            date_not_fixed: "date non fixée",
            tentative: "provisoire",
            cancelled: "annulé",
            postponed: "reporté",
            to_be: Unsettled {
                tbc: "à confirmer",
                tba: "à annoncer",
                tbd: "à déterminer",
            },
            filters: "Trouver des événements",
            search: "Mots",
            category: "Catégorie",
            phase: "Phase",
            certainty: "Certitude",
            all: "toutes",
            none: "aucune",
            certain: "certain",
            uncertain: "incertain",
            shown: "Affichés : {n} sur {all}",
            nothing_found: "Aucun événement ne correspond.",
            show_all: "Tout afficher",
            changes: "Ce qui a changé",
            follow_changes: "Suivre les changements (Atom)",
            feeds: "S’abonner",
            feeds_text: "Un calendrier auquel vous vous abonnez suit le plan : ce qui change ici y change aussi, dès que votre agenda regarde de nouveau, en général en quelques heures ou en un jour. Si « S’abonner » ne fait rien, copiez l’adresse et ajoutez-la à votre agenda comme calendrier d’internet (« à partir de l’URL »).",
            no_address: "On ne sait pas ici à quelle adresse les calendriers seront publiés (publish.url dans plan.yaml) : d’autres peuvent les télécharger, mais pas encore s’y abonner.",
            whole_plan: "Le plan entier",
            by_category: "Par catégorie",
            by_phase: "Par phase",
            by_choice: "Au choix",
            ended: "Terminés",
            subscribe: "S’abonner",
            copy: "Copier l’adresse",
            copied: "Copié",
            download: "Télécharger",
            import: "Importer une fois",
            import_text: "« Importer une fois » donne une copie qui reste telle quelle quand le plan change. Importer une copie plus récente met à jour certains agendas, Thunderbird ignore ce qu’il a déjà et Outlook crée des doublons : pour rester à jour, abonnez-vous.",
        },
    },
    first_plan: FirstPlan {
        title: "Mon plan",
        phase: "Première phase",
        meetings: "Réunions",
        deadlines: "Échéances",
        venue: "Grande salle",
        kick_off: "Réunion de lancement",
        course: "Cours du soir",
        second_meeting: "Deuxième réunion",
        report: "Remise du rapport",
    },
};
