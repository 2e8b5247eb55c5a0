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
    package var groups: ReportGroups {
        let all = Array(cells)
        // Few at a time, as large groups take much longer than small ones.
        let size = max(1, all.count / Self.shares)
        let parts = besideEachOther((all.count + size - 1) / size) { part in
            all[(part * size)..<min(all.count, (part + 1) * size)].map { ($0.key, ReportCell.merged($0.value)) }
        }
        return ReportGroups(Dictionary(uniqueKeysWithValues: parts.joined()))
    }

    private static let shares = 64
}
