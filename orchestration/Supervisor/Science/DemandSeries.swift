/// What was sold of each product, period by period.
struct DemandSeries {
    /// A period.
    enum Period: String, CaseIterable, Codable {
        case day, week

        var days: Int {
            switch self {
            case .day: 1
            case .week: 7
            }
        }
    }

    let sku: String
    /// The oldest first, without gaps: 0 where nothing was sold.
    let quantities: [Double]

    /// The products of a table with the columns date, quantity and, where there are several, sku; in the order in which they come.
    ///
    /// Each begins with its first day in the table, and all end with the table's last one. Weeks are counted back from there; days that
    /// do not fill one are left out.
    ///
    /// - Throws: ``InputProblem``.
    static func all(of table: InputTable, by period: Period) throws -> [DemandSeries] {
        var sales: [String: [Int: Double]] = [:]
        var order: [String] = []
        var last = Int.min
        for row in table.rows {
            let sku = table.text("sku", in: row)?.text ?? "all"
            let cell = try table.requiredText("date", in: row)
            let day = Int(try table.requiredDay("date", in: row).rounded(.down))
            if sales[sku] == nil { order.append(sku) }
            sales[sku, default: [:]][day, default: 0] += try table.requiredNumber("quantity", in: row, from: 0)
            last = max(last, day)
            // A wrong year would make years of zeros.
            if let first = sales[sku]?.keys.min(), last - first > 20_000 {
                throw table.problem(row, cell, "dates are more than 20000 days apart: is the year right?")
            }
        }
        return order.map { sku in
            let days = sales[sku] ?? [:]
            let first = days.keys.min() ?? last
            let daily = (first...last).map { days[$0] ?? 0 }
            let whole = daily.suffix(daily.count / period.days * period.days)
            let quantities = stride(from: whole.startIndex, to: whole.endIndex, by: period.days).map { start in
                whole[start..<start + period.days].reduce(0, +)
            }
            return DemandSeries(sku: sku, quantities: quantities)
        }
    }
}
