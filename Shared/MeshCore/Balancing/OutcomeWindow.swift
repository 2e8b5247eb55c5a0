/// Exact counts of good and bad outcomes over a sliding window of ten buckets.
package struct OutcomeWindow: Sendable {
    private struct Bucket {
        var number: Int64 = -1
        var successes: Int32 = 0
        var failures: Int32 = 0
    }

    private static let bucketCount = 10

    private let bucketNanoseconds: Int64
    private var buckets = [Bucket](repeating: Bucket(), count: bucketCount)

    /// Makes an empty window.
    package init(length: Duration) {
        bucketNanoseconds = max(1, length.nanoseconds / Int64(Self.bucketCount))
    }

    /// Counts one outcome.
    package mutating func record(isSuccess: Bool, at now: MonotonicInstant) {
        let number = now.nanoseconds / bucketNanoseconds
        let position = Int(number % Int64(Self.bucketCount))
        if buckets[position].number != number { buckets[position] = Bucket(number: number) }
        if isSuccess {
            buckets[position].successes &+= 1
        } else {
            buckets[position].failures &+= 1
        }
    }

    /// What was counted within the window that ends now.
    package func counts(at now: MonotonicInstant) -> (successes: Int, failures: Int) {
        let newest = now.nanoseconds / bucketNanoseconds
        var successes = 0
        var failures = 0
        for bucket in buckets where bucket.number > newest - Int64(Self.bucketCount) && bucket.number <= newest {
            successes += Int(bucket.successes)
            failures += Int(bucket.failures)
        }
        return (successes, failures)
    }

    /// Forgets everything.
    package mutating func reset() {
        for position in buckets.indices { buckets[position] = Bucket() }
    }
}
