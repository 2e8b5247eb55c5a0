/// Groups of parts until all parts are there: then the cells of each key merge at once, which is faster than one after another.
package struct GatheredGroups: Sendable {
    private var cells: [GroupKey: [ReportCell]] = [:]

    package init() {}

    package mutating func add(_ cell: ReportCell, under key: GroupKey) {
        cells[key, default: []].append(cell)
    }

    package mutating func add(_ groups: ReportGroups) {
        for (key, cell) in groups.cells { add(cell, under: key) }
    }

    /// The groups of the whole, as if merged in the order in which they came.
    package var groups: ReportGroups { ReportGroups(cells.mapValues(ReportCell.merged)) }
}
