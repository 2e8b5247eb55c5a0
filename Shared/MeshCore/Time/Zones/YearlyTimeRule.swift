/// Standard and daylight saving time by a rule that is the same in every year: the last line of a time zone's file
/// (POSIX.1-2017 base definitions 8.3, `TZ`; RFC 9636 section 3.3).
struct YearlyTimeRule: Hashable, Sendable {
    let standardOffset: Int64
    /// Nil where no clocks are changed.
    let daylight: Daylight?

    struct Daylight: Hashable, Sendable {
        let offset: Int64
        let start: YearlyDate
        let end: YearlyDate
    }

    func offset(at moment: Int64) -> Int64 {
        guard let daylight else { return standardOffset }
        let (start, end) = changes(ofYear: year(of: moment), daylight)
        let isDaylight = start < end ? moment >= start && moment < end : !(moment >= end && moment < start)
        return isDaylight ? daylight.offset : standardOffset
    }

    func nextChange(after moment: Int64) -> Int64? {
        guard let daylight, daylight.offset != standardOffset else { return nil }
        let year = year(of: moment)
        var candidates: [Int64] = []
        for year in (year - 1)...(year + 1) {
            let (start, end) = changes(ofYear: year, daylight)
            candidates += [start, end]
        }
        // A rule for daylight saving time in the whole year has two changes at one moment, which change nothing.
        return candidates.sorted().first { $0 > moment && offset(at: $0) != offset(at: $0 - 1) }
    }

    private func changes(ofYear year: Int, _ daylight: Daylight) -> (start: Int64, end: Int64) {
        (
            daylight.start.wallSeconds(ofYear: year) - standardOffset,
            daylight.end.wallSeconds(ofYear: year) - daylight.offset
        )
    }

    private func year(of moment: Int64) -> Int {
        let wall = moment + standardOffset
        return CivilDate(dayNumber: Int(wall >= 0 ? wall / 86_400 : (wall - 86_399) / 86_400)).year
    }
}
