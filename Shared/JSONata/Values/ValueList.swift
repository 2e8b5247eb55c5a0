/// An array or a sequence that was made during the evaluation.
///
/// A sequence is what a path finds: with one value it is that value, and with none nothing. An array stays what it is.
struct ValueList {
    struct Traits: OptionSet {
        let rawValue: UInt8

        static let sequence = Traits(rawValue: 1)
        /// A sequence that stays an array even with one value.
        static let keepsSingleton = Traits(rawValue: 2)
        /// An array that was written as one at the end or the beginning of a path, and is not spread there.
        static let constructed = Traits(rawValue: 4)
        /// The sequence around an input that is an array, so that the array is one value.
        static let outerWrapper = Traits(rawValue: 8)
    }

    var items: [Value]
    var traits: Traits

    init(_ items: [Value], _ traits: Traits = []) {
        self.items = items
        self.traits = traits
    }

    static func sequence(_ items: [Value] = []) -> ValueList {
        ValueList(items, .sequence)
    }

    var isSequence: Bool { traits.contains(.sequence) }
}
