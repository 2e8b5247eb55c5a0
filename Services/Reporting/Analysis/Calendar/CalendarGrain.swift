/// How long the buckets of a time series are, by the clocks and the calendar of a place.
package enum CalendarGrain: String, Hashable, Sendable, CaseIterable {
    case minute, hour, day, week, month
}
