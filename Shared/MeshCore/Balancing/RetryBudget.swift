/// Allows retries as a share of the requests of the last ten seconds, and a few more each second, so that retries
/// cannot multiply a load that is too high already (Finagle's RetryBudget; GEP-3388 has the same figures).
package struct RetryBudget: Sendable {
    private struct Bucket {
        var number: Int64 = -1
        /// In hundredths of a retry: deposits less withdrawals.
        var balance: Int64 = 0
    }

    private static let bucketCount = 10
    private static let retryCost: Int64 = 100

    private let bucketNanoseconds: Int64
    private let deposit: Int64
    private let reserve: Int64
    private var buckets = [Bucket](repeating: Bucket(), count: bucketCount)

    /// Makes one with the reserve alone.
    ///
    /// - Parameters:
    ///   - ratio: Retries allowed per request: 0.2, to the hundredth.
    ///   - minimumPerSecond: Retries allowed beyond that: 10, so that a service with few requests can retry at all.
    ///   - window: How long requests and retries count.
    package init(ratio: Double = 0.2, minimumPerSecond: Int = 10, window: Duration = .seconds(10)) {
        bucketNanoseconds = max(1, window.nanoseconds / Int64(Self.bucketCount))
        deposit = Int64((ratio * Double(Self.retryCost)).rounded())
        reserve = Int64(Double(minimumPerSecond) * window.seconds * Double(Self.retryCost))
    }

    /// Counts a request that is no retry.
    package mutating func requestStarted(at now: MonotonicInstant) {
        buckets[current(at: now)].balance += deposit
    }

    /// Asks for one retry; true takes it from the budget.
    package mutating func withdraw(at now: MonotonicInstant) -> Bool {
        guard balance(at: now) >= Self.retryCost else { return false }
        buckets[current(at: now)].balance -= Self.retryCost
        return true
    }

    /// How many retries are left now.
    package func available(at now: MonotonicInstant) -> Int {
        max(0, Int(balance(at: now) / Self.retryCost))
    }

    private func balance(at now: MonotonicInstant) -> Int64 {
        let newest = now.nanoseconds / bucketNanoseconds
        var sum = reserve
        for bucket in buckets where bucket.number > newest - Int64(Self.bucketCount) { sum += bucket.balance }
        return sum
    }

    private mutating func current(at now: MonotonicInstant) -> Int {
        let number = now.nanoseconds / bucketNanoseconds
        let position = Int(number % Int64(Self.bucketCount))
        if buckets[position].number != number { buckets[position] = Bucket(number: number) }
        return position
    }
}
