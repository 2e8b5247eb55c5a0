/// What a rate counts in. A day is 24 hours, whatever the clocks do.
enum RateUnit: String, Hashable, Sendable, CaseIterable {
    case minute
    case hour
    case day

    var seconds: Int64 {
        switch self {
        case .minute: 60
        case .hour: 3600
        case .day: 86_400
        }
    }
}
