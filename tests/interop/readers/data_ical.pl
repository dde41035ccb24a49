# What the Perl module Data::ICal reads: for each file named, one line of JSON.

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

sub day {
    my ($event, $name) = @_;
    my $property = $event->property($name)->[0];
    my $is_day = ($property->parameters->{VALUE} // '') eq 'DATE';
    return $property->value if !$is_day;
    return $property->value =~ s/^(\d{4})(\d\d)(\d\d)$/$1-$2-$3/r;
}

sub event {
    my ($event) = @_;
    return {
        uid         => text($event, 'uid'),
        start       => day($event, 'dtstart'),
        end         => day($event, 'dtend'),
        summary     => text($event, 'summary'),
        location    => text($event, 'location'),
        status      => text($event, 'status'),
        transp      => text($event, 'transp'),
        categories  => [map { $_->value } @{ $event->property('categories') // [] }],
        when        => text($event, 'x-planfeed-when'),
        description => text($event, 'description'),
    };
}

for my $file (@ARGV) {
    my $calendar = Data::ICal->new(filename => $file);
    my @found = $calendar
        ? (events => [map { event($_) } grep { $_->ical_entry_type eq 'VEVENT' } @{ $calendar->entries }])
        : (error => $calendar->error_message);
    print $json->encode({ file => $file, @found }), "\n";
}
