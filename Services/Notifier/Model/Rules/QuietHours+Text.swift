import NotifierAPI

extension QuietHours {
    /// Reads a setting; nil when it is no time of day, or all of the day.
    init?(_ setting: QuietHoursSetting) {
        guard let start = Self.minutes(setting.start), let end = Self.minutes(setting.end) else { return nil }
        self.init(start: start, end: end)
    }

    private static func minutes(_ text: String) -> Int? {
        let parts = text.split(separator: ":").compactMap { Int($0) }
        guard parts.count == 2, (0..<24).contains(parts[0]), (0..<60).contains(parts[1]) else { return nil }
        return parts[0] * 60 + parts[1]
    }
}

extension QuietHoursSetting {
    init(_ hours: QuietHours) {
        self.init(start: Self.text(hours.start), end: Self.text(hours.end))
    }

    private static func text(_ minutes: Int) -> String {
        let (hour, minute) = (minutes / 60, minutes % 60)
        return "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
    }
}
