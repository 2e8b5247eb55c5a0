import ReportAnalysis

/// What is added up beforehand: totals by minute, hour and day, and each dimension that a dashboard shows by day and week.
enum RollupSets {
    static let totals = RollupSet([])
    static let dimensions: [RollupSet] = [
        "visit:source", "visit:channel", "visit:referrer", "visit:utm_medium", "visit:utm_source",
        "visit:utm_campaign", "visit:device", "visit:browser", "visit:os", "visit:country", "visit:entry_page",
        "visit:exit_page", "event:page", "event:goal", "event:name",
    ].map { name in
        guard let dimension = Dimension(name) else { preconditionFailure("\(name) is no dimension") }
        return RollupSet([dimension])
    }
    static let all = [totals] + dimensions

    /// How finely a set's sums are kept: many values by the minute would be more than the events themselves.
    static func grains(of set: RollupSet) -> [CalendarGrain] {
        set.dimensions.isEmpty ? [.minute, .hour, .day] : [.day]
    }

    /// In which grains a set's sums can be found: those of weeks are gathered from days once a week is over.
    static func gatheredGrains(of set: RollupSet) -> [CalendarGrain] {
        set.dimensions.isEmpty ? grains(of: set) : [.week] + grains(of: set)
    }

    /// The name under which a set is stored.
    static func name(of set: RollupSet) -> String { set.dimensions.map(\.name).joined(separator: ",") }
}
