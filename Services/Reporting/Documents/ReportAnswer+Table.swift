import MeshCore
import MeshTables
import ReportAnalysis

extension ReportAnswer {
    /// The rows for files that programs read: dimensions as texts, counts as integers, all else as decimals. Money has a column
    /// for each currency that there is, in its major unit.
    func table(named name: String) -> DataTable {
        var columns = query.dimensions.map { DataTable.Column($0.name, .text) }
        var cells = rows.map { row in row.dimensions.map { DataTable.Cell.text($0) } }
        for (place, metric) in query.metrics.enumerated() {
            for part in Self.columns(of: metric, rows.map { $0.metrics[place] }) {
                columns.append(part.column)
                for (row, cell) in part.cells.enumerated() { cells[row].append(cell) }
            }
        }
        return DataTable(name: name, columns: columns, rows: cells)
    }

    private static func columns(
        of metric: Metric, _ values: [MetricValue]
    ) -> [(column: DataTable.Column, cells: [DataTable.Cell])] {
        let currencies = values.reduce(into: Set<String>()) { codes, value in
            if case .money(let amounts) = value { codes.formUnion(amounts.map(\.currency.description)) }
        }
        if !currencies.isEmpty {
            return currencies.sorted().map { code in
                (
                    DataTable.Column("\(metric.rawValue)_\(code.lowercased())", .decimal),
                    values.map { amount($0, in: code) }
                )
            }
        }
        let isCount = values.contains { if case .count = $0 { true } else { false } }
        return [(DataTable.Column(metric.rawValue, isCount ? .integer : .decimal), values.map(cell))]
    }

    private static func cell(_ value: MetricValue) -> DataTable.Cell {
        switch value {
        case .count(let count): .integer(count)
        case .number(let number): .decimal(number)
        case .money, .none: .none
        }
    }

    private static func amount(_ value: MetricValue, in code: String) -> DataTable.Cell {
        guard case .money(let amounts) = value, let money = amounts.first(where: { $0.currency.description == code }),
            let number = Double(MoneyText.number(money))
        else { return .none }
        return .decimal(number)
    }
}
