import MeshCore

/// What must hold of a row for a rule to apply.
indirect enum RowCondition: Sendable {
    case all([RowCondition])
    case any([RowCondition])
    case not(RowCondition)
    case test(FieldPath, ValueTest)

    func holds(for row: ProcessedRow) -> Bool {
        switch self {
        case .all(let parts): parts.allSatisfy { $0.holds(for: row) }
        case .any(let parts): parts.contains { $0.holds(for: row) }
        case .not(let part): !part.holds(for: row)
        case .test(let field, let test): test.holds(for: field.value(in: row))
        }
    }

    /// The columns that it looks at.
    var columns: Set<RowColumn> {
        switch self {
        case .all(let parts), .any(let parts): parts.reduce(into: []) { $0.formUnion($1.columns) }
        case .not(let part): part.columns
        case .test(let field, _): field.column.map { [$0] } ?? []
        }
    }
}
