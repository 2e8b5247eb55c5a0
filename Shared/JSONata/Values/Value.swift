import MeshCore

/// What an expression can evaluate to on its way: JSON, nothing, functions, and sequences of them.
///
/// Arrays and objects of the input are kept as they came, so that nothing is copied to look into them.
enum Value {
    /// Nothing at all.
    case undefined
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    /// An array of plain JSON.
    case array([JSONValue])
    /// An object of plain JSON.
    case object(JSONObject)
    /// An array or sequence that was made here.
    case list(ValueList)
    /// An object that was made here and holds functions.
    case record(Record)
    case function(FunctionValue)
    /// A sequence whose values carry the variables that were bound with them; only paths make and take it.
    case tuples(TupleStream)
    /// A call that is to be made in place of the function that ended with it.
    case tailCall(TailCall)

    init(_ json: JSONValue) {
        switch json {
        case .null: self = .null
        case .bool(let flag): self = .bool(flag)
        case .int(let number): self = .number(Double(number))
        case .double(let number): self = .number(number)
        case .string(let text): self = .string(text)
        case .array(let elements): self = .array(elements)
        case .object(let object): self = .object(object)
        }
    }

    init(_ json: JSONValue?) {
        self = if let json { Value(json) } else { .undefined }
    }

    var isUndefined: Bool {
        if case .undefined = self { true } else { false }
    }

    var isArray: Bool {
        switch self {
        case .array, .list, .tuples: true
        case .undefined, .null, .bool, .number, .string, .object, .record, .function, .tailCall: false
        }
    }

    /// An array that is no sequence, and so is one value where sequences are spread.
    var isPlainArray: Bool {
        switch self {
        case .array: true
        case .list(let list): !list.isSequence
        case .undefined, .null, .bool, .number, .string, .object, .record, .function, .tuples, .tailCall: false
        }
    }

    var function: FunctionValue? {
        if case .function(let function) = self { function } else { nil }
    }

    /// The kind that signatures tell.
    var symbol: TypeSymbols {
        switch self {
        case .undefined, .tailCall: .missing
        case .null: .null
        case .bool: .boolean
        case .number: .number
        case .string: .string
        case .array, .list, .tuples: .array
        case .object, .record: .object
        case .function: .function
        }
    }
}
