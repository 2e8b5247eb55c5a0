package import MeshCore

/// A metric in windows of time, each by itself: as a monitoring system asks that draws a point for each of them.
///
/// Windows that lie apart are one scan; windows that overlap are as many scans as lie over each other.
package struct WindowQuestion: Sendable {
    package let metric: Metric
    package let dimensions: [Dimension]
    package let filter: ReportFilter?
    /// Ascending by their ends, all of the same length or cut where the time has not come yet.
    package let windows: [Range<Timestamp>]

    /// - Parameter metric: None that is a share of something outside its own rows (``Metric/percentage`` and the like).
    package init(metric: Metric, dimensions: [Dimension], filter: ReportFilter?, windows: [Range<Timestamp>]) {
        self.metric = metric
        self.dimensions = dimensions
        self.filter = filter
        self.windows = windows
    }

    /// What a scan answers: some of the windows.
    package struct Part: Sendable {
        package let scan: ReportScan
        /// How finely the windows' ends lie, by the calendar; nil when the scan has no buckets.
        package let grain: CalendarGrain?
        /// The window of each bucket; nil for what lies between windows.
        let windows: [Int?]
    }

    /// What has to be scanned.
    ///
    /// - Parameter calendar: Of the site, whose sums are of its hours and days.
    package func parts(in calendar: SiteCalendar) -> [Part] {
        var rest = Array(windows.indices)
        var parts: [Part] = []
        while !rest.isEmpty {
            var chosen: [Int] = []
            var later: [Int] = []
            for place in rest {
                if let last = chosen.last, windows[place].lowerBound < windows[last].upperBound {
                    later.append(place)
                } else {
                    chosen.append(place)
                }
            }
            parts.append(part(chosen, in: calendar))
            rest = later
        }
        return parts
    }

    /// The values that a part's groups hold: of each combination of the dimensions' values, by the windows' places.
    package func values(of groups: ReportGroups, in part: Part) -> [(values: [String], window: Int, value: MetricValue)]
    {
        var found: [(values: [String], window: Int, value: MetricValue)] = []
        for (key, cell) in groups.cells where !cell.isEmpty(for: metric.needs) {
            guard part.windows.indices.contains(key.bucket), let window = part.windows[key.bucket] else { continue }
            found.append((key.values, window, cell.value(of: metric)))
        }
        return found
    }

    private func part(_ places: [Int], in calendar: SiteCalendar) -> Part {
        guard let first = places.first, let last = places.last else {
            preconditionFailure("a part of no windows")
        }
        let range = windows[first].lowerBound..<windows[last].upperBound
        guard places.count > 1 else {
            return Part(scan: scan(range, nil), grain: nil, windows: [first])
        }
        var starts: [Timestamp] = []
        var owners: [Int?] = []
        for (position, place) in places.enumerated() {
            starts.append(windows[place].lowerBound)
            owners.append(place)
            if position + 1 < places.count, windows[places[position + 1]].lowerBound > windows[place].upperBound {
                starts.append(windows[place].upperBound)
                owners.append(nil)
            }
        }
        let buckets = CalendarBuckets(starts: starts, labels: [], range: range)
        let grain = [CalendarGrain.day, .hour].first { grain in
            starts.allSatisfy { calendar.start(of: grain, containing: $0) == $0 }
        }
        return Part(scan: scan(range, buckets), grain: grain ?? .minute, windows: owners)
    }

    private func scan(_ range: Range<Timestamp>, _ buckets: CalendarBuckets?) -> ReportScan {
        ReportScan(range: range, buckets: buckets, dimensions: dimensions, filter: filter, needs: metric.needs)
    }
}
