/// What of a cell a question asks for; the rest is not reckoned.
package struct ScanNeeds: OptionSet, Hashable, Sendable {
    package let rawValue: Int

    package init(rawValue: Int) {
        self.rawValue = rawValue
    }

    package static let visitors = ScanNeeds(rawValue: 1)
    /// Events and pageviews.
    package static let events = ScanNeeds(rawValue: 2)
    package static let revenue = ScanNeeds(rawValue: 4)
    package static let numbers = ScanNeeds(rawValue: 8)
    /// Visits, bounces, durations, and pageviews of visits.
    package static let visits = ScanNeeds(rawValue: 16)
    package static let scroll = ScanNeeds(rawValue: 32)
    package static let engagement = ScanNeeds(rawValue: 64)

    package static let all: ScanNeeds = [.visitors, .events, .revenue, .numbers, .visits, .scroll, .engagement]
}
