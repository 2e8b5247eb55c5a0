/// The members of a JSON object in the order of the text; equality does not look at the order.
package struct JSONObject: Sendable {
    private struct Member: Sendable {
        let name: String
        var value: JSONValue
    }

    private var members: [Member] = []
    /// The places of the names, once there are more members than one goes through in the time of a look into a table.
    private var places: [String: Int]?

    private static let mostSearched = 16

    package init() {}

    /// Takes members in their order; of two with one name the later value stays.
    package init(_ members: [(String, JSONValue)]) {
        self.members.reserveCapacity(members.count)
        for (name, value) in members { self[name] = value }
    }

    package var count: Int { members.count }
    package var isEmpty: Bool { members.isEmpty }

    /// The names in their order.
    package var names: [String] { members.map(\.name) }

    /// The value of a member; setting nil removes it.
    package subscript(_ name: String) -> JSONValue? {
        get { place(of: name).map { members[$0].value } }
        set {
            switch (place(of: name), newValue) {
            case (let place?, let value?): members[place].value = value
            case (let place?, nil): remove(at: place)
            case (nil, let value?): add(name, value)
            case (nil, nil): break
            }
        }
    }

    /// The value of the member whose name has these very code points: the plain subscript takes names for one that Unicode
    /// calls canonically equal, which JSON does not (RFC 8259, section 8.3).
    package subscript(exactly name: String) -> JSONValue? {
        guard let place = place(of: name), members[place].name.utf8.elementsEqual(name.utf8) else { return nil }
        return members[place].value
    }

    /// Adds a member; false when there is one of that name already.
    mutating func insertNew(_ name: String, _ value: JSONValue) -> Bool {
        guard place(of: name) == nil else { return false }
        add(name, value)
        return true
    }

    private func place(of name: String) -> Int? {
        if let places { return places[name] }
        return members.firstIndex { $0.name == name }
    }

    private mutating func add(_ name: String, _ value: JSONValue) {
        members.append(Member(name: name, value: value))
        if places != nil {
            places?[name] = members.count - 1
        } else if members.count > Self.mostSearched {
            number()
        }
    }

    private mutating func remove(at place: Int) {
        members.remove(at: place)
        if places != nil { number() }
    }

    private mutating func number() {
        var places: [String: Int] = [:]
        places.reserveCapacity(members.count * 2)
        for (place, member) in members.enumerated() { places[member.name] = place }
        self.places = places
    }
}

extension JSONObject: Sequence {
    /// Goes through the members in their order.
    package struct Iterator: IteratorProtocol {
        fileprivate let object: JSONObject
        fileprivate var position = 0

        package mutating func next() -> (name: String, value: JSONValue)? {
            guard position < object.members.count else { return nil }
            defer { position += 1 }
            return (object.members[position].name, object.members[position].value)
        }
    }

    package func makeIterator() -> Iterator {
        Iterator(object: self)
    }
}

extension JSONObject: Hashable {
    package static func == (left: JSONObject, right: JSONObject) -> Bool {
        left.count == right.count && left.members.allSatisfy { right[$0.name] == $0.value }
    }

    package func hash(into hasher: inout Hasher) {
        // Commutative, as equality does not look at the order.
        var combined = 0
        for (name, value) in self {
            var member = Hasher()
            member.combine(name)
            member.combine(value)
            combined ^= member.finalize()
        }
        hasher.combine(combined)
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        self.init(elements)
    }
}
