/// A moment in the world's time, in milliseconds since 1970-01-01T00:00:00Z: what is stored and sent.
///
/// Its text is RFC 3339 in UTC with milliseconds (`2026-11-21T01:02:03.004Z`), in JSON as everywhere.
package struct Timestamp: Hashable, Sendable {
    /// Milliseconds since 1970, without leap seconds.
    package var milliseconds: Int64

    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// Takes whole seconds since 1970, as JSON web tokens count (RFC 7519, section 2).
    package init(secondsSince1970 seconds: Int64) {
        milliseconds = seconds * 1000
    }

    /// Whole seconds since 1970, rounded down.
    package var secondsSince1970: Int64 {
        milliseconds >= 0 ? milliseconds / 1000 : (milliseconds - 999) / 1000
    }

    /// How long from here to another moment; negative when that is earlier.
    package func duration(to other: Timestamp) -> Duration {
        .milliseconds(other.milliseconds - milliseconds)
    }

    package static func + (moment: Timestamp, duration: Duration) -> Timestamp {
        let (sum, overflow) = moment.milliseconds.addingReportingOverflow(duration.wholeMilliseconds)
        return Timestamp(milliseconds: overflow ? (duration < .zero ? .min : .max) : sum)
    }

    package static func - (moment: Timestamp, duration: Duration) -> Timestamp {
        moment + (.zero - duration)
    }
}

extension Timestamp: Comparable {
    package static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.milliseconds < right.milliseconds
    }
}
