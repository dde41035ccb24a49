/* What libical reads: for each file named, one line of JSON. */

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

/* A word of a fixed set, such as TRANSP, is no text to libical. */
static void print_word(icalcomponent *event, const char *name, icalproperty_kind kind)
{
    icalproperty *property = icalcomponent_get_first_property(event, kind);
    print_member(name, property ? icalproperty_get_value_as_string(property) : NULL);
}

static void print_day(const char *name, icaltimetype time)
{
    char day[64];
    snprintf(day, sizeof day, "%04d-%02d-%02d%s", time.year, time.month, time.day, time.is_date ? "" : " with a time");
    print_member(name, day);
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
    print_day("start", icalcomponent_get_dtstart(event));
    print_day("end", icalcomponent_get_dtend(event));
    print_text(event, "summary", ICAL_SUMMARY_PROPERTY);
    print_text(event, "location", ICAL_LOCATION_PROPERTY);
    print_word(event, "status", ICAL_STATUS_PROPERTY);
    print_word(event, "transp", ICAL_TRANSP_PROPERTY);
    print_categories(event);
    print_when(event);
    fputs("\"description\":", stdout);
    print_string(text_of(icalcomponent_get_first_property(event, ICAL_DESCRIPTION_PROPERTY)));
    putchar('}');
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
            fputs("]}\n", stdout);
        }
        if (calendar)
            icalcomponent_free(calendar);
    }
    return 0;
}
