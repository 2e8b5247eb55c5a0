import Synchronization

/// Makes UUIDs of version 7 of which each is greater than the one before, also within a millisecond and when the clock
/// goes back (RFC 9562, section 6.2, method 2: the random part counts on by a random step).
package struct UUIDv7Generator: Sendable {
    private var milliseconds: Int64 = -1
    private var randomA: UInt16 = 0
    private var randomB: UInt64 = 0

    package init() {}

    /// Makes the next one.
    ///
    /// - Parameters:
    ///   - time: The time now; when it is not later than the last one's, that one is counted on.
    ///   - random: Where the random bits and steps come from.
    package mutating func next(at time: Timestamp, using random: inout some RandomNumberGenerator) -> UUIDv7 {
        if time.milliseconds > milliseconds {
            milliseconds = time.milliseconds
            // The top bit stays free, so that counting on within this millisecond has room.
            randomA = UInt16(truncatingIfNeeded: random.next() as UInt64) & 0x07FF
            randomB = random.next() & Self.lowMask
        } else {
            countOn(by: 1 + (random.next() as UInt64) >> 32)
        }
        return UUIDv7(milliseconds: milliseconds, randomA: randomA, randomB: randomB)
    }

    private mutating func countOn(by step: UInt64) {
        randomB += step
        guard randomB > Self.lowMask else { return }
        randomB &= Self.lowMask
        randomA += 1
        guard randomA > 0x0FFF else { return }
        randomA = 0
        milliseconds += 1
    }

    /// Makes the next one of this process, from the system's clock and random numbers; any thread may call.
    package static func nextOfProcess() -> UUIDv7 {
        let time = SystemWallClock().now()
        return process.withLock { generator in
            var random = SystemRandomNumberGenerator()
            return generator.next(at: time, using: &random)
        }
    }

    private static let process = Mutex(UUIDv7Generator())
    private static let lowMask: UInt64 = 0x3FFF_FFFF_FFFF_FFFF
}
