import MeshCore

extension Value {
    /// How many elements an array has, and 1 for any other value.
    var elementCount: Int {
        switch self {
        case .array(let elements): elements.count
        case .list(let list): list.items.count
        case .tuples(let stream): stream.tuples.count
        case .undefined, .null, .bool, .number, .string, .object, .record, .function, .tailCall: 1
        }
    }

    /// An element of an array; any other value is its own only element.
    func element(_ index: Int) -> Value {
        switch self {
        case .array(let elements): Value(elements[index])
        case .list(let list): list.items[index]
        case .tuples(let stream): stream.tuples[index].item
        case .undefined, .null, .bool, .number, .string, .object, .record, .function, .tailCall: self
        }
    }

    /// The elements of an array; any other value is its own only element.
    var elements: [Value] {
        switch self {
        case .array(let elements): elements.map { Value($0) }
        case .list(let list): list.items
        case .tuples(let stream): stream.tuples.map(\.item)
        case .undefined, .null, .bool, .number, .string, .object, .record, .function, .tailCall: [self]
        }
    }

    /// Whether every element of an array is of a kind.
    func elementsAll(have symbol: TypeSymbols) -> Bool {
        switch self {
        case .array(let elements): elements.allSatisfy { Value.symbol(of: $0) == symbol }
        case .list(let list): list.items.allSatisfy { $0.symbol == symbol }
        case .undefined, .null, .bool, .number, .string, .object, .record, .function, .tuples, .tailCall: false
        }
    }

    private static func symbol(of json: JSONValue) -> TypeSymbols {
        switch json {
        case .null: .null
        case .bool: .boolean
        case .int, .double: .number
        case .string: .string
        case .array: .array
        case .object: .object
        }
    }

    /// The members of an object, in their order; nil when this is none.
    var members: [(name: String, value: Value)]? {
        switch self {
        case .object(let object): object.map { ($0.name, Value($0.value)) }
        case .record(let record): record.members
        case .undefined, .null, .bool, .number, .string, .array, .list, .function, .tuples, .tailCall: nil
        }
    }
}
