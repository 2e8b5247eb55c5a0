import MeshCore

/// Goes along a path through a document and collects what it selects.
struct PathEvaluation {
    private let root: JSONValue
    private let steps: [PathStep]
    private let lookup: PathLookup
    private let budget: PathBudget
    /// How many steps from the start select one value at most: there alone a missing value is a failure.
    private let definiteCount: Int
    private var results: [JSONValue] = []

    init(root: JSONValue, steps: [PathStep], lookup: PathLookup, budget: PathBudget) {
        self.root = root
        self.steps = steps
        self.lookup = lookup
        self.budget = budget
        definiteCount =
            steps.indices.first { !steps[$0].isDefinite(atEnd: $0 == steps.count - 1) } ?? steps.count
    }

    /// The value of the path from a value; for paths of filters that is an element, not the root.
    mutating func value(from start: JSONValue) throws(PathFailure) -> JSONValue {
        if case .function(let function, let arguments)? = steps.last, steps.first == .descendants {
            return try scanned(by: function, arguments, from: start)
        }
        let isDefinite = definiteCount == steps.count
        do {
            try visit(start, at: 0)
        } catch  where error.kind != .function && !isDefinite {
            return .array([])
        }
        guard isDefinite else { return .array(results) }
        guard let result = results.last else { throw PathFailure("No results for path: \(text(upTo: steps.count))") }
        return result
    }

    /// A function at the end of a path that starts with a scan takes all that the scan finds.
    private func scanned(
        by function: PathFunction, _ arguments: [PathArgument], from start: JSONValue
    ) throws(PathFailure) -> JSONValue {
        var inner = Array(steps.dropLast())
        if function == .length || function == .size { inner.append(.wildcard) }
        var evaluation = PathEvaluation(root: root, steps: inner, lookup: lookup, budget: budget)
        let found = try evaluation.value(from: start)
        return try PathFunctionCall(function: function, arguments: arguments, root: root, budget: budget).value(
            of: found)
    }

    private func text(upTo count: Int) -> String {
        steps[..<count].reduce(into: "$") { $0 += $1.text }
    }

    private func isDefinite(before index: Int) -> Bool {
        index <= definiteCount
    }

    private func isLast(_ index: Int) -> Bool {
        index == steps.count - 1
    }

    private mutating func visit(_ value: JSONValue, at index: Int) throws(PathFailure) {
        try budget.step()
        guard index < steps.count else {
            results.append(value)
            return
        }
        switch steps[index] {
        case .members(let names):
            try visitMembers(names, of: value, at: index)
        case .wildcard:
            try visitAll(of: value, at: index)
        case .indexes(let positions):
            guard let elements = try elements(of: value, at: index) else { return }
            for position in positions { try visitElement(position, of: elements, at: index) }
        case .slice(let from, let to):
            guard let elements = try elements(of: value, at: index) else { return }
            for position in Self.positions(from: from, to: to, count: elements.count) {
                try visitElement(position, of: elements, at: index)
            }
        case .descendants:
            try scan(value, at: index)
        case .filter(let expression):
            try visitElements(of: value, where: expression, at: index)
        case .function(let function, let arguments):
            let call = PathFunctionCall(function: function, arguments: arguments, root: root, budget: budget)
            try visit(try call.value(of: value), at: index + 1)
        }
    }

    // MARK: - Members

    private mutating func visitMembers(_ names: [String], of value: JSONValue, at index: Int) throws(PathFailure) {
        guard case .object(let object) = value else {
            guard isDefinite(before: index) else { return }
            throw PathFailure(
                "Expected to find an object with property \(steps[index].text) in path \(text(upTo: index)) but found "
                    + "'\(StatesText.javaType(of: value))'. This is not a json object according to the JsonProvider: "
                    + "'com.jayway.jsonpath.spi.json.JacksonJsonProvider'.")
        }
        if names.count > 1, isLast(index) {
            var merged = JSONObject()
            for name in names { merged[name] = object[name] }
            results.append(.object(merged))
            return
        }
        for name in names {
            if let member = object[name] {
                try visit(member, at: index + 1)
            } else if !isLast(index), index < definiteCount {
                throw PathFailure("Missing property in path \(text(upTo: index + 1))")
            }
        }
    }

    private mutating func visitAll(of value: JSONValue, at index: Int) throws(PathFailure) {
        switch value {
        case .object(let object):
            for (_, member) in object { try visit(member, at: index + 1) }
        case .array(let elements):
            for element in elements {
                do {
                    try visit(element, at: index + 1)
                } catch  where error.kind == .missing {
                    continue
                }
            }
        case .null, .bool, .int, .double, .string:
            guard !isLast(index) else { return }
            throw PathFailure("Expected to find an object or array in path \(text(upTo: index))")
        }
    }

    // MARK: - Elements

    /// The elements of an array; nil where something else may be passed over.
    private func elements(of value: JSONValue, at index: Int) throws(PathFailure) -> [JSONValue]? {
        if case .array(let elements) = value { return elements }
        guard isDefinite(before: index) else { return nil }
        if case .null = value { throw PathFailure("The path \(text(upTo: index)) is null") }
        let rest = steps[index...].reduce(into: "") { $0 += $1.text }
        throw PathFailure(
            "Filter: \(rest) can only be applied to arrays. Current context is: \(StatesText.java(value))",
            kind: .mismatch)
    }

    private mutating func visitElement(_ position: Int, of elements: [JSONValue], at index: Int) throws(PathFailure) {
        let place = position < 0 ? elements.count + position : position
        if elements.indices.contains(place) {
            try visit(elements[place], at: index + 1)
        } else if lookup == .lenient, isDefinite(before: index + 1) {
            try visit(.null, at: index + 1)
        }
    }

    /// The positions of a slice. Between two bounds they count from the end where they are negative, one by one, as the
    /// library has it: `[-1:1]` is the last element and the first.
    private static func positions(from: Int?, to: Int?, count: Int) -> Range<Int> {
        let range: (Int, Int)
        switch (from, to) {
        case (let from?, nil): range = (max(0, from < 0 ? count + from : from), count)
        case (let from?, let to?): range = (max(from, -count), min(count, to))
        case (nil, let to?): range = (0, min(count, to < 0 ? count + to : to))
        case (nil, nil): range = (0, count)
        }
        return range.0 < range.1 ? range.0..<range.1 : 0..<0
    }

    private mutating func visitElements(
        of value: JSONValue, where expression: FilterExpression, at index: Int
    ) throws(PathFailure) {
        switch value {
        case .object:
            guard FilterEvaluation(root: root, element: value, budget: budget).holds(expression) else { return }
            try visit(value, at: index + 1)
        case .array(let elements):
            for element in elements
            where FilterEvaluation(root: root, element: element, budget: budget).holds(expression) {
                try visit(element, at: index + 1)
            }
        case .null, .bool, .int, .double, .string:
            guard isDefinite(before: index) else { return }
            let rest = steps[index...].reduce(into: "") { $0 += $1.text }
            throw PathFailure(
                "Filter: \(rest) can not be applied to primitives. Current context is: \(StatesText.java(value))",
                kind: .mismatch)
        }
    }

    // MARK: - Scans

    /// Visits a value and all below it with the step behind the scan, wherever that step has something to select.
    private mutating func scan(_ value: JSONValue, at index: Int) throws(PathFailure) {
        try budget.step()
        switch value {
        case .object(let object):
            if isTarget(value, of: index) { try visit(value, at: index + 1) }
            for (_, member) in object { try scan(member, at: index) }
        case .array(let elements):
            if isTarget(value, of: index) {
                if isLast(index + 1) {
                    try visit(value, at: index + 1)
                } else {
                    // The library goes on from every element here, whatever the step behind the scan selects.
                    for element in elements { try visit(element, at: index + 2) }
                }
            }
            for element in elements { try scan(element, at: index) }
        case .null, .bool, .int, .double, .string:
            return
        }
    }

    private func isTarget(_ value: JSONValue, of index: Int) -> Bool {
        guard index + 1 < steps.count else { return false }
        switch (steps[index + 1], value) {
        case (.members(let names), .object(let object)):
            return names.count > 1 && !isLast(index + 1) || names.allSatisfy { object[$0] != nil }
        case (.indexes, .array), (.slice, .array), (.wildcard, .array), (.wildcard, .object):
            return true
        case (.filter(let expression), .array), (.filter(let expression), .object):
            return FilterEvaluation(root: root, element: value, budget: budget).holds(expression)
        case (.members, _), (.indexes, _), (.slice, _), (.wildcard, _), (.filter, _), (.descendants, _), (.function, _):
            return false
        }
    }
}
