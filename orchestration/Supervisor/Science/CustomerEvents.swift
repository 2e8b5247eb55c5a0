import MeshCore
import RecommenderModels
import ShopScience

/// What customers did: a table with the columns customer and time, kind (view, cart or purchase; purchase where there is none) and, of
/// purchases, amount.
struct CustomerEvents {
    let events: [ShopEvent]
    let customers: NameTable
    let histories: [CustomerHistory]
    /// The day after the last event.
    let end: Double

    /// - Throws: ``InputProblem``, also for a table without purchases.
    init(_ table: InputTable) throws {
        var customers = NameTable()
        var events: [ShopEvent] = []
        for row in table.rows {
            let name = try table.requiredText("customer", in: row)
            let kindCell = table.text("kind", in: row)
            guard let kind = kindCell.map({ ShopEvent.Kind(rawValue: $0.text) }) ?? .purchase else {
                throw InputProblem(
                    file: table.file, line: row.line, column: kindCell?.column ?? 1,
                    reason: "kind must be view, cart or purchase, not \(InputTable.quoted(kindCell?.text ?? ""))")
            }
            let amount =
                kind == .purchase
                ? try table.requiredNumber("amount", in: row, from: 0) : 0
            events.append(
                ShopEvent(
                    customer: customers.number(of: name.text), kind: kind, day: try table.requiredDay("time", in: row),
                    amount: amount))
        }
        guard events.contains(where: { $0.kind == .purchase }) else {
            throw InputProblem(file: table.file, line: 1, column: 1, reason: "there are no purchases in it")
        }
        self.events = events
        self.customers = customers
        histories = CustomerHistory.all(of: events)
        end = (events.map(\.day).max() ?? 0).rounded(.down) + 1
    }
}
