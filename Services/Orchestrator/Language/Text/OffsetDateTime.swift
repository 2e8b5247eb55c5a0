package import MeshCore

/// A moment as Step Functions reads timestamps: an ISO 8601 date and time with an offset, to the nanosecond.
///
/// Java's ISO_OFFSET_DATE_TIME is the model: seconds may be absent, up to nine digits of fraction are read, and the offset
/// (`Z` or `+hh:mm`, with seconds if need be) must be there.
package struct OffsetDateTime: Hashable, Sendable {
    /// Seconds since 1970.
    private let seconds: Int64
    private let nanoseconds: Int64

    /// Reads a text; nil when it is no such moment.
    package init?(_ text: String) {
        var scanner = OffsetDateTimeScanner(text)
        guard let day = scanner.day(), scanner.takes("T", or: "t"), let time = scanner.secondsOfDay(),
            let fraction = scanner.nanoseconds(), let offset = scanner.offsetSeconds(), scanner.isAtEnd
        else { return nil }
        seconds = Int64(day.dayNumber) * 86_400 + time - offset
        nanoseconds = fraction
    }

    /// The same moment, cut to milliseconds.
    package var timestamp: Timestamp {
        Timestamp(milliseconds: seconds * 1000 + nanoseconds / 1_000_000)
    }
}

extension OffsetDateTime: Comparable {
    package static func < (left: OffsetDateTime, right: OffsetDateTime) -> Bool {
        (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
    }
}
