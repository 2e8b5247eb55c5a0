/// The newest schemas of all types.
struct SchemaCatalogue: Hashable, Sendable {
    private let latest: [String: RegisteredSchema]

    /// - Parameter latest: One of each type.
    init(_ latest: [RegisteredSchema]) {
        self.latest = Dictionary(latest.map { ($0.type, $0) }) { _, last in last }
    }

    /// The schema by which events of a type are checked; nil for a type without any.
    subscript(type: String) -> RegisteredSchema? { latest[type] }

    var isEmpty: Bool { latest.isEmpty }
}
