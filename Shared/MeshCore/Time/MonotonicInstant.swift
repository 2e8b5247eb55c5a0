import Glibc

/// An instant of the system's monotonic clock, in nanoseconds: what deadlines and every machine of the mesh count in.
///
/// The clock never goes back and means nothing in another process or after a boot; what is stored or sent is a
/// ``Timestamp`` or a remaining ``Duration``.
package struct MonotonicInstant: InstantProtocol, Sendable {
    /// Nanoseconds of CLOCK_MONOTONIC.
    package var nanoseconds: Int64

    /// Takes nanoseconds of CLOCK_MONOTONIC; tests take any number.
    package init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// Reads the clock (some 25 ns, no system call).
    package static func now() -> MonotonicInstant {
        var time = timespec()
        let result = unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        precondition(result == 0, "CLOCK_MONOTONIC cannot be read")
        return MonotonicInstant(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
    }

    /// The instant later by a duration; it stops at the ends of the clock instead of overflowing.
    package func advanced(by duration: Duration) -> MonotonicInstant {
        advanced(byNanoseconds: duration.nanoseconds)
    }

    /// The instant later by so many nanoseconds; it stops at the ends of the clock instead of overflowing.
    package func advanced(byNanoseconds amount: Int64) -> MonotonicInstant {
        let (sum, overflow) = nanoseconds.addingReportingOverflow(amount)
        return MonotonicInstant(nanoseconds: overflow ? (amount < 0 ? .min : .max) : sum)
    }

    package func duration(to other: MonotonicInstant) -> Duration {
        .nanoseconds(nanoseconds(to: other))
    }

    /// Nanoseconds from here to another instant, negative when that is earlier; cheaper than a `Duration` on hot paths.
    package func nanoseconds(to other: MonotonicInstant) -> Int64 {
        let (difference, overflow) = other.nanoseconds.subtractingReportingOverflow(nanoseconds)
        return overflow ? (other.nanoseconds < nanoseconds ? .min : .max) : difference
    }

    package static func < (left: MonotonicInstant, right: MonotonicInstant) -> Bool {
        left.nanoseconds < right.nanoseconds
    }
}
