import MeshCore

/// An object that JSON cannot be: one that holds functions or infinite numbers, or one that a transformation changes where it lies.
final class Record {
    private(set) var members: [(name: String, value: Value)]
    /// Where the members are, by their names, once there are many.
    private var places: [String: Int] = [:]

    init(_ members: [(name: String, value: Value)]) {
        self.members = members
        index()
    }

    subscript(_ name: String) -> Value {
        place(of: name).map { members[$0].value } ?? .undefined
    }

    func set(_ name: String, to value: Value) {
        if let place = place(of: name) {
            members[place].value = value
        } else {
            members.append((name, value))
            if members.count > Self.fewMembers { places.isEmpty ? index() : (places[name] = members.count - 1) }
        }
    }

    func remove(_ name: String) {
        guard let place = place(of: name) else { return }
        members.remove(at: place)
        index()
    }

    private func place(of name: String) -> Int? {
        places.isEmpty ? members.firstIndex { $0.name == name } : places[name]
    }

    private func index() {
        places = [:]
        guard members.count > Self.fewMembers else { return }
        for (place, member) in members.enumerated() { places[member.name] = place }
    }

    /// Up to so many, looking at each is faster than hashing.
    private static let fewMembers = 8

    /// Plain JSON that can be changed where it lies: its objects become records.
    static func mutable(_ json: JSONValue) -> Value {
        switch json {
        case .object(let object): .record(Record(object.map { ($0.name, mutable($0.value)) }))
        case .array(let elements): .list(ValueList(elements.map { mutable($0) }))
        case .null, .bool, .int, .double, .string: Value(json)
        }
    }
}
