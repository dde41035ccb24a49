//! Spanish.

use pure_rust_locales::es_ES::LC_TIME;

use super::{
    DayPart, FirstPlan, HoursTerm, InStretch, Language, Marker, OpenEnd, PageWords, Postponement,
    Refused, RefusedHours, Revised, Season, StatusWord, Term, Third, Units, Unsettled, Written,
};

/// Spanish.
pub(crate) const SPANISH: Language = Language {
    code: "es",
    months: &[LC_TIME::MON, LC_TIME::ABMON],
    weekdays: &[LC_TIME::DAY, LC_TIME::ABDAY],
    lexicon: &[
        (
            Term::Lead,
            "en, a, a la, durante, durante el mes de, en el mes de, en el, en la, en los, \
             en las, durante la, durante el, a lo largo de, en el curso de, en el transcurso de, \
             algún día de, dentro de, en algún momento de, a lo largo del, \
             en algún momento del",
        ),
        (Term::The, "el, la, el día, día"),
        (Term::Those, "los, las, los días, días"),
        (Term::Of, "de, del, de la, de los, en, en el, del mes de, a"),
        (
            Term::From,
            "del, de, desde el, desde, desde el día, del día, de el",
        ),
        (Term::Between, "entre el, entre, entre la, entre los días"),
        (
            Term::Within,
            "en una fecha entre, en una fecha entre el, algún día entre, algún día entre el",
        ),
        (
            Term::Inclusive,
            "inclusive, inclusives, ambos inclusive, ambos incluidos, ambos días inclusive, \
             ambas fechas inclusive, incluido, incluidos, ambos inclusives",
        ),
        (
            Term::Remark,
            "prorrogado, prorrogada, ampliado, ampliada, prórroga, ampliación, actualizado, \
             actualizada, nuevo, nueva fecha, nuevas fechas, modificado, modificada, festivo, \
             feriado, día festivo, lunes de pascua, pascua, domingo de pascua, navidad, \
             viernes santo, jueves santo, año nuevo, reyes, día de reyes, epifanía, \
             día del trabajo, día del trabajador, asunción, inmaculada, todos los santos, \
             fiesta nacional, nochebuena, nochevieja, en línea, presencial, híbrido, \
             definitivo, definitiva, improrrogable, puente",
        ),
        (
            Term::AnywhereOnEarth,
            "aoe, anywhere on earth, en cualquier lugar del mundo, en cualquier parte del mundo",
        ),
        (
            Term::To,
            "y hasta el, y hasta, hasta el día, hasta e incluyendo el, al, a, hasta el, hasta, a la, al día, hasta la",
        ),
        (
            Term::And,
            "y, e, y el, y del, así como, y la, y los días, y en",
        ),
        (
            Term::By,
            "a más tardar el, a más tardar, a más tardar en, a más tardar a, no más tarde del, \
             no más tarde de, antes o el, fecha límite, plazo, como máximo el, \
             como muy tarde el, como muy tarde, como muy tarde en, como máximo, fecha tope, \
             a más tardar para, a más tardar a la, plazo hasta el, último día, último día el, el último día, fecha de cierre, cierre, \
             fecha tope el, fecha límite el, antes o en",
        ),
        (Term::Latest, "a más tardar, como máximo, como muy tarde"),
        (Term::Ordinal(1), "i, primer, primero, primera, primeras"),
        (Term::Ordinal(2), "ii, segundo, segunda"),
        (Term::Ordinal(3), "iii, tercer, tercero, tercera"),
        (Term::Ordinal(4), "iv, cuarto, cuarta"),
        (Term::Ordinal(5), "quinto, quinta"),
        (Term::Last, "último, última, últimos, últimas"),
        (Term::Number(1), "un, uno, una"),
        (Term::Number(2), "dos"),
        (Term::Number(3), "tres"),
        (Term::Number(4), "cuatro"),
        (Term::Number(5), "cinco"),
        (Term::Number(6), "seis"),
        (Term::Number(7), "siete"),
        (Term::Number(8), "ocho"),
        (Term::Number(9), "nueve"),
        (Term::Number(10), "diez"),
        (Term::Number(12), "doce"),
        (Term::Number(14), "catorce"),
        (Term::DayWord(1), "uno"),
        (Term::DayWord(2), "dos"),
        (Term::DayWord(3), "tres"),
        (Term::DayWord(4), "cuatro"),
        (Term::DayWord(5), "cinco"),
        (Term::DayWord(6), "seis"),
        (Term::DayWord(7), "siete"),
        (Term::DayWord(8), "ocho"),
        (Term::DayWord(9), "nueve"),
        (Term::DayWord(10), "diez"),
        (Term::DayWord(11), "once"),
        (Term::DayWord(12), "doce"),
        (Term::DayWord(13), "trece"),
        (Term::DayWord(14), "catorce"),
        (Term::DayWord(15), "quince"),
        (Term::DayWord(16), "dieciséis"),
        (Term::DayWord(17), "diecisiete"),
        (Term::DayWord(18), "dieciocho"),
        (Term::DayWord(19), "diecinueve"),
        (Term::DayWord(20), "veinte"),
        (Term::DayWord(21), "veintiuno, veintiún"),
        (Term::DayWord(22), "veintidós"),
        (Term::DayWord(23), "veintitrés"),
        (Term::DayWord(24), "veinticuatro"),
        (Term::DayWord(25), "veinticinco"),
        (Term::DayWord(26), "veintiséis"),
        (Term::DayWord(27), "veintisiete"),
        (Term::DayWord(28), "veintiocho"),
        (Term::DayWord(29), "veintinueve"),
        (Term::DayWord(30), "treinta"),
        (Term::DayWord(31), "treinta y uno, treinta y un"),
        (
            Term::OrdinalSuffix,
            "º, ª, °, o, a, er, ro, do, ero, era, to, ra, da, ta, ma, mo",
        ),
        (Term::SpacedSuffix, "º, °, er"),
        (
            Term::Day,
            "día, días, jornada, jornadas, días consecutivos, días seguidos, días completos",
        ),
        (Term::Week, "semana, semanas, sem"),
        (
            Term::WeekSign,
            "s, sem, semana n°, semana nº, semana número, semana no",
        ),
        (
            Term::WeekOf,
            "semana del, semana de, semana del lunes, semana que comienza el, \
             semana que empieza el, semana que inicia el, semanas del, sem del, \
             semana a partir del, semanas de",
        ),
        (
            Term::WeekEnding,
            "semana que termina el, semana que finaliza el, semana que acaba el",
        ),
        (
            Term::Weekend,
            "fin de semana, fines de semana, finde, findes, fin de semana los días",
        ),
        (Term::Fortnight, "quincena"),
        (Term::Month, "mes"),
        (Term::Quarter, "trimestre, trimestres, trim"),
        (Term::QuarterSign, "t, q, trim, trimestre"),
        (Term::Half, "mitad"),
        (Term::Semester, "semestre, semestres, sem"),
        (Term::HalfSign, "s, h, sem, semestre"),
        (Term::Year, "año"),
        (
            Term::ThisYear,
            "próximo, próximos, próxima, de este año, este año, del presente año, \
             del año en curso, del corriente año, del corriente, del mismo año, pasado, \
             del pasado año, del año pasado",
        ),
        (
            Term::This,
            "este, el próximo, próximo, el pasado, pasado, estos",
        ),
        (Term::SameMonth, "del mismo mes, del mes, del mismo"),
        (
            Term::Third(Third::Early),
            "principios, inicios, comienzos, primeros, ppios, ppio",
        ),
        (Term::Third(Third::Mid), "mediados, med"),
        (
            Term::ThirdOfMonth(Third::Early),
            "principio, inicio, comienzo",
        ),
        (Term::ThirdOfMonth(Third::Mid), "mitad"),
        (
            Term::ThirdOfMonth(Third::Late),
            "fin, final, finales, fines",
        ),
        (
            Term::Unsettled(Marker::Tbc),
            "por confirmar, a confirmar, por confirmarse, pendiente de confirmación, \
             pendiente de confirmar, sin confirmar, provisional, provisionales, \
             provisionalmente, provisorio, provisoria, tentativo, tentativa, tentativas, \
             tentativamente, sujeto a confirmación, sujeta a confirmación, \
             sujetas a confirmación, propuesto, propuesta, propuestas, previsto, prevista, \
             previstas, previstos, indicativo, indicativa, indicativas, planificado, \
             planificada, orientativo, orientativa, estimado, estimada, estimadas, prevista para, \
             no confirmado, no confirmada, no confirmadas, \
             aún por confirmar, todavía por confirmar, pendiente confirmar, \
             está por confirmarse, a ser confirmada, a ser confirmadas, preliminar, \
             sujeto a cambios, por ser confirmada",
        ),
        (
            Term::Unsettled(Marker::Tba),
            "por anunciar, a anunciar, por anunciarse, por comunicar, se anunciará, \
             se anunciarán, se comunicará, pendiente de anuncio, pendiente de anunciar, \
             a ser anunciada, se informará, por publicar, aún por anunciar, a comunicar, \
             por informar",
        ),
        (
            Term::Unsettled(Marker::Tbd),
            "por definir, por determinar, a definir, a determinar, por decidir, por fijar, \
             por establecer, por precisar, por definirse, por determinarse, sin definir, \
             sin determinar, pendiente de definir, pendiente de fijar, pendiente de determinar, \
             aún por definir, aún por determinar, por concretar, a concretar, a convenir, \
             por acordar, sin fijar, pendiente de definición, a fijar, por especificar, \
             se definirá, indefinida, por programar, por concretarse, por fijarse",
        ),
        (
            Term::Approximate,
            "hacia, hacia el, alrededor del, alrededor de, aproximadamente, en torno al, \
             en torno a, cerca del, probablemente, posiblemente, quizás, tal vez, sobre el, \
             probable, aprox",
        ),
        (
            Term::Date,
            "fecha, fechas, fecha y hora, fecha y horario, fechas y horarios, fecha y lugar, \
             la fecha, las fechas, fecha exacta, fechas exactas, fecha precisa, \
             fechas precisas, fecha concreta, fechas concretas, fecha(s), día, fecha definitiva, \
             fechas definitivas, día exacto, días, la fecha exacta, fecha está",
        ),
        (Term::WeekdayName(3), "mier, mierc"),
        (Term::WeekdayName(4), "juev"),
        (Term::WeekdayName(5), "vier"),
        (Term::Weekdays(0), "domingos"),
        (Term::Weekdays(6), "sábados"),
        (Term::Weekdays(1), "los lunes"),
        (Term::Weekdays(2), "los martes"),
        (Term::Weekdays(3), "los miércoles"),
        (Term::Weekdays(4), "los jueves"),
        (Term::Weekdays(5), "los viernes"),
        (Term::MonthName(9), "setiembre, sept, set"),
        (Term::Refused(Refused::Season(Season::Spring)), "primavera"),
        (Term::Refused(Refused::Season(Season::Summer)), "verano"),
        (Term::Refused(Refused::Season(Season::Autumn)), "otoño"),
        (Term::Refused(Refused::Season(Season::Winter)), "invierno"),
        (
            Term::Refused(Refused::Season(Season::Rains)),
            "época de lluvias, estación seca, temporada de lluvias",
        ),
        (Term::Refused(Refused::Alternative), "o, u, y/o, o bien"),
        (
            Term::Refused(Refused::OpenEnd(OpenEnd::From)),
            "a partir de, a partir del, desde, desde el, no antes del, no antes de, en adelante",
        ),
        (
            Term::Refused(Refused::OpenEnd(OpenEnd::After)),
            "después del, después de, tras",
        ),
        (
            Term::Refused(Refused::OpenEnd(OpenEnd::Until)),
            "hasta, hasta el, hasta finales",
        ),
        (
            Term::Refused(Refused::OpenEnd(OpenEnd::Before)),
            "antes del, antes de, previo a",
        ),
        (
            Term::Refused(Refused::TimeOfDay),
            "h, hs, hora, horas, mediodía, medianoche, mañana, tarde, noche, am, pm, a.m., p.m., \
             a las, a la una, todo el día, medio día, media jornada, hrs",
        ),
        (
            Term::Refused(Refused::Status(StatusWord::Cancelled)),
            "cancelado, cancelada, canceladas, cancelados, anulado, anulada",
        ),
        (
            Term::Refused(Refused::Status(StatusWord::Postponed)),
            "aplazado, aplazada, pospuesto, pospuesta, postergado, postergada, suspendido, \
             suspendida",
        ),
        (
            Term::Refused(Refused::Status(StatusWord::Confirmed)),
            "confirmado, confirmada, confirmadas",
        ),
        (
            Term::Refused(Refused::Status(StatusWord::Other)),
            "finalizado, finalizada, reprogramado, reprogramada, realizado, realizada",
        ),
        (
            Term::Refused(Refused::Recurring),
            "cada, todos los, todas las, semanal, mensual, diario, diaria, trimestral, anual, \
             semestral, quincenal, semanalmente, mensualmente",
        ),
        (
            Term::Refused(Refused::NoDate),
            "en curso, lo antes posible, cuanto antes, continuo, continua, permanente, \
             inmediato, inmediata, no aplica, ninguna, ninguno, semana santa, \
             navidad, ramadán, próximamente, pronto, desconocida, varios, \
             varias, según necesidad, asap, n/a, hoy, vacaciones, año fiscal, año escolar, \
             año académico, cuatrimestre, bimestre, cuatrimestral, bimestral, curso académico, \
             continuamente, indefinidamente",
        ),
    ],
    units: Units {
        hour: "h, hora, horas",
        minute: "m, min, minuto, minutos",
    },
    passcodes: "contrasena, codigo de acceso, clave de acceso, codigo secreto",
    places: "lugar, sala, aula, salon",
    online: "en linea, virtual, a distancia",
    intervals: &[
        ("2", "otro, otra"),
        ("day", "diario, diaria, diariamente"),
        ("week", "semanal, semanalmente"),
        ("2 weeks", "quincenal, quincena"),
        ("month", "mensual, mensualmente, meses"),
        ("3 months", "trimestral, trimestre"),
        ("6 months", "semestral, semestre"),
        ("year", "anual, anualmente, años"),
    ],
    statuses: &[
        (
            "confirmed",
            "confirmado, confirmada, confirmados, confirmadas, seguro, segura, fijo, fija, \
             definitivo, definitiva, sí",
        ),
        (
            "tentative",
            "por confirmar, a confirmar, sin confirmar, provisional, tentativo, tentativa, posible, \
             probable, eventual, pendiente, por determinar, por definir, por anunciar, quizás, \
             tal vez, previsto, prevista, propuesto, propuesta",
        ),
        (
            "postponed",
            "aplazado, aplazada, aplazados, aplazadas, pospuesto, pospuesta, postergado, postergada, \
             reprogramado, reprogramada, retrasado, retrasada, suspendido, suspendida, trasladado, \
             movido",
        ),
        (
            "cancelled",
            "cancelado, cancelada, cancelados, canceladas, anulado, anulada, anulados, anuladas, \
             suprimido, suprimida, desconvocado, desconvocada",
        ),
    ],
    colors: &[
        ("red", "rojo, roja"),
        ("blue", "azul"),
        ("green", "verde"),
        ("yellow", "amarillo, amarilla"),
        ("orange", "naranja, anaranjado"),
        ("purple", "morado, morada, púrpura, violeta"),
        ("pink", "rosa, rosado"),
        ("brown", "marrón, café"),
        ("grey", "gris"),
        ("black", "negro, negra"),
        ("white", "blanco, blanca"),
        ("lightblue", "azul claro"),
        ("darkblue", "azul oscuro"),
        ("lightgreen", "verde claro"),
        ("darkgreen", "verde oscuro"),
        ("darkred", "rojo oscuro"),
        ("lightgrey", "gris claro"),
        ("darkgrey", "gris oscuro"),
        ("skyblue", "celeste"),
        ("navy", "azul marino"),
        ("turquoise", "turquesa"),
        ("gold", "dorado"),
        ("silver", "plateado"),
    ],
    hours: &[
        (
            HoursTerm::Lead,
            "a las, @, a la, las, la, a, al, el, los, las horas, de las, de la",
        ),
        (
            HoursTerm::Label,
            "hora, horas, la hora, horario, horarios, el horario, horario de, hora exacta, \
             hora de inicio, horario exacto, inicio, inicio a las, comienzo, comienzo a las, \
             empieza a las, comienza a las, inicia a las, apertura, apertura a las, abierto, \
             abierta, abierto de, función, funciones, sesión, sesiones, saque inicial, \
             hora del partido, kick-off, misa, misas, pase, pases, cita, salida, salida a las, \
             horario de apertura, horario de atención, horario del partido, hora de comienzo, \
             da inicio a las, inicia, comienza, empieza, puntapié inicial, abre, abre a las, \
             abren a las, partido, encuentro, concierto, conciertos, reunión",
        ),
        (
            HoursTerm::From,
            "de, del, desde, desde las, desde la, después de las, después de la, \
             pasadas las, a partir de, a partir de las, a partir de la, \
             de las, de la, a contar de las, desde el, a partir del",
        ),
        (
            HoursTerm::Onwards,
            "en adelante, y en adelante, inicio, hasta nuevo aviso, sin hora de fin",
        ),
        (HoursTerm::Between, "entre, entre las, entre la"),
        (
            HoursTerm::To,
            "a, a las, a la, al, hasta, hasta las, hasta la, hasta el, y hasta las",
        ),
        (
            HoursTerm::Finish,
            "fin, fin a las, termina a las, y termina a las, finaliza a las, y finaliza a las, \
             cierre, cierre a las, y fin a las, final a las, cierra a las, y cierra a las, \
             y cierran a las, termina a la, y finaliza, y termina",
        ),
        (
            HoursTerm::Late,
            "el cierre, cierre, tarde noche, el final, el amanecer, fin, finalizar, terminar",
        ),
        (
            HoursTerm::And,
            "y, e, y a las, y de, así como, más, y luego, luego, y también, y desde",
        ),
        (
            HoursTerm::Doors,
            "apertura de puertas, apertura de puertas a las, puertas, puertas a las, \
             se abren las puertas a las, recepción, recepción a las, acreditación, \
             acreditaciones, registro, registro a las, apertura de la sala",
        ),
        (HoursTerm::For, "para, para las"),
        (HoursTerm::DayPart(DayPart::Am), "am, a.m., a. m., a m, a.m"),
        (HoursTerm::DayPart(DayPart::Pm), "pm, p.m., p. m., p m, p.m"),
        (
            HoursTerm::DayPart(DayPart::SmallHours),
            "de la madrugada, madrugada",
        ),
        (
            HoursTerm::DayPart(DayPart::Afternoon),
            "de la tarde, tarde, por la tarde, del mediodía, de mediodía, cada tarde, \
             todas las tardes",
        ),
        (
            HoursTerm::DayPart(DayPart::Morning),
            "de la mañana, por la mañana, de la manana, cada mañana, todas las mañanas",
        ),
        (
            HoursTerm::DayPart(DayPart::Night),
            "de la noche, por la noche, noche, cada noche, todas las noches",
        ),
        (
            HoursTerm::DayPart(DayPart::Meridies),
            "m., m, meridiano, m. d., m.d., md, m d",
        ),
        (HoursTerm::Hour, "h, hs, hrs, hr, hora, horas, hras"),
        (HoursTerm::OClock, "en punto"),
        (HoursTerm::Minute, "min, minutos"),
        (HoursTerm::MinuteSign, ","),
        (HoursTerm::MinuteSign, "'"),
        (HoursTerm::Number(1), "una"),
        (HoursTerm::Number(2), "dos"),
        (HoursTerm::Number(3), "tres"),
        (HoursTerm::Number(4), "cuatro"),
        (HoursTerm::Number(5), "cinco"),
        (HoursTerm::Number(6), "seis"),
        (HoursTerm::Number(7), "siete"),
        (HoursTerm::Number(8), "ocho"),
        (HoursTerm::Number(9), "nueve"),
        (HoursTerm::Number(10), "diez"),
        (HoursTerm::Number(11), "once"),
        (HoursTerm::Number(12), "doce"),
        (HoursTerm::Number(13), "trece"),
        (HoursTerm::Number(14), "catorce"),
        (HoursTerm::Number(15), "quince"),
        (HoursTerm::Number(16), "dieciséis"),
        (HoursTerm::Number(17), "diecisiete"),
        (HoursTerm::Number(18), "dieciocho"),
        (HoursTerm::Number(19), "diecinueve"),
        (HoursTerm::Number(20), "veinte"),
        (HoursTerm::Number(21), "veintiuna"),
        (HoursTerm::Number(22), "veintidós"),
        (HoursTerm::Number(23), "veintitrés"),
        (HoursTerm::Minutes(25), "veinticinco"),
        (HoursTerm::Minutes(30), "treinta"),
        (HoursTerm::Minutes(35), "treinta y cinco"),
        (HoursTerm::Minutes(40), "cuarenta"),
        (HoursTerm::Minutes(45), "cuarenta y cinco"),
        (HoursTerm::Minutes(50), "cincuenta"),
        (HoursTerm::Minutes(55), "cincuenta y cinco"),
        (HoursTerm::MinutesAfter(30), "y media, y treinta"),
        (HoursTerm::MinutesAfter(15), "y cuarto, y quince"),
        (HoursTerm::MinutesAfter(5), "y cinco"),
        (HoursTerm::MinutesAfter(10), "y diez"),
        (HoursTerm::MinutesAfter(20), "y veinte"),
        (HoursTerm::MinutesAfter(25), "y veinticinco"),
        (HoursTerm::MinutesAfter(35), "y treinta y cinco"),
        (HoursTerm::MinutesAfter(40), "y cuarenta"),
        (HoursTerm::MinutesAfter(45), "y cuarenta y cinco"),
        (HoursTerm::MinutesAfter(50), "y cincuenta"),
        (HoursTerm::MinutesAfter(55), "y cincuenta y cinco"),
        (HoursTerm::MinutesAfter(-15), "menos cuarto"),
        (HoursTerm::MinutesAfter(-5), "menos cinco"),
        (HoursTerm::MinutesAfter(-10), "menos diez"),
        (HoursTerm::MinutesAfter(-20), "menos veinte"),
        (HoursTerm::MinutesAfter(-25), "menos veinticinco"),
        (
            HoursTerm::Noon,
            "mediodía, el mediodía, al mediodía, medio día, 12 del mediodía, \
             las 12 del mediodía, 12 de mediodía",
        ),
        (
            HoursTerm::Midnight,
            "medianoche, la medianoche, media noche, 12 de la noche, las 12 de la noche, \
             doce de la noche, las doce de la noche",
        ),
        (
            HoursTerm::NextDay,
            "día siguiente, del día siguiente, al día siguiente, el día siguiente, \
             de la mañana siguiente, +1, + 1, del siguiente día",
        ),
        (
            HoursTerm::NightOf,
            "en la noche, la noche, noche, durante la noche, en la madrugada",
        ),
        (
            HoursTerm::AllDay,
            "todo el día, el día completo, día completo, jornada completa, durante todo el día, \
             24 horas, 24h, 24 h, 24h/24, 24 h/24, 24/7, las 24 horas, 24 horas al día, las 24 horas del día",
        ),
        (
            HoursTerm::Remark,
            "ininterrumpidamente, de forma ininterrumpida, sin interrupción, todos los días, \
             cada día, diario, diariamente, a diario, en punto, respectivamente, ininterrumpido, \
             en horario corrido, horario corrido, de corrido, ambos días, en horario continuado, de manera ininterrumpida, \
             en jornada continua, puntual, puntuales, exactas, non-stop, solamente, únicamente",
        ),
        (
            HoursTerm::Aside,
            "en lugar de, en lugar de las, en vez de, en vez de las, y no, y no a las, \
             último acceso, último acceso a las, última entrada, última entrada a las, \
             último pase, último pase a las, último ingreso, último ingreso a las, inicialmente",
        ),
        (
            HoursTerm::Approximate,
            "hacia, hacia las, hacia la, sobre, sobre las, sobre la, alrededor de, \
             alrededor de las, alrededor de la, aproximadamente, aprox., aprox, a eso de las, \
             a eso de la, en torno a las, en torno a, cerca de las, aproximada, aproximado, \
             circa, ca., ~",
        ),
        (
            HoursTerm::Local,
            "hora local, horas locales, local, en hora local, horario local, hora del lugar",
        ),
        (
            HoursTerm::Zone(&["CET", "CEST"]),
            "hora peninsular, hora española, hora de madrid, hora de españa, \
             hora central europea, hora de parís, hora peninsular española, horario peninsular, \
             hora de ginebra, hora de europa central, hora en españa, hora de roma, \
             hora de berlín",
        ),
        (
            HoursTerm::Zone(&["WET", "WEST"]),
            "hora canaria, hora de canarias, hora insular, hora de lisboa, hora en canarias",
        ),
        (
            HoursTerm::Zone(&["-03"]),
            "hora argentina, hora de argentina, hora uruguaya, hora de uruguay, \
             hora de buenos aires, hora de brasilia",
        ),
        (
            HoursTerm::Zone(&["-05"]),
            "hora colombiana, hora de colombia, hora de perú, hora peruana, hora de ecuador, \
             hora de bogotá, hora de lima",
        ),
        (
            HoursTerm::Zone(&["-04"]),
            "hora de bolivia, hora de venezuela, hora de caracas, hora de la paz",
        ),
        (
            HoursTerm::Zone(&["-03", "-04"]),
            "hora de chile, hora chilena",
        ),
        (HoursTerm::Zone(&["GMT"]), "hora gmt"),
        (HoursTerm::Zone(&["UTC"]), "hora utc, tiempo universal"),
        (
            HoursTerm::Zone(&["GMT", "BST"]),
            "hora de londres, hora británica",
        ),
        (
            HoursTerm::Zone(&["EST", "EDT"]),
            "hora del este, hora de nueva york, tiempo del este",
        ),
        (
            HoursTerm::Zone(&["PST", "PDT"]),
            "hora del pacífico, tiempo del pacífico",
        ),
        (
            HoursTerm::Zone(&["CST", "CDT"]),
            "hora del centro, hora de méxico, hora cdmx, cdmx, hora de la cdmx, \
             hora del centro de méxico, tiempo del centro, hora de ciudad de méxico",
        ),
        (
            HoursTerm::Refused(RefusedHours::Alternative),
            "o, u, o bien, y/o",
        ),
        (
            HoursTerm::Refused(RefusedHours::LastMoment),
            "antes de las, antes de la, antes de, a más tardar a las, a más tardar, \
             como máximo a las, como máximo, no más tarde de las, no más tarde de, \
             como muy tarde, como muy tarde a las, fecha límite",
        ),
        (
            HoursTerm::Refused(RefusedHours::NoStart),
            "hasta, hasta las, hasta la, después de, \
             no antes de, tras las, hasta el, termina a las, finaliza a las",
        ),
        (
            HoursTerm::Refused(RefusedHours::PartOfDay),
            "mañana, mañanas, tarde, tardes, noche, noches, por la mañana, por la tarde, \
             por la noche, madrugada, amanecer, atardecer, anochecer, media jornada, medio día, \
             en la mañana, en la tarde",
        ),
        (
            HoursTerm::Refused(RefusedHours::Days),
            "excepto, salvo, fin de semana, fines de semana, festivos, laborables, cada, \
             todos los, cerrado, cerrada, hoy, ayer, entre semana",
        ),
        (
            HoursTerm::Refused(RefusedHours::NoTime),
            "varios, variable, con cita previa, cita previa, cancelado, cancelada, aplazado, \
             aplazada, suspendido, suspendida, en curso, desconocida, desconocido, a demanda, \
             lo antes posible",
        ),
    ],
    written: Written {
        elisions: &[],
        day: "{day}",
        day_of_month: "{day} de {month}",
        date: "{day} de {month} de {year}",
        first_day: "1",
        range: "{first}–{last}",
        wide_range: "{first} – {last}",
        between: "en una fecha entre el {first} y el {last}",
        and: " y ",
        month: "{month} de {year}",
        third_of_month: [
            "principios de {month} de {year}",
            "mediados de {month} de {year}",
            "finales de {month} de {year}",
        ],
        half_of_month: [
            "primera quincena de {month} de {year}",
            "segunda quincena de {month} de {year}",
        ],
        week_of_month: [
            "primera semana de {month} de {year}",
            "segunda semana de {month} de {year}",
            "tercera semana de {month} de {year}",
            "cuarta semana de {month} de {year}",
        ],
        last_week: "última semana de {month} de {year}",
        first_weeks: "primeras {n} semanas de {month} de {year}",
        last_weeks: "últimas {n} semanas de {month} de {year}",
        week_of: "semana del {date}",
        days_of_week: "semana del {first} al {last}",
        quarter: "{ordinals} trimestre de {year}",
        quarter_ordinals: ["primer", "segundo", "tercer", "cuarto"],
        half: ["primer semestre de {year}", "segundo semestre de {year}"],
        by: "a más tardar el {date}",
        duration: "{dates}, {n} días",
        duration_of_one: "{dates}, 1 día",
        cancelled: "CANCELADO: ",
        postponed: "APLAZADO: ",
        tentative: "[provisional] ",
        is_cancelled: "Este evento está cancelado",
        is_postponed: Postponement {
            planned: "Aplazado. Fecha prevista: {when}; aún no se conoce la nueva fecha",
            inexact: "Aplazado. Fecha prevista: {when}; aún no se conoce la nueva fecha",
            due: "Aplazado. Fecha límite prevista: {date}; aún no se conoce la nueva fecha",
            open: "Aplazado. Aún no se conoce la nueva fecha",
            as_below: "Aplazado. Aún no se conoce la nueva fecha; esto era lo previsto",
        },
        is_tentative: "Este evento es provisional: puede cambiar o no celebrarse",
        date_not_fixed: "[fecha por fijar] ",
        time_marker: "[hora {marker}] ",
        venue_marker: "[lugar {marker}] ",
        room_marker: "[sala {marker}] ",
        date_unsettled: Unsettled {
            tbc: "Fecha por confirmar (TBC)",
            tba: "Fecha por anunciar (TBA)",
            tbd: "Fecha por determinar (TBD)",
        },
        time_unsettled: Unsettled {
            tbc: "Hora por confirmar (TBC)",
            tba: "Hora por anunciar (TBA)",
            tbd: "Hora por determinar (TBD)",
        },
        venue_unsettled: Unsettled {
            tbc: "Lugar por confirmar (TBC)",
            tba: "Lugar por anunciar (TBA)",
            tbd: "Lugar por determinar (TBD)",
        },
        room_unsettled: Unsettled {
            tbc: "Sala por confirmar (TBC)",
            tba: "Sala por anunciar (TBA)",
            tbd: "Sala por determinar (TBD)",
        },
        title_unsettled: Unsettled {
            tbc: "Título por confirmar (TBC)",
            tba: "Título por anunciar (TBA)",
            tbd: "Título por determinar (TBD)",
        },
        of_what: "{sentence}: {what}",
        exact_date_not_given: "Fecha exacta no indicada: {when}",
        on_or_before: "A más tardar el {date}",
        placeholder: "Se muestra el {day} solo como referencia; la fecha puede ser cualquier día entre el {first} y el {last}",
        printed_as: "Impreso en el plan: «{printed}»",
        full_title: "Título completo: {title}",
        part: "Parte {n} de {total}",
        when: "Cuándo: {when}",
        local_dates: "Las fechas son locales ({zone})",
        utc_dates: "Las fechas están en UTC",
        aoe_dates: "Las fechas son las de «Anywhere on Earth» (AoE, UTC-12:00)",
        hours: "Horario: {hours}",
        hours_on: "Horario del {date}: {hours}",
        begins: "Comienzo: {start}; no se indica el final",
        instant: "Hora: {start}",
        end_not_given: "{start} (sin hora de fin)",
        shown_until: "{start} (sin hora de fin, se muestra hasta las {end})",
        marked_hours: "{hours}, {marker}",
        day_and_time: "{date}, {time}",
        session: "{start}–{end}",
        over_midnight: "{session} (día siguiente)",
        all_day: "todo el día",
        repeats: "Se repite {every}{on}: {n} reuniones del {first} al {last}",
        repeats_once: "Se repite {every}{on}: una sola reunión, el {first}",
        every: ["cada día", "cada semana", "cada mes", "cada año"],
        every_nth: [
            "cada {n} días",
            "cada {n} semanas",
            "cada {n} meses",
            "cada {n} años",
        ],
        on: " {days}",
        on_weekday: "el {weekday}",
        on_nth: "el {ordinal} {weekday}",
        ordinals: ["primer", "segundo", "tercer", "cuarto", "último"],
        on_day_of_month: "el día {n}",
        on_last_day: "el último día",
        not_on: "Excepto en estas fechas: {dates}",
        in_place_of: "En lugar de {when}",
        onwards: "A partir del {date}: {what}",
        before: "Antes del {date}: {what}",
        the_same: "sin cambios",
        confirmed: "confirmado",
        no_venue: "lugar no indicado",
        in_stretch: InStretch {
            as_planned: "según lo previsto",
            date_confirmed: "fecha confirmada",
            title: "título «{title}»",
            online: "en línea en {online}",
            online_only: "solo en línea",
            not_online: "sin reunión en línea",
            contact: "contacto {contact}",
            no_contact: "contacto no indicado",
            links: "otros enlaces",
            with_links: "con enlaces",
            no_links: "sin enlaces",
        },
        local_times: "Todas las horas son locales ({zone}, {offsets})",
        utc_times: "Todas las horas están en UTC",
        aoe_times: "Todas las horas son las de «Anywhere on Earth» (AoE, UTC-12:00)",
        offset_from: "{offset} desde el {date}, {time}",
        or: " o ",
        online: "En línea: {online}",
        contact: "Contacto: {contact}",
        category: "Categoría: {category}",
        categories: "Categorías: {categories}",
        phase: "Fase: {phase}",
        link: "{title}: {url}",
        last_changed: "Última modificación en el plan con fecha de {date}",
        removed: "Retirado del plan en la revisión de {date}",
        said_before: "El texto anterior era:",
        feed_ended: "Este calendario ha terminado: {feed}",
        feed_ended_text: "Desde la revisión de {date}, el plan no tiene eventos para este calendario. Ya no se actualizará: puede cancelar la suscripción.",
        all_events: "Todos los eventos del plan: {url}",
        feed_of_plan: "{feed} – {plan}",
        calendar_description: "{plan}. Última modificación con fecha de {date}.",
        broken_edit: "La última modificación del plan no se ha podido publicar; esta es la última versión que se publicó.",
        revised: Revised {
            feed: "Cambios – {plan}",
            revision: "Revisión de {date}",
            events: "Eventos: {n}",
            first_publication: "Primera publicación, eventos: {n}",
            venues: "lugares",
            texts: "textos",
            added: "nuevo",
            held: "celebrado",
            removed: "retirado",
            cancelled: "cancelado",
            postponed: "aplazado",
            restored: "restablecido",
            moved: "cambiado de fecha o lugar",
            firmed_up: "fijado",
            narrowed: "precisado",
            widened: "ampliado",
            loosened: "de nuevo sin fijar",
            renamed: "con otro título",
            recategorised: "reclasificado",
            new_uid: "nuevo UID",
            duration: "duración",
            recurrence: "repetición",
            other_text: "otro texto",
            date: "fecha",
            shown_on: "se muestra el",
            hours: "horas",
            meeting: "reunión",
            time_zone: "zona horaria",
            venue: "lugar",
            contact: "contacto",
            online: "reunión en línea",
            status: "estado",
            title: "título",
            category: "categoría",
            phase: "fase",
            description: "descripción",
            entries: "entradas",
            details: "otros detalles",
            changed: "modificado",
            alike: "{n} eventos",
            more: "y {n} más",
            meetings: "{n} reuniones",
        },
        page: PageWords {
            contents: "Contenido",
            skip: "Ir a los eventos",
            as_of: "A {date}",
            about: "Acerca del plan",
            timeline: "Cronología",
            timeline_text: "Cada barra es un evento y lleva a su fila de la tabla.",
            certain_bar: "exactamente esos días",
            uncertain_bar: "sin fijar: en algún momento de esos días",
            cancelled_bar: "cancelado",
            postponed_bar: "aplazado: estaba previsto para esos días",
            today: "hoy",
            no_category: "Otros eventos",
            events: "Eventos",
            when: "Fecha",
            event: "Evento",
            no_date: "Fecha aún desconocida",
            more: "Más",
            not_all: "Esta página muestra {n} de {all} eventos; los calendarios los tienen todos.",
            add_copy: "Añadir una copia",
            add_copy_text: "«Añadir una copia» añade un solo evento a su calendario, tal como está ahora. La copia no cambia aunque cambie el plan: para estar al día, suscríbase.",
            date_marker: "fecha {marker}",
            time_marker: "hora {marker}",
            venue_marker: "lugar {marker}",
            room_marker: "sala {marker}",
            online: "En línea:",
            contact: "Contacto:",
            title_marker: "título {marker}",
            date_not_fixed: "fecha no fijada",
            tentative: "provisional",
            cancelled: "cancelado",
            postponed: "aplazado",
            to_be: Unsettled {
                tbc: "por confirmar",
                tba: "por anunciar",
                tbd: "por determinar",
            },
            filters: "Buscar eventos",
            search: "Palabras",
            category: "Categoría",
            phase: "Fase",
            certainty: "Certeza",
            all: "todas",
            none: "ninguna",
            certain: "seguro",
            uncertain: "incierto",
            shown: "Se muestran: {n} de {all}",
            nothing_found: "Ningún evento coincide.",
            show_all: "Mostrar todo",
            changes: "Qué ha cambiado",
            follow_changes: "Seguir los cambios (Atom)",
            feeds: "Suscribirse",
            feeds_text: "Un calendario al que se suscribe sigue el plan: lo que cambia aquí cambia allí, en cuanto su calendario vuelve a mirar, por lo general en unas horas o en un día. Si «Suscribirse» no hace nada, copie la dirección y añádala a su calendario como calendario de internet («desde URL»).",
            no_address: "Aquí no se sabe en qué dirección se publicarán los calendarios (publish.url en plan.yaml): otros pueden descargarlos, pero aún no suscribirse a ellos.",
            whole_plan: "El plan entero",
            by_category: "Por categoría",
            by_phase: "Por fase",
            by_choice: "A elección",
            ended: "Terminados",
            subscribe: "Suscribirse",
            copy: "Copiar la dirección",
            copied: "Copiada",
            download: "Descargar",
            import: "Importar una vez",
            import_text: "«Importar una vez» da una copia que queda como está cuando el plan cambia. Importar otra más nueva actualiza algunos calendarios, Thunderbird omite lo que ya tiene y Outlook duplica cada evento: para estar al día, suscríbase.",
        },
    },
    first_plan: FirstPlan {
        title: "Mi plan",
        phase: "Primera fase",
        meetings: "Reuniones",
        deadlines: "Plazos",
        venue: "Sala principal",
        kick_off: "Reunión inicial",
        course: "Curso de tarde",
        second_meeting: "Segunda reunión",
        report: "Entrega del informe",
    },
};
