import MeshCore

/// The values of an `enum`.
struct ConstantSet: Sendable {
    let values: [JSONValue]
    private let compared: Set<ComparedValue>

    init(_ values: [JSONValue]) {
        self.values = values
        compared = Set(values.map(ComparedValue.init))
    }

    func contains(_ value: JSONValue) -> Bool {
        // A few are compared faster than a value is hashed.
        values.count <= 4
            ? values.contains { ComparedValue.areEqual($0, value) } : compared.contains(ComparedValue(value))
    }
}
