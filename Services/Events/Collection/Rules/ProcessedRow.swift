package import MeshCore

/// One row of the processed stream: an event, or one item of its order.
package struct ProcessedRow: Hashable, Sendable {
    /// By the numbers of the columns; nil where a column says nothing.
    private var values: [JSONValue?]
    /// The names of the goals that the event reached, in the rules' order.
    package var goals: [String] = []
    /// The site's own dimensions, in the rules' order.
    package var dimensions = JSONObject()
    package var properties = JSONObject()
    package var traits = JSONObject()

    init() {
        values = Array(repeating: nil, count: RowColumn.allCases.count)
    }

    /// A column's value; nil where it says nothing.
    package subscript(_ column: RowColumn) -> JSONValue? {
        get { values[column.rawValue] }
        set { values[column.rawValue] = newValue }
    }

    /// A column's text; nil where it says nothing or no text.
    package func text(_ column: RowColumn) -> String? { self[column]?.stringValue }

    mutating func set(_ column: RowColumn, _ text: String?) {
        values[column.rawValue] = text.map { .string($0) }
    }

    /// The row as canonical JSON: columns in their order without those that say nothing, members of properties and
    /// traits by their names. The same row is the same bytes.
    package var json: JSONValue {
        var object = JSONObject()
        for column in RowColumn.allCases {
            if let value = self[column] { object[column.name] = value }
        }
        object.set("goals", .array(goals.map { .string($0) }), unless: goals.isEmpty)
        object.set("dimensions", .object(dimensions), unless: dimensions.isEmpty)
        object.set("properties", CanonicalOrder.of(.object(properties)), unless: properties.isEmpty)
        object.set("traits", CanonicalOrder.of(.object(traits)), unless: traits.isEmpty)
        return .object(object)
    }
}
