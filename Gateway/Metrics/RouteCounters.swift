/// What one event loop counts of one route's requests since it was last asked: plain numbers that nobody else touches.
final class RouteCounters {
    private struct Series {
        let method: RequestMethod
        let status: Int
        var counts: [UInt64]
        var seconds: Double = 0
    }

    /// Methods are ten, statuses that services send a few; who sends more shares series by class.
    private static let maximumSeries = 64

    let route: String
    private static let bounds = CountedRequests.bounds.map { Int64($0 * 1e9) }
    private var series: [Series] = []
    private(set) var isEmpty = true

    /// - Parameter route: The label's value: the prefix.
    init(route: String) {
        self.route = route
    }

    /// Counts a request.
    func record(status: Int, method: RequestMethod, nanoseconds: Int64) {
        isEmpty = false
        let position = position(status: status, method: method)
        var bucket = 0
        while bucket < Self.bounds.count, nanoseconds > Self.bounds[bucket] { bucket += 1 }
        series[position].counts[bucket] &+= 1
        series[position].seconds += Double(nanoseconds) * 1e-9
    }

    private func position(status: Int, method: RequestMethod) -> Int {
        for position in series.indices where series[position].status == status && series[position].method == method {
            return position
        }
        if series.count >= Self.maximumSeries, status % 100 != 0 || method != .other {
            return self.position(status: status / 100 * 100, method: .other)
        }
        series.append(Series(method: method, status: status, counts: Array(repeating: 0, count: Self.bounds.count + 1)))
        return series.count - 1
    }

    /// Gives out what was counted, and begins anew.
    func drain() -> [CountedRequests] {
        isEmpty = true
        return series.indices.compactMap { position in
            guard series[position].counts.contains(where: { $0 > 0 }) else { return nil }
            defer {
                series[position].seconds = 0
                for bucket in series[position].counts.indices { series[position].counts[bucket] = 0 }
            }
            return CountedRequests(
                route: route, method: series[position].method.label, status: series[position].status,
                counts: series[position].counts, seconds: series[position].seconds)
        }
    }
}
