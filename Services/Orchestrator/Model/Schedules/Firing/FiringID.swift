import MeshCore

/// The identity of one run of a schedule: the same for every attempt and on every instance, and hence the token by which
/// targets know a repeat.
struct FiringID: Hashable, Sendable {
    /// 32 hexadecimal digits.
    let text: String

    init?(_ text: String) {
        guard text.utf8.count == 32 else { return nil }
        self.text = text
    }

    /// - Parameters:
    ///   - schedule: The row of the schedule, which is never given to another.
    ///   - plan: The plan of its times.
    ///   - time: The time that runs.
    init(schedule: Int64, plan: Int64, time: Timestamp) {
        var random = SplitMix64(seed: UInt64(bitPattern: schedule))
        var low = SplitMix64(seed: random.next() ^ UInt64(bitPattern: plan))
        var high = SplitMix64(seed: low.next() ^ UInt64(bitPattern: time.milliseconds))
        text = Self.hexadecimal(high.next()) + Self.hexadecimal(high.next() ^ low.next())
    }

    private static func hexadecimal(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
