/* What libical reads: for each file named, one line of JSON. It has zones from the feed. */

#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void print_string(const char *text)
{
    if (!text) {
        fputs("null", stdout);
        return;
    }
    putchar('"');
    for (const unsigned char *c = (const unsigned char *)text; *c; c++) {
        if (*c < ' ')
            printf("\\u%04x", *c);
        else if (*c == '"' || *c == '\\')
            printf("\\%c", *c);
        else
            putchar(*c);
    }
    putchar('"');
}

static void print_member(const char *name, const char *text)
{
    printf("\"%s\":", name);
    print_string(text);
    putchar(',');
}

static const char *text_of(icalproperty *property)
{
    return property ? icalvalue_get_text(icalproperty_get_value(property)) : NULL;
}

static void print_text(icalcomponent *event, const char *name, icalproperty_kind kind)
{
    print_member(name, text_of(icalcomponent_get_first_property(event, kind)));
}

/* A word of a fixed set, such as TRANSP, or an address is no text to libical. */
static void print_word(icalcomponent *event, const char *name, icalproperty_kind kind)
{
    icalproperty *property = icalcomponent_get_first_property(event, kind);
    print_member(name, property ? icalproperty_get_value_as_string(property) : NULL);
}

static struct icaltimetype time_of(icalcomponent *event, icalproperty_kind kind)
{
    icalproperty *property = icalcomponent_get_first_property(event, kind);
    return property ? icalproperty_get_datetime_with_component(property, event) : icaltime_null_time();
}

static void write_time(char *text, size_t size, struct icaltimetype time)
{
    int length = snprintf(text, size, "%04d-%02d-%02d", time.year, time.month, time.day);
    if (!time.is_date)
        snprintf(text + length, size - (size_t)length, "T%02d:%02d:%02d", time.hour, time.minute, time.second);
}

static void print_local(const char *name, struct icaltimetype time)
{
    char text[64];
    write_time(text, sizeof text, time);
    print_member(name, icaltime_is_null_time(time) ? NULL : text);
}

static void print_categories(icalcomponent *event)
{
    const char *comma = "";
    icalproperty *property = icalcomponent_get_first_property(event, ICAL_CATEGORIES_PROPERTY);
    fputs("\"categories\":[", stdout);
    for (; property; property = icalcomponent_get_next_property(event, ICAL_CATEGORIES_PROPERTY)) {
        fputs(comma, stdout);
        print_string(text_of(property));
        comma = ",";
    }
    fputs("],", stdout);
}

static void print_when(icalcomponent *event)
{
    icalproperty *property = icalcomponent_get_first_property(event, ICAL_X_PROPERTY);
    while (property && strcmp(icalproperty_get_x_name(property), "X-PLANFEED-WHEN") != 0)
        property = icalcomponent_get_next_property(event, ICAL_X_PROPERTY);
    print_member("when", property ? icalproperty_get_x(property) : NULL);
}

static void print_event(icalcomponent *event)
{
    putchar('{');
    print_text(event, "uid", ICAL_UID_PROPERTY);
    struct icaltimetype start = time_of(event, ICAL_DTSTART_PROPERTY);
    print_local("recurrence_id", time_of(event, ICAL_RECURRENCEID_PROPERTY));
    print_local("start", start);
    print_local("end", time_of(event, ICAL_DTEND_PROPERTY));
    print_member("zone", start.is_date ? NULL : icaltime_get_tzid(start));
    print_text(event, "summary", ICAL_SUMMARY_PROPERTY);
    print_text(event, "location", ICAL_LOCATION_PROPERTY);
    print_word(event, "status", ICAL_STATUS_PROPERTY);
    print_word(event, "transp", ICAL_TRANSP_PROPERTY);
    print_categories(event);
    print_text(event, "contact", ICAL_CONTACT_PROPERTY);
    print_word(event, "conference", ICAL_CONFERENCE_PROPERTY);
    print_word(event, "url", ICAL_URL_PROPERTY);
    print_when(event);
    fputs("\"description\":", stdout);
    print_string(text_of(icalcomponent_get_first_property(event, ICAL_DESCRIPTION_PROPERTY)));
    putchar('}');
}

/* Where the occurrences of a series are printed, and what it leaves to its user: which of them are replaced. */
struct series {
    icalcomponent *calendar;
    const char *uid;
    int is_day;
    const char *comma;
};

static void print_instant(time_t instant, int is_day)
{
    char text[64];
    write_time(text, sizeof text, icaltime_from_timet_with_zone(instant, is_day, icaltimezone_get_utc_timezone()));
    printf("\"%s%s\"", text, is_day ? "" : "Z");
}

static void print_span(struct series *series, time_t start, time_t end)
{
    printf("%s[", series->comma);
    print_instant(start, series->is_day);
    putchar(',');
    print_instant(end, series->is_day);
    putchar(']');
    series->comma = ",";
}

static time_t instant_of(icalcomponent *event, icalproperty_kind kind)
{
    struct icaltimetype time = time_of(event, kind);
    return icaltime_as_timet_with_zone(time, time.zone);
}

/* The next VEVENT with the UID and a RECURRENCE-ID. */
static icalcomponent *exception_of(struct series *series, icalcompiter *events)
{
    for (icalcomponent *event; (event = icalcompiter_deref(events)); ) {
        icalcompiter_next(events);
        int is_exception = !icaltime_is_null_time(time_of(event, ICAL_RECURRENCEID_PROPERTY));
        if (is_exception && strcmp(icalcomponent_get_uid(event), series->uid) == 0)
            return event;
    }
    return NULL;
}

static void print_meeting(icalcomponent *event, struct icaltime_span *span, void *data)
{
    struct series *series = data;
    (void)event;
    icalcompiter events = icalcomponent_begin_component(series->calendar, ICAL_VEVENT_COMPONENT);
    for (icalcomponent *exception; (exception = exception_of(series, &events)); )
        if (instant_of(exception, ICAL_RECURRENCEID_PROPERTY) == span->start)
            return;
    print_span(series, span->start, span->end);
}

static void print_instances(icalcomponent *calendar)
{
    const char *comma = "";
    struct icaltimetype first = icaltime_from_string("19700101T000000Z"), last = icaltime_from_string("20380101T000000Z");
    icalcompiter events = icalcomponent_begin_component(calendar, ICAL_VEVENT_COMPONENT);
    fputs("\"instances\":{", stdout);
    for (icalcomponent *event; (event = icalcompiter_deref(&events)); icalcompiter_next(&events)) {
        if (!icaltime_is_null_time(time_of(event, ICAL_RECURRENCEID_PROPERTY)))
            continue;
        struct series series = {calendar, icalcomponent_get_uid(event), time_of(event, ICAL_DTSTART_PROPERTY).is_date, ""};
        fputs(comma, stdout);
        print_string(series.uid);
        fputs(":[", stdout);
        icalcomponent_foreach_recurrence(event, first, last, print_meeting, &series);
        icalcompiter rest = icalcomponent_begin_component(calendar, ICAL_VEVENT_COMPONENT);
        for (icalcomponent *exception; (exception = exception_of(&series, &rest)); ) {
            int is_instant = icaltime_is_null_time(time_of(exception, ICAL_DTEND_PROPERTY));
            icalproperty_kind end = is_instant ? ICAL_DTSTART_PROPERTY : ICAL_DTEND_PROPERTY;
            print_span(&series, instant_of(exception, ICAL_DTSTART_PROPERTY), instant_of(exception, end));
        }
        putchar(']');
        comma = ",";
    }
    fputs("}}\n", stdout);
}

static char *next_line(char *buffer, size_t size, void *file)
{
    return fgets(buffer, (int)size, file);
}

static icalcomponent *parse(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    icalparser *parser = icalparser_new();
    icalparser_set_gen_data(parser, file);
    icalcomponent *calendar = icalparser_parse(parser, next_line);
    icalparser_free(parser);
    fclose(file);
    return calendar;
}

int main(int count, char **paths)
{
    for (int i = 1; i < count; i++) {
        icalcomponent *calendar = parse(paths[i]);
        putchar('{');
        print_member("file", paths[i]);
        /* It keeps bad lines aside and reads on. */
        if (!calendar || icalcomponent_count_errors(calendar) > 0) {
            fputs("\"error\":\"libical finds errors\"}\n", stdout);
        } else {
            const char *comma = "";
            fputs("\"events\":[", stdout);
            icalcomponent *event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
            for (; event; event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
                fputs(comma, stdout);
                print_event(event);
                comma = ",";
            }
            fputs("],", stdout);
            print_instances(calendar);
        }
        if (calendar)
            icalcomponent_free(calendar);
    }
    return 0;
}
