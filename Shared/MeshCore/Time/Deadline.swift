/// The instant by which a request must be answered; past it, its work is cancelled everywhere.
///
/// Between processes it travels as the remaining milliseconds (`x-deadline-ms`), because their clocks do not agree:
/// every hop sends less than it was given.
package struct Deadline: Hashable, Sendable {
    /// The name of the header field that carries the remaining milliseconds, in decimal.
    package static let headerName = "x-deadline-ms"

    /// The most that the header may ask for: one day, in milliseconds. More is held to it.
    package static let maximumMilliseconds: Int64 = 86_400_000

    package var instant: MonotonicInstant

    package init(_ instant: MonotonicInstant) {
        self.instant = instant
    }

    /// The deadline that passes so long from now.
    package init(after remaining: Duration, from now: MonotonicInstant) {
        instant = now.advanced(by: remaining)
    }

    /// Reads the header field's value (bytes of decimal digits, at most 15): nil when it is anything else.
    ///
    /// - Parameters:
    ///   - headerValue: The remaining milliseconds; 0 is a deadline that has passed.
    ///   - now: When the head of the request came.
    package init?(headerValue: ArraySlice<UInt8>, now: MonotonicInstant) {
        var milliseconds: Int64 = 0
        var digitCount = 0
        for byte in headerValue {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9"), digitCount < 15 else { return nil }
            milliseconds = milliseconds * 10 + Int64(byte - UInt8(ascii: "0"))
            digitCount += 1
        }
        guard digitCount > 0 else { return nil }
        instant = now.advanced(byNanoseconds: min(milliseconds, Self.maximumMilliseconds) * 1_000_000)
    }

    /// Reads the header field's value from text, as ``init(headerValue:now:)`` does from bytes.
    package init?(headerValue: String, now: MonotonicInstant) {
        self.init(headerValue: Array(headerValue.utf8)[...], now: now)
    }

    /// What is left of it, in whole milliseconds, as the header field carries it; "0" when it has passed.
    package func headerValue(at now: MonotonicInstant) -> String {
        String(remainingMilliseconds(at: now))
    }

    /// What is left of it in whole milliseconds, rounded down so that no hop is promised more than there is; never
    /// negative.
    package func remainingMilliseconds(at now: MonotonicInstant) -> Int64 {
        max(0, now.nanoseconds(to: instant) / 1_000_000)
    }

    /// What is left of it; never negative.
    package func remaining(at now: MonotonicInstant) -> Duration {
        .nanoseconds(max(0, now.nanoseconds(to: instant)))
    }

    /// Whether nothing is left of it.
    package func hasPassed(at now: MonotonicInstant) -> Bool {
        instant <= now
    }

    /// The earlier of this one and another, if there is another.
    package func earlier(of other: Deadline?) -> Deadline {
        guard let other else { return self }
        return Swift.min(self, other)
    }
}

extension Deadline: Comparable {
    package static func < (left: Deadline, right: Deadline) -> Bool {
        left.instant < right.instant
    }
}
