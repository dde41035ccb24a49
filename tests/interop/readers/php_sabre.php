<?php

// What the PHP library sabre/vobject reads: for each file named, one line of JSON. It looks zones up by name.

use Sabre\VObject\Property\DateTime as Time;
use Sabre\VObject\Reader;
use Sabre\VObject\RecurrenceIterator;

error_reporting(E_ALL & ~E_DEPRECATED); // It is older than the PHP that runs it.
require 'Sabre/VObject/autoload.php';

function isDay($property)
{
    return $property->getDateType() === Time::DATE;
}

function local($property)
{
    return $property === null ? null : $property->getDateTime()->format(isDay($property) ? 'Y-m-d' : 'Y-m-d\TH:i:s');
}

function text($property)
{
    return $property === null ? null : $property->value;
}

function read($event)
{
    $start = $event->DTSTART;
    return [
        'uid' => text($event->UID),
        'recurrence_id' => local($event->{'RECURRENCE-ID'}),
        'start' => local($start),
        'end' => local($event->DTEND),
        'zone' => isDay($start) ? null : $start->getDateTime()->getTimezone()->getName(),
        'summary' => text($event->SUMMARY),
        'location' => text($event->LOCATION),
        'status' => text($event->STATUS),
        'transp' => text($event->TRANSP),
        'categories' => array_values(array_map('text', $event->select('CATEGORIES'))),
        'contact' => text($event->CONTACT),
        'conference' => text($event->CONFERENCE),
        'url' => text($event->URL),
        'when' => text($event->{'X-PLANFEED-WHEN'}),
        'description' => text($event->DESCRIPTION),
    ];
}

function instant($property)
{
    return isDay($property) ? local($property) : gmdate('Y-m-d\TH:i:s\Z', $property->getDateTime()->getTimestamp());
}

function instances($calendar, $uid)
{
    $events = array_values(array_filter($calendar->select('VEVENT'), fn($event) => text($event->UID) === $uid));
    if (isset($events[0]->RRULE)) {
        $events = [];
        for ($occurrences = new RecurrenceIterator($calendar, $uid); $occurrences->valid(); $occurrences->next()) {
            $events[] = $occurrences->getEventObject();
        }
    }
    return array_map(fn($event) => [instant($event->DTSTART), instant($event->DTEND ?? $event->DTSTART)], $events);
}

foreach (array_slice($argv, 1) as $file) {
    try {
        $calendar = Reader::read(file_get_contents($file));
        $events = array_map('read', array_values($calendar->select('VEVENT')));
        $uids = array_unique(array_column($events, 'uid'));
        $expanded = array_combine($uids, array_map(fn($uid) => instances($calendar, $uid), $uids));
        $found = ['events' => $events, 'instances' => $expanded];
    } catch (Throwable $error) {
        $found = ['error' => (string) $error];
    }
    echo json_encode(['file' => $file] + $found, JSON_THROW_ON_ERROR), "\n";
}
