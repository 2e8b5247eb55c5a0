import OrderedCollections

/// The members of a JSON object in the order of the text; equality does not look at the order.
package struct JSONObject: Sendable {
    private var members: OrderedDictionary<String, JSONValue> = [:]

    package init() {}

    /// Takes members in their order; of two with one name the later value stays.
    package init(_ members: [(String, JSONValue)]) {
        for (name, value) in members { self.members[name] = value }
    }

    package var count: Int { members.count }
    package var isEmpty: Bool { members.isEmpty }

    /// The names in their order.
    package var names: [String] { Array(members.keys) }

    /// The value of a member; setting nil removes it.
    package subscript(_ name: String) -> JSONValue? {
        get { members[name] }
        set { members[name] = newValue }
    }

    /// Adds a member; false when there is one of that name already.
    mutating func insertNew(_ name: String, _ value: JSONValue) -> Bool {
        members.updateValue(value, forKey: name) == nil
    }
}

extension JSONObject: Sequence {
    /// Goes through the members in their order.
    package struct Iterator: IteratorProtocol {
        fileprivate let members: OrderedDictionary<String, JSONValue>
        fileprivate var position = 0

        package mutating func next() -> (name: String, value: JSONValue)? {
            guard position < members.count else { return nil }
            let (name, value) = members.elements[position]
            position += 1
            return (name, value)
        }
    }

    package func makeIterator() -> Iterator {
        Iterator(members: members)
    }
}

extension JSONObject: Hashable {
    package static func == (left: JSONObject, right: JSONObject) -> Bool {
        left.count == right.count && left.members.allSatisfy { right.members[$0.key] == $0.value }
    }

    package func hash(into hasher: inout Hasher) {
        // Commutative, as equality does not look at the order.
        var combined = 0
        for (name, value) in members {
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
