import MeshCore

/// A column of the site's own. Of several rules with one name the first that has a value gives it.
struct DimensionRule: Sendable {
    /// From where the value comes.
    enum Origin: Sendable {
        case field(FieldPath)
        case value(JSONValue)
    }

    let name: String
    let origin: Origin
    /// nil for always.
    let condition: RowCondition?
    let isLowercased: Bool

    /// The value for a row; nil when the rule has none for it.
    func value(for row: ProcessedRow) -> JSONValue? {
        if let condition, !condition.holds(for: row) { return nil }
        let value: JSONValue?
        switch origin {
        case .field(let field): value = field.value(in: row)
        case .value(let fixed): value = fixed
        }
        guard isLowercased, let text = value?.stringValue else { return value }
        return .string(text.lowercased())
    }

    /// The columns that it looks at.
    var columns: Set<RowColumn> {
        var columns = condition?.columns ?? []
        switch origin {
        case .field(let field): columns.formUnion(field.column.map { [$0] } ?? [])
        case .value: break
        }
        return columns
    }
}
