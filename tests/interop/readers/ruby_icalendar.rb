# What the Ruby gem icalendar reads: for each file named, one line of JSON. It has zones from the feed, and expands no rules.

require 'stringio' # icalendar uses it unasked
require 'icalendar'
require 'json'

def local(time)
  time && (day?(time) ? time.strftime('%F') : time.strftime('%FT%T'))
end

def day?(time)
  time.is_a?(Icalendar::Values::Date)
end

def zone(time)
  day?(time) ? nil : Array(time.ical_params['tzid']).first
end

def instant(time)
  day?(time) ? local(time) : time.to_time.utc.strftime('%FT%TZ')
end

def read(event)
  {
    uid: event.uid,
    recurrence_id: local(event.recurrence_id),
    start: local(event.dtstart),
    end: local(event.dtend),
    zone: zone(event.dtstart),
    utc: [instant(event.dtstart), instant(event.dtend || event.dtstart)],
    rule: event.rrule.first&.value_ical,
    except: event.exdate.map { |time| local(time) },
    summary: event.summary,
    location: event.location,
    status: event.status,
    transp: event.transp,
    categories: event.categories.flatten,
    contact: event.contact.first,
    conference: Array(event.conference.first).first&.to_s,
    url: Array(event.url).first&.to_s,
    when: event.custom_property('x_planfeed_when').first,
    description: event.description
  }
end

ARGV.each do |file|
  found = begin
    calendar, = Icalendar::Calendar.parse(File.read(file, encoding: 'UTF-8'))
    { events: calendar.events.map { |event| read(event) }, instances: nil }
  rescue StandardError => e
    { error: e.inspect }
  end
  puts({ file: file }.merge(found).to_json)
end
