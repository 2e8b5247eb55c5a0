/// What rows of an answer are grouped by.
package enum QueryDimension: Hashable, Sendable {
    /// Time; nil where the range decides how finely.
    case time(CalendarGrain?)
    case value(Dimension)

    /// Takes `time`, `time:day`, or the name of a ``Dimension``.
    package init?(_ name: String) {
        if name == "time" {
            self = .time(nil)
        } else if name.hasPrefix("time:"), let grain = CalendarGrain(rawValue: String(name.dropFirst(5))) {
            self = .time(grain)
        } else if let dimension = Dimension(name) {
            self = .value(dimension)
        } else {
            return nil
        }
    }

    package var name: String {
        switch self {
        case .time(nil): "time"
        case .time(let grain?): "time:\(grain.rawValue)"
        case .value(let dimension): dimension.name
        }
    }

    var isTime: Bool {
        switch self {
        case .time: true
        case .value: false
        }
    }
}
