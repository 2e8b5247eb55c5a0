import Synchronization

/// Counts values by size, with bounds that are set once.
package final class HistogramInstrument: Sendable {
    /// The counts of a moment.
    struct Reading: Sendable, Equatable {
        /// Values up to each bound that are above the one before; the last are those above all bounds.
        var counts: [UInt64]
        var sum: Double
    }

    /// Durations of requests in seconds, as OpenTelemetry's semantic conventions advise for HTTP.
    package static let requestSeconds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10]

    let bounds: [Double]
    private let reading: Mutex<Reading>

    /// - Parameter bounds: Growing upper bounds; values above the last are counted as well.
    init(bounds: [Double]) {
        precondition(zip(bounds, bounds.dropFirst()).allSatisfy { $0 < $1 }, "Bounds of a histogram must grow")
        self.bounds = bounds
        reading = Mutex(Reading(counts: Array(repeating: 0, count: bounds.count + 1), sum: 0))
    }

    /// Counts a value; not a number is left out.
    package func record(_ value: Double) {
        guard !value.isNaN else { return }
        // Few bounds, and most values are small: a walk from below beats a binary search.
        var index = 0
        while index < bounds.count, value > bounds[index] { index += 1 }
        reading.withLock { reading in
            reading.counts[index] += 1
            reading.sum += value
        }
    }

    /// Adds what somebody else has counted by the same bounds.
    ///
    /// - Parameters:
    ///   - counts: Values up to each bound that are above the one before; the last are those above all bounds.
    ///   - sum: The sum of the values.
    package func add(counts: [UInt64], sum: Double) {
        precondition(counts.count == bounds.count + 1, "Counts are added by the bounds of the histogram")
        reading.withLock { reading in
            for index in counts.indices { reading.counts[index] += counts[index] }
            reading.sum += sum
        }
    }

    var current: Reading { reading.withLock { $0 } }
}
