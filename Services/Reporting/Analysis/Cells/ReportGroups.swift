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
}
