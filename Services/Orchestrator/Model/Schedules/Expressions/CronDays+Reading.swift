extension CronDays {
    /// Reads both day fields, of which exactly one has to be `?`.
    init?(ofMonth dayOfMonth: Substring, ofWeek dayOfWeek: Substring) {
        switch (dayOfMonth == "?", dayOfWeek == "?") {
        case (false, true):
            guard let rule = CronDayOfMonth(dayOfMonth) else { return nil }
            self = .ofMonth(rule)
        case (true, false):
            guard let rule = CronDayOfWeek(dayOfWeek) else { return nil }
            self = .ofWeek(rule)
        case (true, true), (false, false): return nil
        }
    }
}

extension CronDayOfMonth {
    /// `L` and `W` stand alone in the field; they are no part of lists.
    fileprivate init?(_ text: Substring) {
        let upper = text.uppercased()
        if upper == "LW" {
            self = .lastWeekday
        } else if upper == "L" {
            self = .last(daysBefore: 0)
        } else if upper.hasPrefix("L-") {
            guard let days = CronFieldReader.number(upper.dropFirst(2)), (1...30).contains(days) else { return nil }
            self = .last(daysBefore: days)
        } else if upper.hasSuffix("W") {
            guard let day = CronFieldReader(.dayOfMonth).member(upper.dropLast()) else { return nil }
            self = .nearestWeekday(to: day)
        } else {
            guard let days = CronFieldReader(.dayOfMonth).values(text) else { return nil }
            self = .days(days)
        }
    }
}

extension CronDayOfWeek {
    /// `L` and `#` stand alone in the field. `L` alone is the last day of the week, Saturday.
    fileprivate init?(_ text: Substring) {
        let reader = CronFieldReader(.dayOfWeek)
        let upper = text.uppercased()
        if upper == "L" {
            self = .weekdays(CronValues([7]))
        } else if let hash = upper.firstIndex(of: "#") {
            guard let weekday = reader.member(upper[..<hash]),
                let occurrence = CronFieldReader.number(upper[upper.index(after: hash)...]),
                (1...5).contains(occurrence)
            else { return nil }
            self = .ordinal(weekday, occurrence: occurrence)
        } else if upper.hasSuffix("L") {
            guard let weekday = reader.member(upper.dropLast()) else { return nil }
            self = .last(weekday)
        } else {
            guard let weekdays = reader.values(text) else { return nil }
            self = .weekdays(weekdays)
        }
    }
}
