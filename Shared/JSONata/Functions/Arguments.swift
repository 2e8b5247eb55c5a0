/// The arguments of a built-in function, checked by its signature.
struct Arguments {
    private let values: [Value]

    init(_ values: [Value]) {
        self.values = values
    }

    var count: Int { values.count }
    var all: [Value] { values }

    /// An argument; nothing when it is missing.
    subscript(_ index: Int) -> Value {
        index < values.count ? values[index] : .undefined
    }

    /// A text; nil when it is missing.
    func text(_ index: Int) -> String? {
        if case .string(let text) = self[index] { text } else { nil }
    }

    /// A number; nil when it is missing.
    func number(_ index: Int) -> Double? {
        if case .number(let number) = self[index] { number } else { nil }
    }

    func function(_ index: Int) -> FunctionValue? { self[index].function }
}
