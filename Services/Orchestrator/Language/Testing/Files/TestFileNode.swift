import MeshCore

/// An object of a test file, whose members are read one by one: what is left over was not understood.
struct TestFileNode {
    let members: JSONObject
    let place: DefinitionPlace

    /// Takes an object that has no members but these.
    init(_ value: JSONValue, at place: DefinitionPlace, members known: [String]) throws(WorkflowTestFileError) {
        guard case .object(let members) = value else {
            throw WorkflowTestFileError("this must be an object", at: place)
        }
        self.members = members
        self.place = place
        for name in members.names where !known.contains(name) {
            throw WorkflowTestFileError(
                "there is no \"\(name)\" here, only: \(known.joined(separator: ", "))", at: place)
        }
    }

    subscript(_ name: String) -> JSONValue? { members[name] }

    func text(_ name: String) throws(WorkflowTestFileError) -> String? {
        try read(name, "a text") { $0.stringValue }
    }

    /// Seconds, or a text with units.
    func duration(_ name: String) throws(WorkflowTestFileError) -> Duration? {
        try read(name, SpanText.example) { value in
            if let text = value.stringValue { return SpanText.duration(text) }
            return value.doubleValue.flatMap(SpanText.duration(seconds:))
        }
    }

    func whole(_ name: String) throws(WorkflowTestFileError) -> Int? {
        try read(name, "a whole number of at least 0") { value in
            value.intValue.flatMap { $0 >= 0 ? Int($0) : nil }
        }
    }

    func flag(_ name: String) throws(WorkflowTestFileError) -> Bool? {
        try read(name, "true or false") { $0.boolValue }
    }

    func list(_ name: String) throws(WorkflowTestFileError) -> [JSONValue]? {
        try read(name, "a list") { $0.arrayValue }
    }

    func object(_ name: String) throws(WorkflowTestFileError) -> JSONObject? {
        try read(name, "an object") { $0.objectValue }
    }

    func texts(_ name: String) throws(WorkflowTestFileError) -> [String]? {
        try read(name, "a list of texts") { value in
            guard let elements = value.arrayValue else { return nil }
            let texts = elements.compactMap(\.stringValue)
            return texts.count == elements.count ? texts : nil
        }
    }

    func moment(_ name: String) throws(WorkflowTestFileError) -> Timestamp? {
        try read(name, "a moment such as 2030-01-01T00:00:00Z") { $0.stringValue.flatMap { Timestamp($0) } }
    }

    private func read<Value>(
        _ name: String, _ wanted: String, _ reading: (JSONValue) -> Value?
    ) throws(WorkflowTestFileError) -> Value? {
        guard let value = members[name] else { return nil }
        guard let result = reading(value) else {
            throw WorkflowTestFileError("this must be \(wanted)", at: place.member(name))
        }
        return result
    }
}
