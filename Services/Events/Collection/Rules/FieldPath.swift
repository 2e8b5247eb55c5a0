import MeshCore

/// What a condition or a dimension looks at: a column (`path`), or a member of properties, traits or dimensions
/// (`properties.plan.name`).
struct FieldPath: Hashable, Sendable {
    /// What holds members.
    enum Root: String, Hashable, Sendable, CaseIterable {
        case properties
        case traits
        case dimensions
    }

    private enum Place: Hashable, Sendable {
        case column(RowColumn)
        case member(Root, [String])
    }

    let text: String
    private let place: Place

    /// Takes a path; nil when there is nothing of that name.
    init?(_ text: String) {
        self.text = text
        if let column = RowColumn.named[text] {
            place = .column(column)
            return
        }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 2, parts.allSatisfy({ !$0.isEmpty }), let root = Root(rawValue: parts[0]) else {
            return nil
        }
        place = .member(root, Array(parts.dropFirst()))
    }

    /// The column that it looks at; nil for a member.
    var column: RowColumn? {
        switch place {
        case .column(let column): column
        case .member: nil
        }
    }

    /// The value there; nil when there is none, or null.
    func value(in row: ProcessedRow) -> JSONValue? {
        switch place {
        case .column(let column): return row[column]
        case .member(let root, let names):
            let object =
                switch root {
                case .properties: row.properties
                case .traits: row.traits
                case .dimensions: row.dimensions
                }
            var value: JSONValue? = object[names[0]]
            for name in names.dropFirst() { value = value?[name] }
            return value == .null ? nil : value
        }
    }
}
