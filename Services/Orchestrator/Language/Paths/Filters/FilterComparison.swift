import MeshCore

/// Compares two values by an operator of a filter; nil stands for what a path did not find.
struct FilterComparison {
    let left: JSONValue?
    let right: JSONValue?

    func holds(_ relation: FilterOperator) -> Bool {
        switch relation {
        case .equal: Self.areEqual(left, right)
        case .notEqual: !Self.areEqual(left, right)
        case .identical: areOfOneKind && Self.areEqual(left, right)
        case .notIdentical: !(areOfOneKind && Self.areEqual(left, right))
        case .less: order.map { $0 < 0 } ?? false
        case .lessOrEqual: order.map { $0 <= 0 } ?? false
        case .greater: order.map { $0 > 0 } ?? false
        case .greaterOrEqual: order.map { $0 >= 0 } ?? false
        case .isIn: isIn
        case .isNotIn: !isIn
        case .isSubset: lists.map { left, right in left.allSatisfy { Self.contains(right, $0) } } ?? false
        case .hasAny: lists.map { left, right in left.contains { Self.contains(right, $0) } } ?? false
        case .hasNone: lists.map { left, right in !left.contains { Self.contains(right, $0) } } ?? false
        case .hasAll: hasAll
        case .contains: contains
        case .size: size == right?.intValue
        case .empty: isEmpty.map { $0 == right?.boolValue } ?? false
        case .matches: false
        }
    }

    /// How many comparisons of two values it may take.
    var cost: Int {
        max(1, left?.arrayValue?.count ?? 1) * max(1, right?.arrayValue?.count ?? 1)
    }

    // MARK: - Equality and order

    /// Numbers equal texts that read the same; nothing equals what was not found.
    private static func areEqual(_ left: JSONValue?, _ right: JSONValue?) -> Bool {
        guard let left, let right else { return false }
        if case .int(let left) = left, case .int(let right) = right { return left == right }
        switch (left.doubleValue, right.doubleValue) {
        case (let left?, let right?): return left == right
        case (nil, .some): return left.stringValue == StatesText.java(right)
        case (let number?, nil): return right.stringValue.flatMap(Double.init) == number
        case (nil, nil): return left == right
        }
    }

    /// What a value is for an identity of values: arrays and objects are one kind.
    private enum Kind {
        case null
        case flag
        case number
        case text
        case container

        init(_ value: JSONValue) {
            switch value {
            case .null: self = .null
            case .bool: self = .flag
            case .int, .double: self = .number
            case .string: self = .text
            case .array, .object: self = .container
            }
        }
    }

    private var areOfOneKind: Bool {
        left != nil && left.map(Kind.init) == right.map(Kind.init)
    }

    /// Below, at or above 0 as the left comes before, with or after the right; nil for what has no order.
    private var order: Int? {
        guard let left, let right else { return nil }
        if case .int(let left) = left, case .int(let right) = right { return Self.order(left, right) }
        if let left = left.doubleValue, let right = right.doubleValue { return Self.order(left, right) }
        let kinds: Set<Kind> = [Kind(left), Kind(right)]
        guard kinds.isSubset(of: [.number, .text]) else { return nil }
        return StatesText.order(StatesText.java(left), StatesText.java(right))
    }

    private static func order<Value: Comparable>(_ left: Value, _ right: Value) -> Int {
        left < right ? -1 : left == right ? 0 : 1
    }

    // MARK: - Lists

    private static func contains(_ list: [JSONValue], _ value: JSONValue) -> Bool {
        list.contains { areEqual($0, value) }
    }

    private var lists: ([JSONValue], [JSONValue])? {
        guard case .array(let left)? = left, case .array(let right)? = right else { return nil }
        return (left, right)
    }

    private var isIn: Bool {
        guard let left, case .array(let list)? = right else { return false }
        return Self.contains(list, left)
    }

    private var hasAll: Bool {
        guard let (left, right) = lists else { return false }
        return right.allSatisfy { Self.contains(left, $0) }
    }

    private var contains: Bool {
        if case .string(let text)? = left, case .string(let part)? = right { return StatesText.contains(text, part) }
        guard case .array(let list)? = left, let right else { return false }
        return Self.contains(list, right)
    }

    private var size: Int64? {
        switch left {
        case .string(let text): Int64(text.utf16.count)
        case .array(let elements): Int64(elements.count)
        case nil, .null, .bool, .int, .double, .object: nil
        }
    }

    private var isEmpty: Bool? {
        switch left {
        case .string(let text): text.isEmpty
        case .array(let elements): elements.isEmpty
        case .object(let object): object.isEmpty
        case nil, .null, .bool, .int, .double: nil
        }
    }
}
