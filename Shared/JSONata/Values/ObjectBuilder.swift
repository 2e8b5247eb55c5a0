import MeshCore

/// Makes an object member by member: plain JSON as long as nothing else is put in.
struct ObjectBuilder {
    private var object = JSONObject()
    private var members: [(name: String, value: Value)]?

    init() {}

    /// Begins with the members of an object.
    init(_ value: Value) {
        switch value {
        case .object(let object): self.object = object
        case .record(let record): members = record.members
        default: break  // Only objects have members.
        }
    }

    /// Sets a member; nothing is not set.
    mutating func set(_ name: String, to value: Value, _ run: Evaluation) throws(JSONataError) {
        if members == nil, let json = try run.json(value) {
            object[name] = json
            return
        }
        guard !value.isUndefined else { return }
        var present = members ?? object.map { ($0.name, Value($0.value)) }
        if let place = present.firstIndex(where: { $0.name == name }) {
            present[place].value = value
        } else {
            present.append((name, value))
        }
        members = present
    }

    mutating func remove(_ name: String) {
        if members == nil {
            object[name] = nil
        } else {
            members?.removeAll { $0.name == name }
        }
    }

    var isEmpty: Bool { members?.isEmpty ?? object.isEmpty }

    var value: Value {
        if let members { .record(Record(members)) } else { .object(object) }
    }
}
