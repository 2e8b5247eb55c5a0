/// Cells by what their rows have in common; groups of parts merge to the groups of the whole.
package struct ReportGroups: Hashable, Sendable {
    package private(set) var cells: [GroupKey: ReportCell]

    package init(_ cells: [GroupKey: ReportCell] = [:]) {
        self.cells = cells
    }

    package mutating func merge(_ cell: ReportCell, under key: GroupKey) {
        if cells[key]?.merge(cell) == nil { cells[key] = cell }
    }

    package mutating func merge(_ other: ReportGroups) {
        for (key, cell) in other.cells { merge(cell, under: key) }
    }

    /// Whether every count of visitors is exact.
    package var isExact: Bool { cells.values.allSatisfy(\.visitors.isExact) }

    /// How much memory it takes, about.
    package var byteCount: Int {
        cells.reduce(0) { sum, cell in
            // A cell's numbers, and what dictionaries and texts take around them.
            sum + 512 + cell.key.values.reduce(0) { $0 + $1.utf8.count } + cell.value.visitors.byteCount
                + (cell.value.numbers == nil ? 0 : 4096)
        }
    }
}
