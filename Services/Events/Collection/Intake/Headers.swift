/// The fields of a request's or an answer's head in their order; names in lower case.
package struct Headers: Hashable, Sendable, ExpressibleByDictionaryLiteral, Sequence {
    private var fields: [Field] = []

    /// A name and its value.
    package struct Field: Hashable, Sendable {
        package var name: String
        package var value: String
    }

    package init(dictionaryLiteral elements: (String, String)...) {
        for (name, value) in elements { add(name, value) }
    }

    /// Adds a field behind the others.
    package mutating func add(_ name: String, _ value: String) {
        fields.append(Field(name: name.lowercased(), value: value))
    }

    /// The first value of a field, told in lower case; nil when there is none.
    package subscript(_ name: String) -> String? {
        fields.first { $0.name == name }?.value
    }

    /// The fields that pass a test.
    func filtered(_ keeps: (Field) -> Bool) -> Headers {
        var headers = Headers()
        headers.fields = fields.filter(keeps)
        return headers
    }

    package func makeIterator() -> IndexingIterator<[Field]> {
        fields.makeIterator()
    }
}
