# What the Ruby gem icalendar reads: for each file named, one line of JSON.

require 'stringio' # icalendar uses it unasked
require 'icalendar'
require 'json'

def read(event)
  {
    uid: event.uid,
    start: event.dtstart.iso8601,
    end: event.dtend.iso8601,
    summary: event.summary,
    location: event.location,
    status: event.status,
    transp: event.transp,
    categories: event.categories.flatten,
    when: event.custom_property('x_planfeed_when').first,
    description: event.description
  }
end

ARGV.each do |file|
  found = begin
    calendar, = Icalendar::Calendar.parse(File.read(file, encoding: 'UTF-8'))
    { events: calendar.events.map { |event| read(event) } }
  rescue StandardError => e
    { error: e.inspect }
  end
  puts({ file: file }.merge(found).to_json)
end
