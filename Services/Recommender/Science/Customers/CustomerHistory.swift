/// All that one customer did, in the order of time.
package struct CustomerHistory: Hashable, Sendable {
    package let customer: UInt32
    package let events: [ShopEvent]

    /// Histories by customers' numbers, of those who bought something.
    package static func all(of events: some Sequence<ShopEvent>) -> [CustomerHistory] {
        let groups = Dictionary(grouping: events, by: \.customer)
        return groups.filter { $0.value.contains { $0.kind == .purchase } }.keys.sorted().map { customer in
            CustomerHistory(customer: customer, events: (groups[customer] ?? []).sorted { $0.day < $1.day })
        }
    }

    /// The purchases of a span of days, without its end.
    package func purchases(in days: Range<Double>) -> [ShopEvent] {
        events.filter { $0.kind == .purchase && days.contains($0.day) }
    }

    /// What had been done before a day: nothing that came later shows in it.
    func before(_ day: Double) -> CustomerHistory {
        CustomerHistory(customer: customer, events: events.filter { $0.day < day })
    }
}
