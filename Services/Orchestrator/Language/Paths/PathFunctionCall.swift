import MeshCore

/// A call of a path's function, with what its arguments read.
struct PathFunctionCall {
    let function: PathFunction
    let arguments: [PathArgument]
    /// The document from which the arguments' paths start.
    let root: JSONValue
    let budget: PathBudget

    /// What the function makes of the value at its place.
    func value(of value: JSONValue) throws(PathFailure) -> JSONValue {
        switch function {
        case .min: .double(try numbers(of: value).reduce(.infinity, Swift.min))
        case .max: .double(try numbers(of: value).reduce(-.infinity, Swift.max))
        case .sum: .double(try numbers(of: value).reduce(0, +))
        case .avg: .double(Self.mean(try numbers(of: value)))
        case .stddev: .double(Self.deviation(try numbers(of: value)))
        case .length, .size: Self.count(of: value).map { .int(Int64($0)) } ?? .null
        case .keys: value.objectValue.map { .array($0.names.map(JSONValue.string)) } ?? .null
        case .concat: .string(try strings(of: value).joined())
        case .append: try appended(to: value)
        case .first: try element(at: 0, of: value)
        case .last: try element(at: -1, of: value)
        case .index: try element(at: position(), of: value)
        case .distinct: try distinct(value)
        }
    }

    private static let emptyFailure = PathFailure(
        "Aggregation function attempted to calculate value using empty array", kind: .function)

    private func argumentValues() throws(PathFailure) -> [JSONValue] {
        var values: [JSONValue] = []
        for argument in arguments {
            switch argument {
            case .json(let value): values.append(value)
            case .path(let path): values.append(try path.read(root, budget: budget))
            }
        }
        return values
    }

    /// What an array holds, and the arguments, of which arrays stand for their elements.
    private func items(of value: JSONValue) throws(PathFailure) -> [JSONValue] {
        try argumentValues().reduce(value.arrayValue ?? []) { $0 + ($1.arrayValue ?? [$1]) }
    }

    private func numbers(of value: JSONValue) throws(PathFailure) -> [Double] {
        let numbers = try items(of: value).compactMap(\.doubleValue)
        guard !numbers.isEmpty else { throw Self.emptyFailure }
        return numbers
    }

    private func strings(of value: JSONValue) throws(PathFailure) -> [String] {
        try items(of: value).compactMap(\.stringValue)
    }

    private static func mean(_ numbers: [Double]) -> Double {
        numbers.reduce(0, +) / Double(numbers.count)
    }

    private static func deviation(_ numbers: [Double]) -> Double {
        let count = Double(numbers.count)
        let sum = numbers.reduce(0, +)
        let squares = numbers.reduce(0) { $0 + $1 * $1 }
        return Swift.max(0, squares / count - sum * sum / count / count).squareRoot()
    }

    private static func count(of value: JSONValue) -> Int? {
        value.arrayValue?.count ?? value.objectValue?.count
    }

    private func appended(to value: JSONValue) throws(PathFailure) -> JSONValue {
        guard case .array(let elements) = value else { return value }
        return .array(elements + (try argumentValues()))
    }

    private func position() throws(PathFailure) -> Int {
        guard let number = try argumentValues().first?.intValue, let position = Int32(exactly: number) else {
            throw PathFailure("The function index takes one whole number", kind: .function)
        }
        return Int(position)
    }

    private func element(at position: Int, of value: JSONValue) throws(PathFailure) -> JSONValue {
        guard case .array(let elements) = value, !elements.isEmpty else { throw Self.emptyFailure }
        let place = position < 0 ? elements.count + position : position
        guard elements.indices.contains(place) else {
            throw PathFailure(
                "Target index:\(position) larger than object count:\(elements.count)", kind: .function)
        }
        return elements[place]
    }

    private func distinct(_ value: JSONValue) throws(PathFailure) -> JSONValue {
        var seen: Set<JSONValue> = []
        return .array(try items(of: value).filter { seen.insert($0).inserted })
    }
}
