extension YearlyTimeRule {
    /// Reads a rule such as `CET-1CEST,M3.5.0,M10.5.0/3` or `<-03>3`; nil when it is none. Offsets are written west of UTC.
    init?(_ text: String) {
        var reader = YearlyTimeRuleReader(text)
        guard reader.takesName(), let west = reader.time(hours: 24) else { return nil }
        if reader.isAtEnd {
            self.init(standardOffset: -west, daylight: nil)
            return
        }
        guard reader.takesName() else { return nil }
        var daylightWest = west - 3600
        if !reader.isAt(",") {
            guard let written = reader.time(hours: 24) else { return nil }
            daylightWest = written
        }
        guard let start = reader.date(), let end = reader.date(), reader.isAtEnd else { return nil }
        self.init(
            standardOffset: -west, daylight: Daylight(offset: -daylightWest, start: start, end: end))
    }
}
