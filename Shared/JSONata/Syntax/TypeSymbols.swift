/// The kinds of values that a signature tells apart, as a set.
struct TypeSymbols: OptionSet, Hashable {
    let rawValue: UInt8

    static let string = TypeSymbols(rawValue: 1)
    static let number = TypeSymbols(rawValue: 2)
    static let boolean = TypeSymbols(rawValue: 4)
    static let null = TypeSymbols(rawValue: 8)
    static let object = TypeSymbols(rawValue: 16)
    static let array = TypeSymbols(rawValue: 32)
    static let function = TypeSymbols(rawValue: 64)
    /// No value, which fits nearly everywhere.
    static let missing = TypeSymbols(rawValue: 128)

    static let json: TypeSymbols = [.string, .number, .boolean, .null, .object, .array, .missing]
    static let anything: TypeSymbols = [.json, .function]

    /// The kinds that a letter of a signature stands for; nil when it stands for none.
    static func letter(_ letter: Character) -> TypeSymbols? {
        switch letter {
        case "s": .string
        case "n": .number
        case "b": .boolean
        case "l": .null
        case "o": .object
        case "a": .array
        case "f": .function
        case "m": .missing
        case "j": .json
        case "x": .anything
        default: nil
        }
    }
}
