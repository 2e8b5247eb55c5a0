import FoundationEssentials
import FunctionRuntime
import MeshCore
import ShopInsights

/// Asks the shop's services what they know: orders for sales and payments, the catalog for stock, identity for sign-ins, reporting for any
/// metric.
struct ShopCollector {
    let calls: MeshCalls
    let settings: ShopSettings

    private static let day: Int64 = 86_400_000
    private static let hour: Int64 = 3_600_000
    /// The audit trail is kept for 90 days; two months show a day's season well enough.
    private static let signInDays: Int64 = 60

    /// A page of anything.
    private struct Page<Item: Decodable>: Decodable {
        var items: [Item]
        var nextCursor: String?
    }

    private struct Order: Decodable {
        struct Total: Decodable {
            var amount: Int64
            var currency: String
        }
        struct Line: Decodable {
            var sku: String
            var quantity: Int64
            var returned: Int64
            var unitPrice: Int64
        }
        var order: String
        var state: String
        var account: String?
        var placedAt: Timestamp
        var total: Total
        var lines: [Line]
    }

    private struct Attempt: Decodable {
        var checkout: String
        var at: Timestamp
        var account: String?
        var cart: String
        var amount: Order.Total
        var outcome: String
    }

    private struct Level: Decodable {
        var sku: String
        var available: Double
    }

    private struct AuditCount: Decodable {
        var hour: Timestamp
        var event: String
        var count: Double
    }

    /// All of it, up to the last midnight (UTC) before a moment.
    ///
    /// - Throws: `MeshRefusal`, `DecodingError`.
    func collect(at moment: Timestamp) throws -> ShopData {
        let end = moment.milliseconds / Self.day * Self.day
        let begin = end - Int64(settings.days ?? 730) * Self.day
        let sales = try sales(from: begin, to: end)
        var metrics = ShopMetrics.ofSales(sales, through: end)
        metrics += try signIns(until: moment.milliseconds / Self.hour * Self.hour)
        for report in settings.reports ?? [] { metrics.append(try self.report(report, from: begin, to: end)) }
        return ShopData(
            through: Timestamp(milliseconds: end), sales: sales, payments: try payments(from: begin, to: end),
            stock: Dictionary(
                try all(Level.self, "catalog", "/v1/stock?limit=100").map { ($0.sku, $0.available) },
                uniquingKeysWith: { $1 }),
            metrics: metrics)
    }

    private func all<Item: Decodable>(_ type: Item.Type, _ service: String, _ path: String) throws -> [Item] {
        var items: [Item] = []
        var cursor: String?
        repeat {
            let rest = cursor.map { "&cursor=\(PercentEncoding.encode($0))" } ?? ""
            let page: Page<Item> = try ask(service, "\(path)\(rest)")
            items += page.items
            cursor = page.nextCursor
        } while cursor != nil
        return items
    }

    private func ask<Value: Decodable>(_ service: String, _ path: String) throws -> Value {
        try JSONDecoder().decode(Value.self, from: Data(try calls.send("GET", service, path).body))
    }

    private func sales(from begin: Int64, to end: Int64) throws -> [ShopData.Sale] {
        let since = PercentEncoding.encode(Timestamp(milliseconds: begin).description)
        let orders = try all(Order.self, "orders", "/internal/orders?limit=1000&since=\(since)")
        return orders.reversed().filter { $0.placedAt.milliseconds < end }.map { order in
            ShopData.Sale(
                order: order.order, customer: order.account, time: order.placedAt,
                isCancelled: order.state == "cancelled", total: order.total.amount, currency: order.total.currency,
                lines: order.lines.map {
                    ShopData.Line(sku: $0.sku, quantity: $0.quantity - $0.returned, unitPrice: $0.unitPrice)
                })
        }
    }

    private func payments(from begin: Int64, to end: Int64) throws -> [ShopData.Payment] {
        let since = PercentEncoding.encode(Timestamp(milliseconds: begin).description)
        let attempts = try all(Attempt.self, "orders", "/internal/payments?limit=1000&since=\(since)")
        return attempts.reversed().filter { $0.at.milliseconds < end }.map { attempt in
            ShopData.Payment(
                attempt: attempt.checkout, payer: attempt.account ?? attempt.cart, time: attempt.at,
                isPaid: attempt.outcome == "paid", isDeclined: attempt.outcome == "declined",
                amount: attempt.amount.amount, currency: attempt.amount.currency)
        }
    }

    private func signIns(until end: Int64) throws -> [ShopData.Metric] {
        let begin = end - Self.signInDays * 24 * Self.hour
        let since = PercentEncoding.encode(Timestamp(milliseconds: begin).description)
        let page: Page<AuditCount> = try ask("identity", "/internal/audit/counts?since=\(since)")
        let events = [
            "login.failed": "sign-ins.failed", "login.succeeded": "sign-ins.succeeded",
            "account.created": "accounts.created",
        ]
        return events.sorted { $0.key < $1.key }.compactMap { event, name in
            let counts = page.items.filter { $0.event == event }.map { ($0.hour.milliseconds, $0.count) }
            return ShopMetrics.series(name, of: counts, period: Self.hour, season: 24, until: end)
        }
    }

    private func report(_ report: ShopSettings.Report, from begin: Int64, to end: Int64) throws -> ShopData.Metric {
        var query: JSONObject = [
            "site_id": .string(report.site), "metrics": [.string(report.metric)], "dimensions": ["time:day"],
            "date_range": [Self.date(begin), Self.date(end - Self.day)],
        ]
        if let filters = report.filters { query["filters"] = try JSONValue(parsing: Array(filters.utf8)) }
        let answer = try calls.send(
            "POST", "reporting", "/internal/reports/query", body: JSONValue.object(query).utf8)
        let rows = try JSONValue(parsing: answer.body)["results"]?.arrayValue ?? []
        let counts = rows.compactMap { row -> (Int64, Double)? in
            guard let text = row["dimensions"]?.arrayValue?.first?.stringValue,
                let time = Timestamp("\(text.prefix(10))T00:00:00Z"),
                let value = row["metrics"]?.arrayValue?.first?.doubleValue
            else { return nil }
            return (time.milliseconds, value)
        }
        let name = "report.\(report.site).\(report.metric)"
        return ShopMetrics.series(name, of: counts, period: Self.day, season: 7, until: end)
            ?? ShopData.Metric(name: name, season: 7, times: [], values: [])
    }

    private static func date(_ milliseconds: Int64) -> JSONValue {
        .string(String(Timestamp(milliseconds: milliseconds).description.prefix(10)))
    }
}
