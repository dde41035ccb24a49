# What the Perl module Data::ICal reads: for each file named, one line of JSON. It expands no rules and knows no zones.

use strict;
use warnings;
use Data::ICal;
use JSON::PP;

my $json = JSON::PP->new->canonical;

# It warns of each property that came with RFC 7986.
local $SIG{__WARN__} = sub { warn @_ if $_[0] !~ /^Unknown property/ };

sub text {
    my ($event, $name) = @_;
    my $properties = $event->property($name) or return undef;
    return $properties->[0]->value;
}

sub local_time {
    my ($property) = @_;
    my ($y, $m, $d, $clock) = $property->value =~ /^(\d{4})(\d\d)(\d\d)(T\d{6})?Z?$/;
    return "$y-$m-$d" . ($clock // '') =~ s/^(T..)(..)(..)$/$1:$2:$3/r;
}

sub zone {
    my ($property) = @_;
    return undef if ($property->parameters->{VALUE} // '') eq 'DATE';
    return $property->value =~ /Z$/ ? 'UTC' : $property->parameters->{TZID};
}

sub shown {
    my ($event, $name) = @_;
    return map { local_time($_) } @{ $event->property($name) // [] };
}

sub event {
    my ($event) = @_;
    my ($start, $end, $replaced) = map { [shown($event, $_)]->[0] } qw(dtstart dtend recurrence-id);
    return {
        uid           => text($event, 'uid'),
        recurrence_id => $replaced,
        start         => $start,
        end           => $end,
        zone          => zone($event->property('dtstart')->[0]),
        rule          => text($event, 'rrule'),
        except        => [shown($event, 'exdate')],
        summary       => text($event, 'summary'),
        location      => text($event, 'location'),
        status        => text($event, 'status'),
        transp        => text($event, 'transp'),
        categories    => [map { $_->value } @{ $event->property('categories') // [] }],
        contact       => text($event, 'contact'),
        conference    => text($event, 'conference'),
        url           => text($event, 'url'),
        when          => text($event, 'x-planfeed-when'),
        description   => text($event, 'description'),
    };
}

for my $file (@ARGV) {
    my $calendar = Data::ICal->new(filename => $file);
    my @found = $calendar
        ? (events => [map { event($_) } grep { $_->ical_entry_type eq 'VEVENT' } @{ $calendar->entries }], instances => undef)
        : (error => $calendar->error_message);
    print $json->encode({ file => $file, @found }), "\n";
}
