/// Names and the numbers that stand for them, counted from 0 in the order in which they were first seen.
package struct NameTable: Sendable {
    package private(set) var names: [String] = []
    private var numbers: [String: UInt32] = [:]

    package init() {}

    package var count: Int { names.count }

    /// The number of a name, which gets the next one when it is new.
    package mutating func number(of name: String) -> UInt32 {
        if let number = numbers[name] { return number }
        let number = UInt32(names.count)
        names.append(name)
        numbers[name] = number
        return number
    }

    /// The number of a name that has been seen; nil otherwise.
    package func existingNumber(of name: String) -> UInt32? {
        numbers[name]
    }
}
